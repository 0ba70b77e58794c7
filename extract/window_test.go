package extract

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mingpao/testdata"
)

// TestWindowEqualsWholePage is the property that the window step stands on: cutting never changes the answer. It runs over
// the saved pages as they are, padded, and mutilated, and over the pages of MINGPAO_CORPUS or ../../shared where they are.
func TestWindowEqualsWholePage(t *testing.T) {
	for _, name := range testdata.Pages() {
		page := testdata.Page(name)
		sameAnswer(t, name, page)
		for what, changed := range mutilations(page) {
			sameAnswer(t, name+" "+what, changed)
		}
	}
	for _, file := range corpus(t) {
		page, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		sameAnswer(t, file, page)
	}
}

// TestWindowIsUsed keeps the property from holding only because nothing is ever cut.
func TestWindowIsUsed(t *testing.T) {
	for _, name := range []string{"pns-reporter.html", "ins-live.html", "fin-article.html", "ol-full.html"} {
		o := scan(testdata.Page(name))
		l, err := recognise(Page{}, o)
		if err != nil {
			t.Fatal(err)
		}
		if got := len(cut(o, l)); got >= len(o.text)*3/4 {
			t.Errorf("%s: %d of %d bytes are left", name, got, len(o.text))
		}
	}
}

func corpus(t *testing.T) []string {
	dir := os.Getenv("MINGPAO_CORPUS")
	if dir == "" {
		dir = "../../shared/corpus/pages"
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.html"))
	if err != nil {
		t.Fatal(err)
	}
	if testing.Short() {
		files = files[:min(len(files), 10)]
	}
	return files
}

// mutilations are the ways in which a page may lose or double the marks that the window is cut at.
func mutilations(page []byte) map[string][]byte {
	text := string(page)
	out := map[string][]byte{
		"padded":    []byte(strings.Replace(text, "<body", "<!-- "+strings.Repeat("x", 4096)+" --><body", 1)),
		"cut":       page[:len(page)*2/3],
		"upper":     []byte(strings.NewReplacer("<article", "<ARTICLE", "</article>", "</ARTICLE >").Replace(text)),
		"unquoted":  []byte(strings.NewReplacer(`id="articleTop"`, `id=articleTop`, `class="txt4"`, `class=txt4`).Replace(text)),
		"in script": []byte(strings.Replace(text, "<body", `<script>var a='<div id="articleTop"></div><article class="txt4"></article>'</script><body`, 1)),
	}
	const ends = "</div></div></div></div></div></div>"
	out["closed too often"] = []byte(strings.NewReplacer("<article", ends+"<article", "</h1>", "</h1>"+ends).Replace(text))
	for _, mark := range []string{`id="articleTop"`, `class="txt4"`, `</article>`, `class="news-content"`, `class="article_content`, `class="article_page"`, `class="page_title"`, `itemprop="content"`, `itemprop="more"`, `</select>`} {
		out["without "+mark] = []byte(strings.ReplaceAll(text, mark, ""))
		out["doubled "+mark] = []byte(strings.Replace(text, "</body>", "<div "+mark+">x</div></body>", 1))
		out["comment "+mark] = []byte(strings.Replace(text, "<body", "<!-- <div "+mark+"> --><body", 1))
		out["value "+mark] = []byte(strings.Replace(text, "</body>", "<img alt='<div "+mark+">'></body>", 1))
	}
	return out
}

func sameAnswer(t *testing.T, name string, page []byte) {
	t.Helper()
	windowed, all := answer(t, page, cut), answer(t, page, whole)
	if diff := cmp.Diff(all, windowed); diff != "" {
		t.Errorf("%s: whole page (-) and window (+) differ:\n%s", name, diff)
	}
}

// answer is everything that a page gives, as text.
func answer(t *testing.T, page []byte, window func(outline, *layout) []byte) string {
	t.Helper()
	a, signed, err := explain(Page{Body: page}, window)
	var b bytes.Buffer
	if err := json.NewEncoder(&b).Encode(a); err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%s\n%v\n%v", b.String(), signed, err)
}
