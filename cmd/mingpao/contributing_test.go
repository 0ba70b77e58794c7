package main

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// namedPath matches a file or a room of the repository in backticks.
var namedPath = regexp.MustCompile("`((?:\\.ci|cmd|extract|scraper|store|testdata)(?:/[\\w.]+)*)`")

// TestContributing: every file and room that CONTRIBUTING.md sends a reader to is there.
func TestContributing(t *testing.T) {
	text, err := os.ReadFile("../../CONTRIBUTING.md")
	if err != nil {
		t.Fatal(err)
	}
	named := namedPath.FindAllSubmatch(text, -1)
	if len(named) < 40 {
		t.Errorf("only %d paths are named", len(named))
	}
	for _, m := range named {
		if _, err := os.Stat(filepath.Join("../..", string(m[1]))); err != nil {
			t.Errorf("CONTRIBUTING.md: %v", err)
		}
	}
}
