package extract

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

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
		window, ok := cut(o, l)
		if !ok || len(window) >= len(o.text)*3/4 {
			t.Errorf("%s: %d of %d bytes are left", name, len(window), len(o.text))
		}
	}
}

// TestWholePage has what a window must not be cut from: the page is read whole then.
func TestWholePage(t *testing.T) {
	for _, c := range []struct{ name, page, old, new string }{
		{"mark doubled", "pns-reporter.html", "<body>", `<body><div id="articleTop"></div>`},
		{"link open around the article", "pns-reporter.html", `<div id="articleTop"`, `<a href=x><div id="articleTop"`},
		{"formatting open around the article", "ins-live.html", "<hgroup", "<b><hgroup"},
		{"table open at its end", "ins-live.html", "</article>", "<table></article>"},
		{"article open at its end", "ins-live.html", `<div id="upper">`, `<article><div id="upper">`},
		{"end tag of what stands around", "ins-live.html", "<p>", "</section><p>"},
		{"end before the text's end", "fin-article.html", `<div id="upper">`, `<div class="article_page"></div><div id="upper">`},
		{"no end", "fin-article.html", `class="article_page"`, ""},
		{"keyword line behind the end", "ol-full.html", "<article", `<div itemprop="more"></div><article`},
		{"block in a list of choices", "ins-live.html", "<option", "<div>甲</div><option"},
		{"list of choices without an end", "ins-live.html", "</select>", ""},
		{"script in a drawing", "ins-live.html", "<body>", "<body><svg><script><p>甲</script></svg>"},
		{"section of foreign data", "ins-live.html", "<body>", "<body><svg><![CDATA[>]]></svg>"},
		{"escaped script", "ins-live.html", "<body>", "<body><script><!-- <script> </script> --></script>"},
		{"formatting left open in a paragraph", "ins-live.html", "<p>", "<p><b></p><p>"},
		{"link in a link", "ins-live.html", "<p>", "<p><a href=x><a href=y>甲</a></a>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			page := testdata.Page(c.page)
			if !isWindowed(t, page) {
				t.Fatal("the page is read whole without the change")
			}
			changed := []byte(strings.Replace(string(page), c.old, c.new, 1))
			if bytes.Equal(page, changed) {
				t.Fatalf("%s is not in the page", c.old)
			}
			if isWindowed(t, changed) {
				t.Error("a window is cut")
			}
			sameAnswer(t, c.name, changed)
		})
	}
}

func isWindowed(t *testing.T, page []byte) bool {
	t.Helper()
	o := scan(page)
	l, err := recognise(Page{}, o)
	if err != nil {
		t.Fatal(err)
	}
	root, err := tree(o, l)
	if err != nil {
		t.Fatal(err)
	}
	all, err := whole(o, l)
	if err != nil {
		t.Fatal(err)
	}
	return len(outlineOf(root)) < len(outlineOf(all))
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
	replaced := func(old, new string) []byte { return []byte(strings.Replace(text, old, new, 1)) }
	out["article in the article"] = replaced("<p>", "<article class=txt4><p>")
	out["article closed twice"] = replaced("</p>", "</p></article>")
	out["end mark in the text"] = replaced("<p>", `<div class="article_page"><div itemprop="more"><p>`)
	out["list in the headline"] = replaced("</h1>", "<select><option>甲</select></h1>")
	out["headline left open"] = replaced("</h1>", "")
	out["section left open"] = replaced("</h4>", "")
	out["table left open in the text"] = replaced("<p>", "<table><p>")
	out["link left open above"] = replaced("<body>", "<body><a href=x>")
	out["formatting left open above"] = replaced("<body>", "<body><b>")
	out["top opened in the menu"] = replaced("<ul>", `<nav><div id="articleTop"></nav><ul>`)
	out["script in a drawing"] = replaced("<p>", "<svg><script><p>甲</script></svg><p>")
	out["block in a list of choices"] = replaced("<option", "<div>甲</div><option")
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

// FuzzWindow damages pages tag by tag, in two places at a time.
func FuzzWindow(f *testing.F) {
	names := testdata.Pages()
	for i := range names {
		f.Add(uint8(i), uint16(i*7), uint8(i), uint16(i*13), uint8(i*3))
	}
	f.Fuzz(func(t *testing.T, name uint8, where uint16, what uint8, where2 uint16, what2 uint8) {
		page := testdata.Page(names[int(name)%len(names)])
		page = damaged(damaged(page, where, what), where2, what2)
		sameAnswer(t, fmt.Sprintf("%s:\n%s", names[int(name)%len(names)], page), page)
	})
}

// damaged takes the tag at a place away, doubles it, or puts something before it.
func damaged(page []byte, where uint16, what uint8) []byte {
	places := tagPlaces(page)
	if len(places) == 0 {
		return page
	}
	at := places[int(where)%len(places)]
	end := at + max(1, bytes.IndexByte(page[at:], '>')+1)
	insertions := []string{"<!-- ", "-->", "<b>", "<a href=x>", "</div>", "<div>", "</p>", "<p>", "<table>", "<select>", "</select>", "<select><option>x</select>", "<svg>", "<button>",
		"<script>", "</article>", "<article class=txt4>", `<div id="articleTop">`, `<div class="news-content">`, `<div class="article_page">`, `<div itemprop="more">`, `<h4 class="content-title">甲</h4>`,
		`<img alt="`, `<span title='<article class="txt4">'>`, "<iframe>", "<textarea>", "<title>甲</title>", "<![CDATA[", "<form>", "<li>", "<h1>"}
	switch n := int(what) % (len(insertions) + 2); n {
	case 0:
		return slices.Concat(page[:at], page[end:])
	case 1:
		return slices.Concat(page[:end], page[at:])
	default:
		return slices.Concat(page[:at], []byte(insertions[n-2]), page[at:])
	}
}

func tagPlaces(page []byte) (places []int) {
	for i, c := range page {
		if c == '<' {
			places = append(places, i)
		}
	}
	return places
}

// whole is the tree of the whole page, by the parser alone.
func whole(o outline, _ *layout) (*html.Node, error) { return html.Parse(bytes.NewReader(o.text)) }

func sameAnswer(t *testing.T, name string, page []byte) {
	t.Helper()
	windowed, all := answer(t, page, tree), answer(t, page, whole)
	if diff := cmp.Diff(all, windowed); diff != "" {
		t.Errorf("%s: whole page (-) and window (+) differ:\n%s", name, diff)
	}
}

// answer is everything that a page gives, as text.
func answer(t *testing.T, page []byte, tree func(outline, *layout) (*html.Node, error)) string {
	t.Helper()
	a, signed, err := explain(Page{Body: page}, tree)
	var b bytes.Buffer
	if err := json.NewEncoder(&b).Encode(a); err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%s\n%v\n%v", b.String(), signed, err)
}
