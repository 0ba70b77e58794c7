package main

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"mingpao/testdata"
)

func TestMain(m *testing.M) {
	if os.Getenv(programEnv) != "" {
		main()
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
		},
	})
}

// setUpScript gives every script the saved pages, in the folder pages, and the embedded site behind the proxy $SITE_PROXY.
func setUpScript(e *testscript.Env) error {
	if err := os.Mkdir(e.WorkDir+"/pages", 0o755); err != nil {
		return err
	}
	for _, name := range testdata.Pages() {
		if err := os.WriteFile(e.WorkDir+"/pages/"+name, testdata.Page(name), 0o644); err != nil {
			return err
		}
	}
	site, err := testdata.Serve(testdata.NewSite())
	if err != nil {
		return err
	}
	proxy, stop, err := site.Proxy()
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
	e.Setenv("SITE_PROXY", proxy)
	e.Setenv("SSL_CERT_FILE", e.WorkDir+"/site.pem")
	e.Setenv("HTTPS_PROXY", "http://127.0.0.1:1") // no script reaches further than loopback
	return nil
}
