package extract

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"mingpao/testdata"
)

// TestGrowEqualsParser compares the tree of every window with the parser's. Most windows must be plain, or nothing is gained.
func TestGrowEqualsParser(t *testing.T) {
	windows, plain := 0, 0
	check := func(name string, page []byte) {
		o := scan(page)
		l, err := recognise(Page{}, o)
		if err != nil {
			return
		}
		window, ok := cut(o, l)
		if !ok {
			return
		}
		windows++
		if sameTree(t, name, window) {
			plain++
		} else {
			t.Log("not plain", name)
		}
	}
	for _, name := range testdata.Pages() {
		check(name, testdata.Page(name))
	}
	for _, file := range corpus(t) {
		page, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		check(file, page)
	}
	if plain < windows*9/10 {
		t.Errorf("%d of %d windows are plain", plain, windows)
	}
}

// TestGrow has what is plain, in the ways in which browsers save pages, and what is left to the parser.
func TestGrow(t *testing.T) {
	for _, c := range []struct {
		name, inside string
		plain        bool
	}{
		{"nested blocks", "<div><p>甲</p><section><p>乙</p></section></div>", true},
		{"block in a paragraph", "<p>甲<div>廣告</div>乙</p>丙", true},
		{"block in a span in a paragraph", "<p>甲<span>乙<div>廣告</div>丙</span></p>", true},
		{"paragraph left open", "<p>甲<p>乙", true},
		{"element around closed", "甲</div></div>乙</section><p>丙</p></span>", true},
		{"span closed too often", "甲</span>乙", true},
		{"element around closed with one inside", "甲</section>乙", false},
		{"formatting", "<b>甲<strong>乙</strong></b><font color=red>丙</font>", true},
		{"table", "<table><tbody><tr><td>甲<p>乙<td></tr></tbody></table>", false},
		{"whole table", "<table> <thead><tr><th>甲</th></tr></thead><tbody><tr><td>乙<p>丙</td></tr></tbody></table>", true},
		{"list", "<ul><li>甲</li><li><p>乙</li></ul><dl><dt>丙</dt><dd>丁</dd></dl>", true},
		{"void elements", "甲<br>乙<br/>丙<img src=x><hr><input type=text>", true},
		{"paragraph before a rule", "<p>甲<hr>乙", true},
		{"script, style, comment", "甲<script>a<b</script>乙<style>p{}</style>丙<!-- <p> -->丁", true},
		{"frame", "<iframe src='x&amp;y'><p>甲</iframe>", true},
		{"drawing", `<button><svg viewBox="0 0 1 1"><use xlink:href="#a"></use><path d="M0"/></svg></button>甲`, true},
		{"references", `<a href="?a=1&amp;copy=2" title="&quot;甲&nbsp;">&lt;乙&copy;&hellip</a>`, true},
		{"references that a value reads otherwise", `<a href="?a=1&copy=2&notit;" title="&#x4e2d;">甲</a>`, true},
		{"unquoted and odd attributes", `<a href=x/ id = "a" ID="b" class>甲</a><p title=a"b>乙</p><i =x>丙</i>`, true},
		{"upper case", `<P CLASS="A">甲</P><Mp-Footer>乙</MP-FOOTER>`, true},
		{"line ends", "<p title=\"甲\r\n乙\">丙\r\n丁\r戊</p>", true},
		{"a less-than sign", "1 < 2 <3", true},
		{"form", "<form><p>甲<input></p></form>乙", true},
		{"formatting left open at a block's end", "<p><b>甲</p>乙</b>", false},
		{"formatting in another", "<b><i>甲</b></i>", false},
		{"link in a link", "<a href=x>甲<a href=y>乙</a></a>", false},
		{"row without a body", "<table><tr><td>甲</td></tr></table>", false},
		{"text in a table", "<table>甲<tbody></tbody></table>", false},
		{"heading in a heading", "<h2>甲<h3>乙</h3></h2>", false},
		{"item outside of a list", "<li>甲<li>乙", false},
		{"form behind one that was not closed itself", "<div><form></div><form>甲</form>", false},
		{"item closed out of an inner list", "<ul><li><div><ol></li>甲</ol></div></li></ul>", false},
		{"form in a form", "<form><form>甲</form></form>", false},
		{"text in a drawing", "<svg><p>甲</p></svg>", false},
		{"plaintext", "<plaintext>甲</div>", false},
		{"escaped script", "<script><!-- <script> </script> 甲 --></script>乙", false},
		{"unclosed script", "甲<script>乙", false},
		{"unclosed tag", "甲<p title='乙", false},
		{"unclosed comment", "甲<!-- 乙", false},
		{"declaration", "甲<!DOCTYPE html>乙", false},
		{"choice", "<select><option>甲</select>", false},
		{"NUL", "甲\x00乙", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if plain := sameTree(t, c.name, []byte("<div>"+c.inside+"</div>")); plain != c.plain {
				t.Errorf("plain: %v, want %v", plain, c.plain)
			}
		})
	}
	if !sameTree(t, "link beside a block", []byte("<div>甲</div><a href=x>乙</a><button>丙</button>")) {
		t.Error("a link or button in the open is not plain")
	}
	if sameTree(t, "head", []byte("<meta name=x><p>甲</p>")) || sameTree(t, "text", []byte("甲<p>乙</p>")) {
		t.Error("what does not begin with a block is plain")
	}
}

// FuzzGrow holds grow to the parser on any markup at all.
func FuzzGrow(f *testing.F) {
	for _, name := range testdata.Pages() {
		o := scan(testdata.Page(name))
		if l, err := recognise(Page{}, o); err == nil {
			if window, ok := cut(o, l); ok {
				f.Add(window)
			}
		}
	}
	f.Fuzz(func(t *testing.T, window []byte) { sameTree(t, "fuzzed", window) })
}

// sameTree fails where grow's tree is not the parser's; it tells whether the window is plain.
func sameTree(t *testing.T, name string, window []byte) (plain bool) {
	t.Helper()
	root, _, ok := grow(window)
	if !ok {
		return false
	}
	parsed, err := html.Parse(bytes.NewReader(append([]byte("<!DOCTYPE html>"), window...)))
	if err != nil {
		t.Fatalf("%s: grown, but the parser refuses it: %v", name, err)
	}
	if diff := cmp.Diff(outlineOf(parsed), outlineOf(root)); diff != "" {
		t.Errorf("%s: parsed (-) and grown (+) differ:\n%s", name, diff)
	}
	return true
}

// outlineOf is what somebody reads of a tree, an element or text a line.
func outlineOf(n *html.Node) []string {
	var lines []string
	var walk func(n *html.Node, depth int)
	walk = func(n *html.Node, depth int) {
		text := ""
		flush := func() {
			if text != "" {
				lines = append(lines, fmt.Sprintf("%*s%q", depth, "", text))
			}
			text = ""
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.Type == html.TextNode:
				text += c.Data
			case c.Type == html.ElementNode && c.DataAtom != atom.Script && c.DataAtom != atom.Style:
				flush()
				lines = append(lines, fmt.Sprintf("%*s<%s%s>", depth, "", c.Data, readAttributes(c)))
				if c.Namespace == "" {
					walk(c, depth+1)
				}
			}
		}
		flush()
	}
	walk(n, 0)
	return lines
}

func readAttributes(n *html.Node) string {
	var list []string
	for _, a := range n.Attr {
		if n.Namespace == "" && isRead(a.Key) {
			list = append(list, fmt.Sprintf(" %s=%q", a.Key, a.Val))
		}
	}
	slices.Sort(list) // the parser sorts those of formatting elements
	return strings.Join(list, "")
}
