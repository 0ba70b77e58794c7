package diff

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"mingpao/extract"
	"mingpao/store/catalog"
)

// TestChangeOf: a change is told by its headline where that was changed, else by the first clause that was; an article
// that went, by that.
func TestChangeOf(t *testing.T) {
	version := func(title, body string) catalog.Version {
		return catalog.Version{Article: extract.Article{Title: title, Body: body}}
	}
	before := version("逾三千人參加", "天氣良好。警方派出百人。")
	changed := catalog.Event{At: "2026-03-03T08:00:00+08:00", Revision: 2, Prior: 1}
	gone := catalog.Event{At: changed.At, Prior: 2}
	for _, c := range []struct {
		name     string
		event    catalog.Event
		after    catalog.Version
		withheld bool
		want     Change
	}{
		{"headline", changed, version("逾四千人參加", "天氣不好。"), false,
			Change{What: []Kind{Headline, Text}, Revision: 2, Prior: 1, Old: "逾三千人參加", New: "逾四千人參加", Headed: true}},
		{"text", changed, version("逾三千人參加", "天氣良好。警方派出二百人。"), false,
			Change{What: []Kind{Text}, Revision: 2, Prior: 1, Old: "…警方派出百人。", New: "…警方派出二百人。"}},
		{"neither", changed, before, false, Change{What: []Kind{Notices}, Revision: 2, Prior: 1}},
		{"gone", gone, before, false, Change{What: []Kind{Vanished}, Prior: 2}},
		{"withheld", gone, before, true, Change{What: []Kind{Withheld}, Prior: 2}},
	} {
		e := catalog.Entry{Event: c.event, Headline: catalog.Headline{Title: c.after.Title, Withheld: c.withheld},
			Before: before, After: c.after}
		c.want.At, c.want.Title = changed.At, c.after.Title
		got := ChangeOf(e)
		if diff := cmp.Diff(c.want, got, cmpopts.IgnoreFields(Change{}, "Line")); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
		if got.IsGone() != (c.event == gone) || got.IsWithheld() != c.withheld {
			t.Errorf("%s: gone %t, withheld %t", c.name, got.IsGone(), got.IsWithheld())
		}
	}
}
