package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"strings"
	"testing"
	"unicode/utf8"
)

// How long a line may be, in characters: a Chinese one counts as one, and so does a tab; and a function outside tests,
// in lines.
const (
	maxColumns       = 120
	maxFunctionLines = 60
)

// TestLines holds the length of every line of Go, tests included.
func TestLines(t *testing.T) {
	root, _ := house(t)
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".go") {
			return err
		}
		source, err := fs.ReadFile(root, name)
		n := 0
		for line := range strings.Lines(string(source)) {
			n++
			if length := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); length > maxColumns {
				t.Errorf("%s:%d has %d columns", name, n, length)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestFunctions holds the length of every function outside tests.
func TestFunctions(t *testing.T) {
	root, packages := house(t)
	for folder, files := range packages {
		for _, file := range files {
			source, err := fs.ReadFile(root, folder+"/"+file)
			if err != nil {
				t.Fatal(err)
			}
			positions := token.NewFileSet()
			parsed, err := parser.ParseFile(positions, file, source, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range parsed.Decls {
				f, is := d.(*ast.FuncDecl)
				if !is {
					continue
				}
				if n := positions.Position(f.End()).Line - positions.Position(f.Pos()).Line + 1; n > maxFunctionLines {
					t.Errorf("%s/%s: %s has %d lines", folder, file, f.Name.Name, n)
				}
			}
		}
	}
}
