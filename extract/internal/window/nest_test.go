package window

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
)

// TestNest has texts in an <article>, with what a parser is given in place of them, and the end tags that close
// nothing. Faults are written short: [o] for Open, [d] for Doubtful.
func TestNest(t *testing.T) {
	for _, c := range []struct{ name, text, repaired, strays string }{
		{"blocks", "<div><p>甲</p><aside>乙</aside></div>", "", ""},
		{"ends left out", "<p>甲<p>乙<ul><li>丙<li>丁</ul><table><tr><td>戊<td>己<tr><td>庚</table><dl><dt>辛<dd>壬</dl>", "", ""},
		{"list in a list", "<ul><li>甲<ul><li>乙</ul><li>丙</ul>", "", ""},
		{"void elements", "甲<br>乙<img src=x><hr><input>", "", ""},
		{"drawing", `<svg viewBox="0"><path d="M0"/><g/></svg>甲<svg/>`, "", ""},
		{"ruby", "<ruby>甲<rt>乙<rp>丙</ruby>", "", ""},
		{"block in a paragraph", "<p>甲<div>乙</div></p>丙", "", ""},
		{"block left open", "<div>甲", "<div[o]>甲</div>", ""},
		{"advert left open", "<div><aside>甲<p>乙</p></div>", "<div[o]><aside[o]>甲<p>乙</p></aside></div>", "div"},
		{"blocks of one name", "<div>甲<div>乙</div>", "<div[o]>甲<div[d]>乙</div></div>", ""},
		{"link closed around a block", "<a><div>甲</a>乙", "<a><div[o]>甲</div></a>乙", ""},
		{"formatting over a paragraph's end", "<p><b>甲</p>乙</b>", "<p><b[o]>甲</b></p>乙</b>", "b"},
		{"stray end of a block", "甲</div>乙", "甲</div>乙", "div"},
		{"stray end in an advert", "<div><aside>甲</div>乙</aside></div>", "<div><aside[d]>甲乙</aside></div>", "div"},
		{"stray end of the text", "<div>甲</article>乙</div>", "<div>甲乙</div>", ""},
		{"article in the article", "<article>甲</article>乙", "", ""},
		{"table left open", "<table><tr><td>甲<p>乙</p>", "<table[o]><tr><td>甲<p>乙</p></table>", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			n, err := nest([]byte(c.text), "article", false)
			if err != nil {
				t.Fatal(err)
			}
			got := string(n.repaired([]byte(c.text)))
			got = strings.NewReplacer(" "+FaultKey+`="open"`, "[o]", " "+FaultKey+`="doubtful"`, "[d]").Replace(got)
			if want := c.repaired; got != want && (want != "" || got != c.text) {
				t.Errorf("got  %s\nwant %s", got, want)
			}
			if strays := strings.Join(n.strays, " "); strays != c.strays ||
				n.faulty != (c.repaired != "" && c.name != "stray end of the text") {
				t.Errorf("strays %q, faulty %v", strays, n.faulty)
			}
		})
	}
}

// TestNestRefuses has texts that hold what does not end, or the rest of what has lost its beginning.
func TestNestRefuses(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       error
	}{
		{"too deep", strings.Repeat("<div>", maxDepth+1), errDeep},
		{"too long", strings.Repeat("<p>甲甲甲", maxPart/12+2), ErrLarge},
		{"script over a paragraph", "<script>甲</p><p>乙<script></script>", ErrSwallowed},
		{"comment over a comment", "<!-- 甲 <p>乙</p> <!-- 丙 -->", ErrSwallowed},
		{"value over a paragraph", "<p title='甲>乙</p><p>丙'>丁</p>", ErrSwallowed},
		{"plain text", "<plaintext>甲", ErrSwallowed},
		{"rest of a tag", `p class="x">甲</p>`, ErrRemnant},
	} {
		if _, err := nest([]byte(c.text), "article", false); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// testSpec knows one design: <h1>, <article class=text>, <footer>, and below that what ends at <nav>.
func testSpec() (*Spec, *Frame) {
	f := &Frame{
		Above: []Mark{Tag("h1", "", "")},
		Text:  Tag("article", "class", "text"),
		After: []Mark{Tag("footer", "", "")},
		Until: Tag("nav", "", ""),
		Walls: []Mark{Tag("div", "class", "wall")},
	}
	return &Spec{
		Frames:  map[string][]*Frame{"a.example": {f}},
		HostOf:  func(base string) string { return strings.Trim(strings.TrimPrefix(base, "https://"), "/") },
		Scripts: []string{"wanted("},
	}, f
}

const head = `<base href="https://a.example/"><title>題&amp;</title><link rel=canonical href=c>` +
	`<meta property="og:title" content="題">`

// TestCut has pages with what is read of them.
func TestCut(t *testing.T) {
	for _, c := range []struct{ name, body, text string }{
		{"plain", "<h1>題</h1><article class=text><p>甲</p></article><footer>", "甲"},
		{"no mark behind", "<h1>題</h1><article class=text>甲</article>", "甲"},
		{"stray end", "<h1>題</h1><article class=text>甲</article>乙</article><footer>丙", "甲乙"},
		{"end missing", "<h1>題</h1><article class=text><p>甲</p><footer>丙", "甲"},
		{"hidden copy in front", "<div hidden><h1>舊</h1><article " +
			"class=text>舊</article><footer></footer></div><h1>題</h1><article class=text>甲</article><footer>", "甲"},
		{"undisplayed copy in front", "<div style='color:red;display : none'><h1>舊</h1><article " +
			"class=text>舊</article></div><h1>題</h1><article class=text>甲</article>", "甲"},
		{"template in front",
			"<template><h1>舊</h1><article class=text>舊</article></template><h1>題</h1><article class=text>甲</article>", "甲"},
		{"all of it hidden", "<div hidden><h1>題</h1><article class=text>甲</article></div>", "甲"},
		{"list above", "<h1>題</h1><select><option>乙</select><article class=text>甲</article>", "甲"},
	} {
		t.Run(c.name, func(t *testing.T) {
			spec, f := testSpec()
			w, err := Scan([]byte(head+c.body), spec).Cut(f)
			if err != nil {
				t.Fatal(err)
			}
			var all letters
			all.add(c.text)
			if visibleIn(w.Text) != all {
				t.Errorf("the text is not %q", c.text)
			}
			if visibleIn(w.Root) == visibleIn(w.Text) || strings.Contains(c.name, "list") && visibleIn(w.Root).count != 2 {
				t.Errorf("the headline is missing, or a list is there: %d characters", visibleIn(w.Root).count)
			}
		})
	}
}

// TestCutRefuses has pages of which the article cannot be read whole.
func TestCutRefuses(t *testing.T) {
	const start = "<h1>題</h1><article class=text>"
	for _, c := range []struct {
		name, body string
		want       error
	}{
		{"no article", "<h1>題</h1></html>", ErrNoEnd},
		{"template alone", "<template>" + start + "甲</article></template>", ErrNoEnd},
		{"cut off", start + "<p>甲", ErrCutOff},
		{"no end", start + "<p>甲</p></html>", ErrNoEnd},
		{"end in doubt", start + "<div>甲</article>", ErrNoEnd},
		{"too large", start + strings.Repeat("甲", maxPart) + "</article><footer>", ErrLarge},
		{"roots", start + strings.Repeat("<body a=b>", maxRoots+1) + "</article><footer>", ErrRoots},
		{"flood of marks", strings.Repeat("<footer>", maxTags+1) + start + "甲</article>", ErrNoEnd},
	} {
		spec, f := testSpec()
		if _, err := Scan([]byte(head+c.body), spec).Cut(f); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// TestScan reads the head, the scripts and the walls of a page.
func TestScan(t *testing.T) {
	spec, f := testSpec()
	const article = "<h1>題</h1><article class=text>甲</article><footer></footer><nav></nav>"
	p := Scan([]byte(head+article+"<script>wanted(1)</script><script>not</script><div class='a wall'></div>"), spec)
	if want := (Head{Base: "https://a.example/", Canonical: "c", OGTitle: "題", Title: "題&"}); p.Head != want {
		t.Errorf("head %+v", p.Head)
	}
	if !slices.Equal(p.Scripts, []string{"wanted(1)"}) || !p.IsWalled(f) || !p.Bears(f) || !p.IsCutOff() {
		t.Errorf("scripts %q, walled %v, bears %v, cut off %v", p.Scripts, p.IsWalled(f), p.Bears(f), p.IsCutOff())
	}
	if p := Scan([]byte(head+"<template><div class=wall></div></template>"+article+"</body>"), spec); p.IsWalled(f) ||
		p.IsCutOff() {
		t.Error("a wall in a template, or an end that is not seen")
	}
}

// FuzzCut never panics, and gives a text whose characters are on the page.
func FuzzCut(f *testing.F) {
	f.Add([]byte("<h1>題</h1><article class=text><p>甲</p><table><tr><td>乙</table></article><footer>"))
	f.Add([]byte("<h1><article class=text><a><div></a><select></article><footer><nav>"))
	f.Fuzz(func(t *testing.T, body []byte) {
		spec, frame := testSpec()
		page := append([]byte(head), body...)
		w, err := Scan(page, spec).Cut(frame)
		if err != nil || bytes.Contains(body, []byte("[CDATA[")) { // data in a drawing is text to the parser alone
			return
		}
		if text, all := visibleIn(w.Text).count, visible(page).count; text > all {
			t.Errorf("%d characters of %d", text, all)
		}
	})
}
