package main

import (
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var (
	namedTest  = regexp.MustCompile("`((?:Test|Fuzz)[A-Za-z0-9]+)`")
	testItself = regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)[A-Za-z0-9]+)\(`)
	tableRow   = regexp.MustCompile(`(?m)^\| ([a-z][a-zA-Z0-9./-]*\.[a-zA-Z0-9./-]+) \| (v\S+) \| \d{4}-\d\d-\d\d \| ` +
		`\**[A-Z][A-Za-z0-9.-]+\** \| (?:program|tests|tools) \|$`)
	required = regexp.MustCompile(`(?m)^\t(\S+) (v\S+)`)
)

// TestSecurity: every test that SECURITY.md names exists, and its table names the modules that the program is built
// from.
func TestSecurity(t *testing.T) {
	text, err := os.ReadFile("../../SECURITY.md")
	if err != nil {
		t.Fatal(err)
	}
	have := testsBelow(t, "../..")
	named := namedTest.FindAllStringSubmatch(string(text), -1)
	if len(named) < 30 {
		t.Errorf("only %d tests are named", len(named))
	}
	for _, m := range named {
		if !have[m[1]] {
			t.Errorf("there is no %s", m[1])
		}
	}
	mod, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(pairs(required, mod), pairs(tableRow, text)); diff != "" {
		t.Errorf("go.mod (-) and the table (+) differ; go list -m -json all tells the times:\n%s", diff)
	}
}

func pairs(pattern *regexp.Regexp, text []byte) (all []string) {
	for _, m := range pattern.FindAllStringSubmatch(string(text), -1) {
		all = append(all, m[1]+" "+m[2])
	}
	slices.Sort(all)
	return all
}

// testsBelow are the names of the tests in a folder.
func testsBelow(t *testing.T, dir string) map[string]bool {
	t.Helper()
	have := map[string]bool{}
	root := os.DirFS(dir)
	err := fs.WalkDir(root, ".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		source, err := fs.ReadFile(root, path)
		for _, m := range testItself.FindAllStringSubmatch(string(source), -1) {
			have[m[1]] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return have
}
