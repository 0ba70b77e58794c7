package received

import (
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// rendered is a page as it would be sent, without its pictures.
func rendered(t *testing.T, page string) string {
	t.Helper()
	root := treeOf([]byte(page))
	inert(root)
	return render(t, root)
}

func render(t *testing.T, root *html.Node) string {
	t.Helper()
	var b strings.Builder
	if err := html.Render(&b, root); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// hostile are pages, or parts of one, that would run, load, send or lead somewhere.
var hostile = map[string]string{
	"script": `<script>evil()</script><SCRIPT src=//evil.example/a.js></SCRIPT>`,
	"events": `<p onclick=evil() onpointerenter="evil()">字</p><img src=x onerror=evil()><body onload=evil()>`,
	"addresses": `<a href="javascript:evil()">字</a><a href="https://evil.example/">字</a><area href=//evil.example>` +
		`<a href=/settings ping=//evil.example>字</a>`,
	"meta": `<meta http-equiv=refresh content="0;url=//evil.example"><meta http-equiv=Content-Security-Policy ` +
		`content="">`,
	"links": `<link rel=stylesheet href=//evil.example/a.css><link rel=prefetch href=//evil.example>` +
		`<base href=//evil.example>`,
	"objects": `<object data=//evil.example/a.swf>字</object><embed src=//evil.example/a><applet code=evil></applet>`,
	"frames": `<iframe src=//evil.example srcdoc="<script>evil()</script>"></iframe><frameset>` +
		`<frame src=//evil.example></frameset>`,
	"forms": `<form action=//evil.example><input name=a autofocus onfocus=evil()>` +
		`<button formaction=//evil.example>字</button></form>`,
	"pictures": `<img srcset="//evil.example/a 2x" src="https://evil.example/a.png"><picture>` +
		`<source srcset=//evil.example/b></picture>`,
	"films": `<video src=//evil.example/a poster=//evil.example/b><track src=//evil.example/c></video>` +
		`<audio src=//evil.example/d>`,
	"background": `<body background=//evil.example/a><table background=//evil.example/b>` +
		`<td style="background: url(//evil.example/c)">`,
	"style": `<style>@import "//evil.example/a.css"; @IMPORT url(//evil.example/b); p { background: URL( ` +
		`'//evil.example/c' ) }
		@font-face { src: url("//evil.example/d") } q { background: image-set("//evil.example/e" 1x) }</style>`,
	"SVG": `<svg onload=evil()><script>evil()</script><image href=//evil.example/a /><a href="javascript:evil()">字</a>` +
		`<use href="//evil.example/b#c"></use></svg>`,
	"namespaces": `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=evil()&gt;">`,
	"foreign":    `<svg><style><img src=x onerror=evil()></style></svg><math href="javascript:evil()">x</math>`,
	"templates": `<template><script>evil()</script></template><noscript><p title="</noscript>` +
		`<img src=x onerror=evil()>"></noscript>`,
	"raw text":   `<xmp><script>evil()</script></xmp><plaintext><img src=x onerror=evil()>`,
	"attributes": `<p title='"><script>evil()</script>' class="a&quot; onclick=&quot;evil()">字</p>`,
	"unclosed":   `<p style="background: url(//evil.example/a`,
	"comments": `<!--><script>evil()</script--><!--[if IE]><script src=//evil.example></script><![endif]-->` +
		`<?xml-stylesheet href="//evil.example"?>`,
	"doctype":  `<!DOCTYPE html SYSTEM "//evil.example/a.dtd"><p>字`,
	"popovers": `<button popovertarget=a>字</button><div popover id=a onbeforetoggle=evil()></div><dialog open>字</dialog>`,
}

// loads is a style that loads something.
var loads = regexp.MustCompile(`(?i)@import|@font-face|[^-]image-set\(|url\([^)]*evil`)

// TestNothingActs: of a hostile page nothing is left that acts. It is parsed again, as a browser does.
func TestNothingActs(t *testing.T) {
	for name, page := range hostile {
		for _, around := range []string{"%", "<!DOCTYPE html><html><head>%</head><body><p>字", "<table><tr>%</table>",
			"<select>%", "<svg>%"} {
			sent := rendered(t, strings.Replace(around, "%", page, 1))
			root, err := html.Parse(strings.NewReader(sent))
			if err != nil {
				t.Fatal(err)
			}
			for n := range root.Descendants() {
				if n.Type == html.DoctypeNode && len(n.Attr) > 0 || n.Type == html.CommentNode ||
					n.Type == html.ElementNode && (!kept[n.Data] || n.Namespace != "") {
					t.Errorf("%s in %s: %s in %s", name, around, n.Data, sent)
				}
				for _, a := range n.Attr {
					if !attributes[a.Key] && a.Key != "disabled" || a.Key == "style" && loads.MatchString(a.Val) {
						t.Errorf("%s in %s: %s=%q", name, around, a.Key, a.Val)
					}
				}
				if n.Data == "style" && n.FirstChild != nil && loads.MatchString(n.FirstChild.Data) {
					t.Errorf("%s: %s", name, n.FirstChild.Data)
				}
			}
		}
	}
}

// TestStays: what a page looks like stays, and what cannot be parsed is shown as characters.
func TestStays(t *testing.T) {
	for name, c := range map[string]struct{ page, want string }{
		"style":              {"<style media=print>p{color:red}</style>", `<style media="print">p{color:red}</style>`},
		"a picture in style": {`<p style="background:url(data:image/png;base64,AAAA)">`, `url(data:image/png;base64,AAAA)`},
		"custom elements":    {"<amp-img><p>甲</p></amp-img><x-a>乙</x-a>", "<body><p>甲</p>乙</body>"},
		"without scripts":    {"<body><noscript><p>甲</p></noscript>", "<body><p>甲</p></body>"},
		"an object's text":   {"<object data=a><p>甲</p></object>", "<body><p>甲</p></body>"},
		"a form's text":      {"<form action=a><input value=甲></form>", `<form><input value="甲" disabled=""/></form>`},
		"a text":             {"甲 & 乙\n丙", "甲 &amp; 乙\n丙</pre>"},
		"too deep":           {strings.Repeat("<div>", 600) + "甲", "&lt;div&gt;甲</pre>"},
	} {
		if sent := rendered(t, c.page); !strings.Contains(sent, c.want) {
			t.Errorf("%s: %s", name, sent)
		}
	}
}

// TestMarks: what differs is found whatever elements, spaces and forms of characters it stands in, in its own
// paragraph.
func TestMarks(t *testing.T) {
	const before, after = "工程於2024年完成。居民表示歡迎。\n\n天氣晴朗。", "工程於2025年完成。居民表示歡迎。\n\n天氣晴朗。"
	for name, c := range map[string]struct {
		page, text, other string
		marked            string
		missing           int
	}{
		"plain":               {"<p>工程於2025年完成。居民表示歡迎。</p>", after, before, "工程於2025年完成", 0},
		"across elements":     {"<p>工程<b>於20</b>25<i>年完</i>成。居民表示歡迎。</p>", after, before, "工程|於20|25|年完|成", 0},
		"spaces, full width":  {"<p>工程\n於２０２５年\u200b完 成。居民表示歡迎。</p>", after, before, "工程\n於２０２５年\u200b完 成", 0},
		"its own paragraph":   {"<h2>工程於2025年完成</h2><p>工程於2025年完成。居民表示歡迎。</p>", after, before, "工程於2025年完成", 0},
		"elsewhere on a page": {"<p>據悉工程於2025年完成，居民</p>", after, before, "工程於2025年完成", 0},
		"not there":           {"<p>天氣晴朗。</p>", after, before, "", 1},
		"hidden in a script":  {"<script>工程於2025年完成。</script><title>工程於2025年完成。</title>", after, before, "", 1},
		"a superscript":       {"<p>有10<sup>6</sup>人。</p>", "有10⁶人。", "有人。", "有10|6|人", 0},
		"what is the same":    {"<p>工程於2025年完成。</p>", after, after, "", 0},
		"a new paragraph":     {"<p>甲。</p><p>乙，丙。</p>", "甲。\n\n乙，丙。", "甲。", "乙，丙", 0},
		"two":                 {"<p>一丙。</p><p>二丁。</p>", "一丙。\n\n二丁。", "一甲。\n\n二乙。", "一丙|二丁", 0},
	} {
		root := treeOf([]byte(c.page))
		inert(root)
		found, missing := scriptOf(root).mark(differing(c.text, c.other))
		var marked []string
		for n := range root.Descendants() {
			if n.Data == "mark" {
				marked = append(marked, n.FirstChild.Data)
				if id := attribute(n, "id"); (id == markID) != (len(marked) == 1) {
					t.Errorf("%s: mark %d has the id %q", name, len(marked), id)
				}
			}
		}
		if got := strings.Join(marked, "|"); got != c.marked || missing != c.missing || (found > 0) != (got != "") {
			t.Errorf("%s: marked %q, %d missing", name, got, missing)
		}
	}
}
