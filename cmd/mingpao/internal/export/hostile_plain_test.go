package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"go.yaml.in/yaml/v3"
	"golang.org/x/net/html"

	"mingpao/store/catalog"
)

func checkCSV(t *testing.T, art *catalog.Article) {
	rows, err := csv.NewReader(bytes.NewReader(written(t, "csv", Options{}, art))).ReadAll()
	if err != nil || len(rows) != 2 || len(rows[1]) != len(csvColumns) {
		t.Fatalf("csv: %d rows, %v", len(rows), err)
	}
	for i, cell := range rows[1] {
		acts(t, "csv", cell)
		isID := i == 0 && regexp.MustCompile(`^="[0-9]+"$`).MatchString(cell)
		if strings.IndexAny(cell, "=+-@\t\r\n") == 0 && !isID {
			t.Errorf("csv: a formula: %q", cell)
		}
	}
}

func checkJSONL(t *testing.T, art *catalog.Article) {
	b := written(t, "jsonl", Options{}, art)
	var back catalog.Article
	if err := json.Unmarshal(b, &back); err != nil || bytes.Count(b, []byte("\n")) != 1 ||
		!cmp.Equal(back.Article, art.Article) {
		t.Errorf("jsonl: %v: %s", err, cmp.Diff(art.Article, back.Article))
	}
}

func checkFrontMatter(t *testing.T, art *catalog.Article) {
	front := FrontMatter(art, AnyProgram)
	inside, ok := strings.CutPrefix(front, "---\n")
	inside, rest, found := strings.Cut(inside, "\n---\n")
	if !ok || !found || strings.TrimSpace(rest) != "" {
		t.Fatalf("front matter: %q", front)
	}
	var facts map[string]any
	if err := yaml.Unmarshal([]byte(inside), &facts); err != nil {
		t.Fatalf("YAML: %v: %q", err, inside)
	}
	for name, want := range map[string]string{"id": art.ID, "title": art.Title, "published": art.Published,
		"section": art.Section} {
		if got := facts[name]; got != want {
			t.Errorf("YAML: %s is %q, want %q", name, got, want)
		}
	}
}

// markdownElements are what an article's Markdown is built of.
var markdownElements = strings.Fields("html head body h1 h2 p ul li table thead tbody tr th td img em a")

func checkMarkdown(t *testing.T, art *catalog.Article) {
	md := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.TaskList))
	var out bytes.Buffer
	text := Markdown(&art.Article)
	acts(t, "markdown", text)
	if err := md.Convert([]byte(text), &out); err != nil {
		t.Fatal(err)
	}
	for node := range elementsOf(t, out.String()) {
		if !slices.Contains(markdownElements, node.Data) {
			t.Errorf("markdown: an element %s of %q", node.Data, text)
		}
		checkAddresses(t, "markdown", node)
	}
	if n := strings.Count(out.String(), "<h1>"); n != 1 {
		t.Errorf("markdown: %d headlines of %q", n, text)
	}
	if n := strings.Count(out.String(), "<h2>"); n != 1 {
		t.Errorf("markdown: %d headings of %q: %s", n, text, out.String())
	}
}

// elementsOf are the elements of a piece of HTML.
func elementsOf(t *testing.T, text string) func(func(*html.Node) bool) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return func(yield func(*html.Node) bool) {
		for node := range root.Descendants() {
			if node.Type == html.ElementNode && !yield(node) {
				return
			}
		}
	}
}

// checkAddresses fails on what a click or a browser would act on.
func checkAddresses(t *testing.T, name string, node *html.Node) {
	t.Helper()
	for _, a := range node.Attr {
		value := strings.ToLower(strings.TrimSpace(a.Val))
		if strings.HasPrefix(a.Key, "on") || (a.Key == "href" || a.Key == "src") &&
			(strings.HasPrefix(value, "javascript:") ||
				strings.HasPrefix(value, "data:") || strings.HasPrefix(value, "vbscript:")) {
			t.Errorf("%s: %s=%q", name, a.Key, a.Val)
		}
	}
}
