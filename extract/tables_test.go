package extract

import (
	"testing"

	"mingpao/testdata"
)

// TestEveryRuleIsUsed names the rows that no saved page needs: a rule without a page is a guess.
func TestEveryRuleIsUsed(t *testing.T) {
	used := map[string]bool{}
	layoutsSeen := map[string]bool{}
	for _, name := range testdata.Pages() {
		a, signed, err := Explain(Page{Body: testdata.Page(name)})
		if err == nil {
			layoutsSeen[a.Layout] = true
		}
		for _, s := range signed {
			used[s.Rule] = true
		}
	}
	for _, r := range rules {
		if !used[r.name] {
			t.Errorf("rule %q decides nothing in any saved page", r.name)
		}
	}
	for _, b := range boxes {
		if !used[b.rule] {
			t.Errorf("box %q takes nothing out of any saved page", b.rule)
		}
	}
	for _, l := range layouts {
		if !layoutsSeen[l.name] {
			t.Errorf("layout %q has no saved page", l.name)
		}
	}
	if !layoutsSeen[textLayout] {
		t.Error("the text layout has no saved page")
	}
}

// TestEveryReasonIsUsed names the reasons that no saved page shows. Broken markup and bytes that are no text are made by
// other tests: they are too large or no text.
func TestEveryReasonIsUsed(t *testing.T) {
	seen := map[Reason]bool{BrokenMarkup: true, NotText: true}
	for _, name := range testdata.Pages() {
		if _, err := Parse(Page{Body: testdata.Page(name)}); err != nil {
			seen[err.(*NotArticle).Reason] = true
		}
	}
	for _, r := range []Reason{HomePage, AccessRefused, NotFound, LoginPage, SectionList, EmptyPage, UnknownDesign} {
		if !seen[r] {
			t.Errorf("no saved page is refused as %q", r)
		}
	}
}
