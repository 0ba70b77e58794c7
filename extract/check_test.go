package extract

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"mingpao/testdata"
)

// TestCheck has a sound page, damaged in ways that Parse survives.
func TestCheck(t *testing.T) {
	page := string(testdata.Page("pns-bylines.html"))
	a, err := Parse(Page{Body: []byte(page)})
	if err != nil {
		t.Fatal(err)
	}
	line := a.Blocks[1].Text
	for _, c := range []struct {
		name, old, with string
		want            []Sign
	}{
		{"whole", "", "", nil},
		{"end tag too many", "</article>", "</b></article>", []Sign{Unpaired}},
		{"end of the text twice", "</article>", "</article>園</article>", []Sign{Unpaired}},
		{"hidden paragraph", "</article>", "<p hidden>園方說，明年再開。</p></article>", []Sign{HiddenText}},
		{"hidden in its line", "</article>", "<p><i hidden>園方說，明年再開。</i></p></article>", []Sign{HiddenText}},
		{"hidden button", "</article>", "<p hidden>分享</p></article>", nil},
		{"character lost", line, "\x9c" + line, []Sign{LostLetters}},
	} {
		damaged := strings.Replace(page, c.old, c.with, 1)
		found, err := Check(Page{Body: []byte(damaged)})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		var signs []string
		for _, s := range found {
			signs = append(signs, string(s.Sign))
		}
		want := ""
		for _, s := range c.want {
			want += string(s)
		}
		if got := strings.Join(signs, ""); got != want {
			t.Errorf("%s: %q, not %q", c.name, got, want)
		}
	}
	_, err = Check(Page{Body: testdata.Page("no-404.html")})
	var no *NotArticle
	if !errors.As(err, &no) || no.Reason != NotFound {
		t.Errorf("a page that is not found: %v", err)
	}
}

// TestCheckSavedPages: of the saved pages only those that are kept for a missing end and for hidden text are suspect,
// paid articles aside.
func TestCheckSavedPages(t *testing.T) {
	for _, name := range testdata.Pages() {
		found, err := Check(Page{Body: testdata.Page(name)})
		isSuspect := slices.ContainsFunc(found,
			func(s Suspicion) bool { return s.Sign != OpeningOnly && s.Sign != EndUnseen })
		if err == nil && isSuspect != (name == "ins-unclosed.html" || name == "ins-hidden.html") {
			t.Errorf("%s: %v", name, found)
		}
	}
}
