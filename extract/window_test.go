package extract

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"mingpao/extract/internal/block"
	"mingpao/extract/internal/window"
	"mingpao/testdata"
)

// TestWindowEqualsWholePage is the property that the window step rests on: cutting never changes the answer of a page
// whose tags nest. It runs over the saved pages as they are and changed in ways that a parser does not mind, and over
// the pages of MINGPAO_CORPUS, or a quarter of those in ../../shared, where they are.
func TestWindowEqualsWholePage(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and nothing runs at once")
	}
	for _, name := range testdata.Pages() {
		page := testdata.Page(name)
		if name == "ins-unclosed.html" {
			continue // the whole page runs on into the part below; the golden says what is right
		}
		sameAnswer(t, name, page)
		for what, changed := range harmless(page) {
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

func corpus(t *testing.T) []string {
	dir, pattern := os.Getenv("MINGPAO_CORPUS"), "*.html"
	if dir == "" {
		dir, pattern = "../../shared/corpus/pages", "*[0257].html"
	}
	files, err := filepath.Glob(filepath.Join(dir, pattern))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// harmless are ways to write a page otherwise that say the same.
func harmless(page []byte) map[string][]byte {
	text := string(page)
	replaced := func(pairs ...string) []byte { return []byte(strings.NewReplacer(pairs...).Replace(text)) }
	script := `<script>var a='<div id="articleTop"></div><article class="txt4"></article>'</script>`
	out := map[string][]byte{
		"padded":     replaced("<body>", "<body><!-- "+strings.Repeat("x", 4096)+" -->"),
		"upper case": replaced("<article", "<ARTICLE", "</article>", "</ARTICLE >"),
		"unquoted":   replaced(`id="articleTop"`, `id=articleTop`, `class="txt4"`, `class=txt4`),
		"in script":  replaced("<body>", "<body>"+script),
		"in drawing": replaced("<body>", "<body><svg><script><p>甲</script><![CDATA[<p>]]></svg>"),
		"escaped":    replaced("<body>", "<body><script><!-- <script> </script> --></script>"),
		"in template": replaced("<body>",
			`<body><template><div id="articleTop"></div><article class="txt4">甲</article></template>`),
		"ends left out": replaced("</p>", "", "</li>", "", "</td>", "", "</tr>", "", "</th>", "", "</tbody>", "",
			"</option>", "",
			"</body>", "", "</html>", ""),
	}
	for _, mark := range []string{
		`id="articleTop"`, `class="txt4"`, `</article>`, `class="news-content"`, `class="article_content"`,
		`class="article_page"`, `class="page_title"`, `itemprop="content"`, `itemprop="more"`, `</select>`,
	} {
		out["comment "+mark] = replaced("<body>", "<body><!-- <div "+mark+"> -->")
		out["value "+mark] = replaced("</body>", "<img alt='<div "+mark+">'></body>")
	}
	return out
}

// whole is the window of a page as the parser alone sees it: the tree of the whole page, less the parts before and
// after the article's.
func whole(p *window.Page, f *window.Frame) (*window.Window, error) {
	root, err := html.Parse(bytes.NewReader(p.Text))
	if err != nil {
		return nil, err
	}
	text, top := find(root, f.Text, nil), (*html.Node)(nil)
	for i := 0; i < len(f.Above) && top == nil; i++ {
		top = find(root, f.Above[i], text)
	}
	if text == nil || top == nil {
		return nil, window.ErrNoEnd
	}
	last := text
	if f.Until != (window.Mark{}) {
		last = find(root, f.Until, nil)
	}
	for n := top; n.Parent != nil; n = n.Parent {
		for n.PrevSibling != nil {
			n.Parent.RemoveChild(n.PrevSibling)
		}
		n.Parent.Attr = nil
	}
	for n := last; n != nil && n.Parent != nil; n = n.Parent {
		for n.NextSibling != nil {
			n.Parent.RemoveChild(n.NextSibling)
		}
	}
	return &window.Window{Root: root, Text: text}, nil
}

// find is the first element of a mark, or the last one above another element.
func find(root *html.Node, m window.Mark, before *html.Node) (found *html.Node) {
	for n := range root.Descendants() {
		if n == before {
			return found
		}
		isTemplate := func(n *html.Node) bool { return n.Data == "template" }
		if n.Type != html.ElementNode || !bears(n, m) || block.IsInside(n, isTemplate) {
			continue
		}
		if found = n; before == nil {
			return n
		}
	}
	return found
}

// bears reports whether an element has a mark.
func bears(n *html.Node, m window.Mark) bool {
	return n.Data == m.Element && (m.Token == "" || window.HasToken(block.Attr(n, m.Attribute), m.Token))
}

func sameAnswer(t *testing.T, name string, page []byte) {
	t.Helper()
	windowed, all := answer(t, page, (*window.Page).Cut), answer(t, page, whole)
	if diff := cmp.Diff(all, windowed); diff != "" {
		t.Errorf("%s: whole page (-) and window (+) differ:\n%s", name, diff)
	}
}

// answer is everything that a page gives, as text.
func answer(t *testing.T, page []byte, cut cutter) string {
	t.Helper()
	a, signed, err := explain(Page{Body: page}, cut)
	var b bytes.Buffer
	if err := json.NewEncoder(&b).Encode(a); err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%s\n%v\n%v", b.String(), signed, err)
}

// TestDamaged has pages with a fault in their markup, each read right or refused, never short and never with furniture.
func TestDamaged(t *testing.T) {
	const before, behind = "<p>甲句。</p>", "<p>乙句。</p>"
	read := []string{"甲句。", "乙句。"}
	for _, c := range []struct {
		name, page string
		put        string // after the first paragraph of the text, between the two that are put there
		refused    bool
	}{
		{"nothing wrong", "ins-live.html", "", false},
		{"stray end of a block", "ins-live.html", "</div>", false},
		{"stray ends of blocks", "ins-live.html", "</div></div></div></div>", false},
		{"stray end of the article", "ins-live.html", "</article>", false},
		{"stray ends of all", "ins-live.html", "</article></body></html>", false},
		{"stray end, ol", "ol-full.html", "</div>", false},
		{"stray end of the article, ol", "ol-full.html", "</article>", false},
		{"stray end, finance", "fin-article.html", "</div></div></div></div>", false},
		{"block left open", "ins-live.html", "<div>", false},
		{"formatting left open", "ins-live.html", "<b>", false},
		{"link left open", "ins-live.html", "<a href=x>", false},
		{"advert left open", "ins-live.html", `<aside class="mpadsaside">`, true},
		{"advert of another kind left open", "ins-live.html", `<div class="mpads">`, true},
		{"advert with a stray end", "ins-live.html", `<aside class="mpadsaside"><i>廣告</i></div>賣品</aside>`, false},
		{"button left open", "ins-live.html", "<button>", true},
		{"list of choices left open", "ins-live.html", "<select>", true},
		{"table left open", "ins-live.html", "<table><tr><td>", true},
		{"template left open", "ins-live.html", "<template>", true},
		{"script left open", "ins-live.html", "<script>", true},
		{"comment left open", "ins-live.html", "<!--", true},
		{"value left open", "ins-live.html", "<p title='>", true},
		{"advert without its start", "ins-live.html", "廣告</aside>", true},
		{"plain text to the end", "ins-live.html", "<plaintext>", true},
		{"hidden block left open", "ins-live.html", "<div hidden>", true},
		{"undisplayed block left open", "ins-live.html", `<div style="display: none">`, true},
		{"dialog left open", "ins-live.html", "<dialog>", true},
		{"end tag over a text", "ins-live.html", "</丙句。", true},
		{"start tag over a text", "ins-live.html", "<st丙句。", true},
		{"attribute over a text", "ins-live.html", "<p 丙句。", true},
		{"value over a link", "ins-live.html", `<a class="x>丙</a>句<a class="x">丁</a>`, true},
		{"value over a line", "ins-live.html", `<b class="x>丙。<br class="y">`, true},
		{"rest of an end tag", "ins-live.html", "/div>", true},
		{"rest of a start tag", "ins-live.html", "丙p>", true},
		{"rest of a comment", "ins-live.html", "丙 -->", true},
		{"caption left open", "ins-live.html", `<figure><img src="x"><figcaption>丙`, true},
		{"advert that ends in a heading", "ins-live.html", `<aside class="mpadsaside"><p>丙句。</p><h2>丁</aside>戊</h2>`, true},
		{"mark behind the text", "ins-live.html", `<div class="fbcomment"></div>`, true},
		{"mark behind the text, left open", "ins-live.html", `<div class="article_slider_wrapper">`, true},
		{"mark behind the text, ol", "ol-full.html", `<div itemprop="tag"></div>`, true},
		{"mark behind the text, finance", "fin-article.html", `<div class="article_page"></div>`, true},
		{"button over the end of a paragraph", "ins-live.html", "<h2>丙<button></h2><p>丁句。</p></button>", true},
		{"headline", "ins-live.html", "<hgroup><h1>丙</h1></hgroup>", true},
		{"date, ol", "ol-full.html", `<h5 itemprop="datePublished">丙</h5>`, true},
		{"wall outside of its box", "ins-live.html", "<p>如要讀取全文，請按此登入。</p>", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			page := string(testdata.Page(c.page))
			i := textStart.FindStringIndex(page)[1]
			want := bodyOf(t, page[:i]+before+behind+page[i:])
			if !containsAll(want, read) {
				t.Fatalf("the sound page lacks a paragraph: %q", want)
			}
			a, err := Parse(Page{Body: []byte(page[:i] + before + c.put + behind + page[i:])})
			switch {
			case c.refused && err == nil:
				t.Errorf("read as %q", a.Body)
			case !c.refused && err != nil:
				t.Error(err)
			case !c.refused && a.Body != want:
				t.Errorf("sound (-) and damaged (+) differ:\n%s", cmp.Diff(want, a.Body))
			}
		})
	}
}

// textStart is the beginning of a page up to the end of the text's first paragraph.
var textStart = regexp.MustCompile(`(?s)<(article class="txt4|article itemprop|div class="article_content).*?</p>`)

func bodyOf(t *testing.T, page string) string {
	t.Helper()
	a, err := Parse(Page{Body: []byte(page)})
	if err != nil {
		t.Fatal(err)
	}
	return a.Body
}

func containsAll(s string, parts []string) bool {
	return !slices.ContainsFunc(parts, func(p string) bool { return !strings.Contains(s, p) })
}

// TestCutOff cuts every saved page after each of its tags: what is not the whole article is refused.
func TestCutOff(t *testing.T) {
	for _, name := range []string{"ins-live.html", "pns-reporter.html", "fin-article.html", "ol-full.html"} {
		page := testdata.Page(name)
		want := bodyOf(t, string(page))
		reasons := map[Reason]int{}
		for i := range page {
			if page[i] != '>' {
				continue
			}
			a, err := Parse(Page{Body: page[:i+1]})
			if no, ok := errors.AsType[*NotArticle](err); ok {
				reasons[no.Reason]++
			} else if a.Body != want {
				t.Fatalf("%s cut behind %q is read as %q", name, page[max(0, i-30):i+1], a.Body)
			}
		}
		if reasons[CutOff] == 0 {
			t.Errorf("%s: %v", name, reasons)
		}
	}
}
