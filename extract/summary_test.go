package extract

import (
	"errors"
	"strings"
	"testing"

	"mingpao/testdata"
)

// TestSummary has a page whose text or head was changed.
func TestSummary(t *testing.T) {
	page := string(testdata.Page("pns-editorial.html"))
	a, err := Parse(Page{Body: []byte(page)})
	if err != nil {
		t.Fatal(err)
	}
	lead := a.Blocks[0].Text
	_, own, _ := strings.Cut(page, `name="description" content="`)
	own, _, _ = strings.Cut(own, `"`)
	for _, c := range []struct {
		name, old, with string
		want            Sign
	}{
		{"as it is", "", "", ""},
		{"another text", lead + "</p>", "路邊的樹都很好。</p>", OtherSummary},
		{"another order of words", lead + "</p>", strings.Replace(lead, "大樹", "樹", 1) + "</p>", OtherSummary},
		{"markup in the text", lead + "</p>", strings.Replace(lead, "大樹", "<b>大</b> 樹 ", 1) + "</p>", ""},
		{"head cut short", own, own[:len(own)-len("一段。")] + "...", ""},
		{"no description", `content="` + own, `content="`, ""},
	} {
		a, err := Parse(Page{Body: []byte(strings.Replace(page, c.old, c.with, 1))})
		if err != nil || a.Suspect != c.want {
			t.Errorf("%s: %v, suspect %q, want %q", c.name, err, a.Suspect, c.want)
		}
	}
}

// TestConverted has a page that a program has converted to Simplified characters, as the site's own are.
func TestConverted(t *testing.T) {
	page := string(testdata.Page("ins-simplified.html"))
	if _, err := Parse(Page{Body: []byte(page)}); err != nil {
		t.Fatal(err)
	}
	head := `<meta property="og:description" content="園方說，這裏將會設長凳，國際專家們還在討論。"><title>`
	_, err := Parse(Page{Body: []byte(strings.Replace(page, "<title>", head, 1))})
	if no, ok := errors.AsType[*NotArticle](err); !ok || no.Reason != Altered {
		t.Errorf("%v", err)
	}
}
