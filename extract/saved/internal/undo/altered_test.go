package undo

import (
	"strings"
	"testing"
)

// TestAltered has a page as readers' tools leave it: what they added is taken off, and one in which they have put their
// words in the place of the page's is refused with the tool's name.
func TestAltered(t *testing.T) {
	const page = `<html><body><h1>木橋重開</h1><p id="a">木橋<b>昨日</b>重開。</p><p>村民說，等了半年。</p></body></html>`
	wrap := func(tag, class string) string {
		return "。<" + tag + ` lang="en" class="notranslate ` + class + `"><br><` + tag + ">It <b>reopened</b>.</" + tag +
			"></" + tag + "></p>"
	}
	for _, c := range []struct{ name, old, with, tool string }{
		{"as it is", "", "", ""},
		{"Immersive Translate, both texts", "。</p>", wrap("font", "immersive-translate-target-wrapper"), ""},
		{"Read Frog, both texts", "。</p>", wrap("span", "read-frog-translated-content-wrapper"), ""},
		{"KISS Translator, both texts", "。</p>", `。<br class="kiss-translator-br">` + strings.TrimPrefix(
			wrap("kiss-translator", "kiss-translator-wrapper"), "。"), ""},
		{"translation above the text", "村民", `<font class="immersive-translate-target-wrapper">Villagers<br></font>村民`, ""},
		{"translation below its block", "。</p>", `。</p><font class="immersive-translate-target-wrapper">It</font>`, ""},
		{"readings", "村民", `<ruby class="inject-jyutping">村<rt lang="yue-Latn">cyun1</rt></ruby>` +
			`<ruby class="inject-jyutping">民<rt data-content="man4"></rt></ruby>`, ""},
		{"Edge", `<p id="a">`, `<p id="a" _msttexthash="42" _msthash="7">`, "Edge's translator"},
		{"Immersive Translate, its text alone", `<p id="a">`, `<p id="a" data-imt-p="1" data-imt-translation-only="1">`,
			"Immersive Translate"},
		{"Immersive Translate, by its state", "<html>", "<html imt-state=translation>", "Immersive Translate"},
		{"KISS Translator, its text alone", "村民說，等了半年。",
			`<kiss-translator class="kiss-translator-wrapper">Villagers</kiss-translator>`, "KISS Translator"},
		{"Read Frog, its text alone", `<p id="a">`, `<p id="a" data-read-frog-translation-only>`, "Read Frog"},
		{"Yandex", "村民", "<ya-tr-span data-value=村民>Villagers</ya-tr-span>", "Yandex's translator"},
		{"converter", `<p id="a">`, `<p id="a" data-opencc-converted="1">`, "a converter of characters"},
	} {
		p := Page{Body: []byte(strings.Replace(page, c.old, c.with, 1))}
		err := p.Undo()
		switch {
		case c.tool == "" && (err != nil || string(p.Body) != page):
			t.Errorf("%s: %v\n%s", c.name, err, p.Body)
		case c.tool != "" && (err == nil || !strings.HasPrefix(err.Error(), c.tool+" has put its words")):
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// TestMayBeAltered looks for each mark: one without a part that is searched for would never be seen.
func TestMayBeAltered(t *testing.T) {
	marks := []string{reading}
	for _, r := range replacers {
		marks = append(marks, r.mark)
	}
	for _, a := range adders {
		marks = append(marks, a.class)
	}
	for _, mark := range marks {
		for n := range 2 * stride { // wherever it stands
			if !mayBeAltered([]byte(strings.Repeat("-", n) + mark)) {
				t.Errorf("%q is not seen behind %d bytes", mark, n)
			}
		}
	}
	if mayBeAltered([]byte(`<p fb-xfbml-state="rendered" data-x=_ms>木橋-`)) {
		t.Error("a page without a mark is searched for all of them")
	}
}
