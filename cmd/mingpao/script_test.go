package main

import (
	"log"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"mingpao/testdata"
	"mingpao/testdata/play"
)

// raceOptions are what the race detector is told: https://go.dev/doc/articles/race_detector#Options.
const raceOptions = "GORACE"

func TestMain(m *testing.M) {
	if os.Getenv(programEnv) != "" {
		main()
	}
	if statement := os.Getenv(otherEnv); statement != "" {
		if err := beAnother(os.Args[1], statement); err != nil {
			log.Fatal(err)
		}
		return
	}
	// Under the race detector a process waits for a second when it ends, and the tests start hundreds.
	os.Setenv(raceOptions, "atexit_sleep_ms=0 "+os.Getenv(raceOptions))
	os.Setenv("LC_ALL", "C")                    // whoever runs them
	if filepath.Base(os.Args[0]) != "mingpao" { // which a script calls
		os.Setenv("MINGPAO_CONFIG", os.DevNull) // no test reads a developer's own settings
	}
	testscript.Main(m, map[string]func(){"mingpao": main})
}

// TestScripts runs the whole program: output, exit status, help.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		Setup:               setUpScript,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status": cmdStatus,
			"big":    cmdBig,
			"warc":   cmdWARC,
			"sql":    cmdSQL,
			"spoil":  cmdSpoil,
		},
	})
}

// setUpScript gives every script the saved pages, in the folder pages, and the embedded site behind the proxy
// $SITE_PROXY.
func setUpScript(e *testscript.Env) error {
	if err := os.Mkdir(e.WorkDir+"/pages", 0o755); err != nil {
		return err
	}
	for _, name := range testdata.Pages() {
		if err := os.WriteFile(e.WorkDir+"/pages/"+name, testdata.Page(name), 0o644); err != nil {
			return err
		}
	}
	if err := os.CopyFS(e.WorkDir+"/goldens", os.DirFS("../../testdata/pages")); err != nil {
		return err
	}
	if err := writeVersions(e.WorkDir); err != nil {
		return err
	}
	site, err := testdata.Serve(testdata.NewSite())
	if err != nil {
		return err
	}
	proxy, stop, err := play.Proxy(site)
	if err != nil {
		return err
	}
	e.Defer(func() {
		_ = stop()
		_ = site.Close()
	})
	if err := os.WriteFile(e.WorkDir+"/site.pem", site.PEM, 0o600); err != nil {
		return err
	}
	e.Setenv(raceOptions, os.Getenv(raceOptions))
	e.Setenv("SITE_PROXY", proxy)
	e.Setenv("MINGPAO_CONFIG", os.DevNull)
	e.Setenv("TODAY", time.Now().UTC().Add(8*time.Hour).Format(time.DateOnly)) // when what a script imports is taken in
	e.Setenv("SSL_CERT_FILE", e.WorkDir+"/site.pem")
	e.Setenv("HTTPS_PROXY", "http://127.0.0.1:1") // no script reaches further than loopback
	return nil
}

// writeVersions gives every script a later and an earlier version of a page, in the folders new and older, and
// single.html as SingleFile keeps it.
func writeVersions(dir string) error {
	page := string(testdata.Page("ins-live.html"))
	single := strings.Replace(page, "<head>", "<!--\n Page saved with SingleFile \n url: https://news.mingpao.com/x "+
		"\n saved date: Thu Mar 05 2026 20:00:00 GMT+0800 (Hong Kong Standard Time)\n--><head>", 1)
	if err := os.WriteFile(filepath.Join(dir, "single.html"), []byte(single), 0o644); err != nil {
		return err
	}
	changed := strings.NewReplacer("逾三千人參加", "逾四千人參加", "大會說秩序良好", "大會說秩序大致良好，十人不適送院")
	for folder, v := range map[string]struct{ page, at string }{
		"new":   {changed.Replace(page), "2026-03-03T15:00:00+08:00"},
		"older": {strings.ReplaceAll(page, "逾三千人參加", "逾二千人參加"), "2026-03-03T11:00:00+08:00"},
	} {
		if err := os.Mkdir(filepath.Join(dir, folder), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, folder, "page.html"), []byte(v.page), 0o644); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, folder, "metadata.json"), []byte(`{"scraped_at": "`+v.at+`"}`),
			0o644); err != nil {
			return err
		}
	}
	return nil
}
