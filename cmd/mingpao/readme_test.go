package main

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	_ "github.com/mattn/go-sqlite3"

	"mingpao/testdata"
)

var (
	fencedBlock  = regexp.MustCompile("(?s)```(\\w+)\n(.*?)```")
	tableCommand = regexp.MustCompile("`(mingpao [^`]*)` \\|\n")
)

// readmeAndManual is the README with the parts of the manual that belong to no command.
func readmeAndManual(t *testing.T) []byte {
	t.Helper()
	names, err := filepath.Glob("internal/cli/manual/*.md")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	var text []byte
	for _, name := range append([]string{"../../README.md"}, names...) {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		text = append(text, b...)
	}
	return text
}

// TestREADMEs: the Chinese page has the blocks of the English one, comments apart: what is tried of one is of both.
func TestREADMEs(t *testing.T) {
	var pages [2][]string
	for i, name := range []string{"../../README.md", "../../README.zh-HK.md"} {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, block := range fencedBlock.FindAllSubmatch(text, -1) {
			for line := range strings.Lines(string(block[2])) {
				line, _, _ = strings.Cut(line, " # ")
				pages[i] = append(pages[i], strings.TrimSpace(line))
			}
		}
		for _, m := range tableCommand.FindAllSubmatch(text, -1) {
			pages[i] = append(pages[i], string(m[1]))
		}
	}
	if diff := cmp.Diff(pages[0], pages[1]); diff != "" {
		t.Error(diff)
	}
}

// TestREADME runs every command of the README and of the manual's topics: in the order of the pages, on the saved pages
// and the embedded site. What a console block shows must be what the program prints.
func TestREADME(t *testing.T) {
	text := readmeAndManual(t)
	module, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	if needed := regexp.MustCompile(`(?m)^go (.*)$`).FindSubmatch(module)[1]; !bytes.Contains(text,
		append([]byte("Go "), needed...)) {
		t.Errorf("go.mod needs Go %s: the README does not say so", needed)
	}
	dir := readmeFolder(t)
	site := testdata.NewSite()
	proxy, certificate := behindProxy(t, site)
	t.Setenv("HTTPS_PROXY", proxy)
	t.Setenv("SSL_CERT_FILE", certificate)
	commands := 0
	for _, block := range fencedBlock.FindAllStringSubmatch(string(text), -1) {
		switch block[1] {
		case "console":
			commands++
			imported := regexp.MustCompile(`imported \d{4}-\d\d-\d\d`) // on the day of the test
			console(t, dir,
				imported.ReplaceAllString(block[2], "imported "+time.Now().UTC().Add(8*time.Hour).Format(time.DateOnly)))
		case "sh", "cron":
			for line := range strings.Lines(block[2]) {
				if command, ok := readmeCommand(line); ok {
					commands++
					shell(t, proxy, certificate, dir, command)
				}
			}
		}
	}
	for _, m := range tableCommand.FindAllStringSubmatch(string(text), -1) {
		shell(t, proxy, certificate, dir, m[1])
	}
	if commands < 25 {
		t.Errorf("only %d commands found", commands)
	}
}

// readmeFolder is a folder with what the README's commands name.
func readmeFolder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, sub := range []string{"testdata/pages", "saved"} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	put := func(name string, b []byte) {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range testdata.Pages() {
		put("testdata/pages/"+name, testdata.Page(name))
		if strings.HasPrefix(name, "pns-") {
			put("saved/"+name, testdata.Page(name))
		}
	}
	put("page.html", testdata.Page("pns-opinion.html"))
	var out bytes.Buffer
	other := []string{"import", "--db", filepath.Join(dir, "other.db"), filepath.Join(dir, "page.html")}
	if status := run(context.Background(), other, streams{nil, &out, &out}); status != statusDone {
		t.Fatal(out.String())
	}
	if err := writeVersions(dir); err != nil {
		t.Fatal(err)
	}
	return dir
}

// readmeCommand is the command on a line of a block, its comment cut off and its places made real.
func readmeCommand(line string) (string, bool) {
	line, _, _ = strings.Cut(line, "  #")
	at := strings.Index(line, "mingpao ")
	endless := strings.Contains(line, "mingpao serve") || strings.Contains(line, " --watch ")
	if at < 0 || endless { // it ends when it is told to: its own tests run it
		return "", false
	}
	return strings.NewReplacer(
		"https://news.mingpao.com/pns/…", "https://news.mingpao.com/pns/x/article/20260306/s00012/1772726401001",
		"/srv/", "", "/var/lib/node_exporter/", "",
		"mingpao crawl", "mingpao crawl --delay 0",
	).Replace(strings.TrimSpace(line[at:])), true
}

// shell runs a line as a person would. Status 3 is an answer, too: a page of the folder is none.
func shell(t *testing.T, proxy, certificate, dir, line string) {
	t.Helper()
	self := program(t, proxy, certificate)
	cmd := self
	cmd.Path, cmd.Args = "/bin/sh", []string{"sh", "-c", "mingpao() { " + self.Path + " \"$@\"; }; " + line}
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if code := cmd.ProcessState.ExitCode(); err != nil && code != statusPartly {
		t.Errorf("%s: %v\n%s", line, err, out)
	}
}

// console runs the command of a session and compares what it prints. Before history is shown, the story is edited.
func console(t *testing.T, dir, session string) {
	t.Helper()
	command, want, _ := strings.Cut(strings.TrimPrefix(session, "$ "), "\n")
	args := strings.Fields(command)[1:]
	t.Chdir(dir)
	if args[0] == "history" {
		args = append(args, "--db", editedArchive(t, t.TempDir()))
	}
	var out, errs bytes.Buffer
	if status := run(context.Background(), args, streams{strings.NewReader(""), &out, &errs}); status != 0 {
		t.Fatalf("%s: status %d: %s", command, status, errs.String())
	}
	if !strings.HasPrefix(out.String(), want) {
		t.Errorf("%s prints\n%s\nthe README shows\n%s", command, out.String(), want)
	}
}

// editedArchive holds a story in the two versions that the README shows.
func editedArchive(t *testing.T, dir string) string {
	t.Helper()
	db := filepath.Join(dir, "edited.db")
	if err := errors.Join(os.Mkdir(filepath.Join(dir, "first"), 0o755), writeVersions(dir)); err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string][]byte{"page.html": testdata.Page("ins-live.html"),
		"metadata.json": []byte(`{"scraped_at": "2026-03-03T13:00:00+08:00"}`)} {
		if err := os.WriteFile(filepath.Join(dir, "first", name), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, folder := range []string{filepath.Join(dir, "first"), filepath.Join(dir, "new")} {
		var errs bytes.Buffer
		if status := run(context.Background(), []string{"import", "--db", db, folder},
			streams{nil, &errs, &errs}); status != 0 {
			t.Fatal(errs.String())
		}
	}
	return db
}

// queries runs each query, with a tool that is not mingpao's.
func queries(t *testing.T, path, text string) {
	t.Helper()
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	n := 0
	for q := range strings.SplitSeq(text, ";") {
		if strings.TrimSpace(q) == "" {
			continue
		}
		n++
		rows, err := db.Query(q)
		if err != nil {
			t.Errorf("%v:%s", err, q)
			continue
		}
		for rows.Next() {
		}
		if err := rows.Err(); err != nil {
			t.Errorf("%v:%s", err, q)
		}
		rows.Close()
	}
	if n < 10 {
		t.Errorf("only %d queries found", n)
	}
}
