package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// manyOf is a number before a word for many.
var manyOf = regexp.MustCompile(`%(\[\d\])?d ([b-z]|a[^s])[a-z]+s\b`)

// alwaysMany are sentences whose number is more than one by what they are about.
var alwaysMany = map[string]string{
	"%s to %s, %d looks":     "said of two and more",
	"Give at most %d terms.": "a limit",
	"That would be %d points, more than %d: choose fewer days, or a longer span.":                 "more than a limit",
	"nothing stands beside it %d times; --often 1 asks for less\n":                                "said of two and more",
	"%d characters are too many to look for; give at most %d":                                     "more than a limit",
	"--regex: %d characters are too many; give at most %d":                                        "more than a limit",
	"name what to count, up to %d terms":                                                          "a limit",
	"Its headline and text have nothing that version %d lacks.":                                   "its number",
	"wrote %d units to %s; next: systemctl daemon-reload && systemctl enable --now %s":            "there are several",
	"size\t%s, about %s of it from the last %d days\n":                                            "said of 30",
	"%d, published %s to %s, on %d days":                                                          "said of two and more",
	"A search has at most %d characters.":                                                         "a limit",
	"(%d looks)":                                                                                  "said of two and more",
	"\n%s\n%s\n%s, %s: %s (%s), %d of %d bytes\n":                                                 "of bytes",
	"question %d cannot be read; mingpao follow remove %d takes it away: %w":                      "its number",
	"schedule: cron takes commands of %d bytes, and this one is longer: %s; choose shorter paths": "a limit",
	"wrote %d pages to %s\n":                                                                      "the manual's pages",
	"seen %d times, last %s":                                                                      "said of two and more",
	" to %s, %d looks":                                                                            "said of two and more",
	"%d lists (%s …)":                                                                             "said of four and more",
	"%d paragraphs became one":                                                                    "said of two and more",
	"a notice? in %d articles: %s":                                                                "said of five and more",
	"the last crawl ended %d hours ago: is cron running?":                                         "said of 24 and more",
	"no crawl could write for %d hours: %s":                                                       "said of 24 and more",
	"%d times":                                                                                    "once is another word",
	"%s: %s in 0 of %d articles since %s, usually %d: has the design changed?":                    "a run of articles",
	"%s: %d characters an article, usually %d":                                                    "a text has some",
	"%d days": "said of two and more",
}

// TestPlurals: nothing that is said to people counts "1 pages". words.Numbered and the vocabulary part one from many.
func TestPlurals(t *testing.T) {
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			text, is := literal(n)
			if is && manyOf.MatchString(text) && !strings.Contains(text, "|") && alwaysMany[text] == "" {
				t.Errorf("%s: %q: is it ever one? then words.Numbered, else a line in alwaysMany", path, text)
			}
			return !is
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// literal is the text of a string, or of strings that are joined.
func literal(n ast.Node) (text string, is bool) {
	switch n := n.(type) {
	case *ast.BasicLit:
		text, err := strconv.Unquote(n.Value)
		return text, n.Kind == token.STRING && err == nil
	case *ast.BinaryExpr:
		left, isText := literal(n.X)
		right, isToo := literal(n.Y)
		return left + right, isText && isToo
	}
	return "", false
}
