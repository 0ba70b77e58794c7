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

// maxCommandLines is the size of the program's own package: a file a command.
const maxCommandLines = 4000

// maxStoreNames is how many names store exports, methods aside.
const maxStoreNames = 60

// floors are the rooms that are built on one another, from the ground up, several on a floor: a room imports none of
// its own floor or a higher one. What is not named stands on top.
var floors = []string{
	"extract/pathless extract/picture extract/sequence extract/site extract/spool extract/told extract/unpack",
	"extract/internal/chars extract/internal/window",
	"extract/internal/dates",
	"extract/internal/block",
	"extract/internal/byline extract/internal/layout",
	"extract/internal/plain",
	"extract",
	"extract/golden extract/saved/internal/warc extract/saved/internal/undo extract/saved/internal/lines",
	"extract/saved/internal/bundle extract/saved/internal/form extract/saved/internal/shown",
	"extract/saved",
	"store/queue store/search store/internal/pack",
	"scraper/internal/robots",
	"scraper/fetch scraper/lists scraper/fresh",
	"scraper/verdict",
	"scraper",
	"store/internal/db store/internal/history",
	"store/internal/ident store/internal/wipe",
	"store/internal/captures",
	"store/internal/index",
	"store/record",
	"store/catalog store/frontier store/internal/migrate store/internal/verify",
	"store/corpus store/internal/upkeep",
	"store/internal/rescue",
	"store",
}

// strangers are the parts of the program that meet only in cmd.
var strangers = map[string]string{"scraper": "store", "store": "scraper"}

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
	most := maxLines
	if folder == "cmd/mingpao" {
		most, files = maxCommandLines, 0
	}
	if lines > most || files > maxFiles {
		t.Errorf("%s has %d lines in %d files, at most %d in %d are allowed", folder, lines, files, most, maxFiles)
	}
}

func checkImport(t *testing.T, folder, file, imported string) {
	t.Helper()
	to, isOurs := strings.CutPrefix(imported, "mingpao/")
	if !isOurs {
		return
	}
	part, _, _ := strings.Cut(folder, "/")
	other, _, _ := strings.Cut(to, "/")
	upward := floorOf(folder) < len(floors) && floorOf(to) >= floorOf(folder)
	if upward || strangers[part] == other && to != "store/queue" {
		t.Errorf("%s/%s imports %s", folder, file, to)
	}
}

func floorOf(folder string) int {
	for i, floor := range floors {
		if slices.Contains(strings.Fields(floor), folder) {
			return i
		}
	}
	return len(floors)
}

// forTests are on no floor, like testdata: no program is made of them.
var forTests = []string{"store/internal/sample", "store/model"}

// TestFloorsAreWhole: every room below the program's own stands on a floor.
func TestFloorsAreWhole(t *testing.T) {
	_, packages := house(t)
	for folder := range packages {
		part, _, _ := strings.Cut(folder, "/")
		if part != "cmd" && part != "testdata" && !slices.Contains(forTests, folder) && floorOf(folder) == len(floors) {
			t.Errorf("%s stands on no floor", folder)
		}
	}
}

// TestStoreNames: the archive's door is narrow.
func TestStoreNames(t *testing.T) {
	root, packages := house(t)
	var names []string
	for _, file := range packages["store"] {
		source, err := fs.ReadFile(root, "store/"+file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range exportedName.FindAllSubmatch(source, -1) {
			names = append(names, string(m[1]))
		}
	}
	if len(names) < 20 || len(names) > maxStoreNames {
		t.Errorf("store exports %d names, at most %d are allowed: %v", len(names), maxStoreNames, names)
	}
}

var exportedName = regexp.MustCompile(`(?m)^(?:func |type |var |const |\t)([A-Z]\w*)(?:\(| +=| struct)`)

var listedFile = regexp.MustCompile(`[a-z0-9_*]+\.go\b`)

// checkList compares a list of files with the folder. A package that has none is small, or says it otherwise.
func checkList(t *testing.T, folder, doc string, files []string) {
	t.Helper()
	listed := listedFile.FindAllString(doc, -1)
	if len(listed) == 0 {
		if len(files) > 6 && folder != "cmd/mingpao" {
			t.Errorf("%s has %d files, and no list of them", folder, len(files))
		}
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
