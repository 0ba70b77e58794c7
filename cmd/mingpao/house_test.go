package main

import (
	"bytes"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The size that a package may have, tests aside: what one person can know.
const (
	maxLines = 2500
	maxFiles = 25
)

// larger are packages that may be larger: the program, with a file a command, and what is still to be parted. Its lists
// of files are not held either.
var larger = map[string]struct {
	lines, files int
	isListed     bool
}{
	"cmd/mingpao": {6000, 60, true},
	"store":       {12000, 90, false},
}

// below are the packages that a package must not import, itself or what lies in its folder.
var below = map[string][]string{
	"extract": {"scraper", "store", "cmd"},
	"scraper": {"store", "cmd"},
	"store":   {"scraper", "cmd"},
}

// house is the program's packages by folder, with their files.
func house(t *testing.T) (root fs.FS, files map[string][]string) {
	t.Helper()
	root, files = os.DirFS("../.."), map[string][]string{}
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && name != "." && strings.HasPrefix(d.Name(), ".") {
			return fs.SkipDir
		}
		if strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") {
			files[path.Dir(name)] = append(files[path.Dir(name)], path.Base(name))
		}
		return err
	})
	if err != nil || len(files) < 20 {
		t.Fatal(len(files), err)
	}
	return root, files
}

// TestHouse holds the size of every package, the direction of imports, and every list of files in a package comment.
func TestHouse(t *testing.T) {
	root, packages := house(t)
	for folder, files := range packages {
		lines, doc := 0, ""
		for _, file := range files {
			source, err := fs.ReadFile(root, folder+"/"+file)
			if err != nil {
				t.Fatal(err)
			}
			lines += bytes.Count(source, []byte("\n"))
			parsed, err := parser.ParseFile(token.NewFileSet(), file, source, parser.ImportsOnly|parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			doc += parsed.Doc.Text()
			for _, imported := range parsed.Imports {
				name, _ := strconv.Unquote(imported.Path.Value)
				checkImport(t, folder, file, name)
			}
		}
		checkSize(t, folder, lines, len(files))
		checkList(t, folder, doc, files)
	}
}

func checkSize(t *testing.T, folder string, lines, files int) {
	t.Helper()
	limit, ok := larger[folder]
	if !ok {
		limit.lines, limit.files = maxLines, maxFiles
	}
	if lines > limit.lines || files > limit.files {
		t.Errorf("%s has %d lines in %d files, at most %d in %d are allowed", folder, lines, files, limit.lines, limit.files)
	}
}

func checkImport(t *testing.T, folder, file, imported string) {
	t.Helper()
	room, _, _ := strings.Cut(folder, "/")
	to, _, _ := strings.Cut(strings.TrimPrefix(imported, "mingpao/"), "/")
	if strings.HasPrefix(imported, "mingpao/") && slices.Contains(below[room], to) {
		t.Errorf("%s/%s imports %s", folder, file, imported)
	}
}

var listedFile = regexp.MustCompile(`[a-z0-9_*]+\.go\b`)

// checkList compares a list of files with the folder. A package that has none is small, or says it otherwise.
func checkList(t *testing.T, folder, doc string, files []string) {
	t.Helper()
	listed := listedFile.FindAllString(doc, -1)
	if limit, ok := larger[folder]; len(listed) == 0 || ok && !limit.isListed {
		return
	}
	for _, file := range files {
		is := func(pattern string) bool { ok, _ := path.Match(pattern, file); return ok }
		if file != "doc.go" && !slices.ContainsFunc(listed, is) {
			t.Errorf("the comment of %s does not list %s", folder, file)
		}
	}
	for _, pattern := range listed {
		is := func(file string) bool { ok, _ := path.Match(pattern, file); return ok }
		if !slices.ContainsFunc(files, is) {
			t.Errorf("the comment of %s lists %s, which is not there", folder, pattern)
		}
	}
}
