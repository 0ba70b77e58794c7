package display

import (
	"strings"
	"testing"

	"mingpao/cmd/mingpao/internal/words"
	"mingpao/store/catalog"
)

// TestCounted: the count is of all, shown or not, and it is said how to see the others.
func TestCounted(t *testing.T) {
	changed := func(day string) catalog.Event { return catalog.Event{At: day + "T08:00:00+08:00", Revision: 2} }
	all := []catalog.Event{changed("2026-03-04"), changed("2026-03-04"), {At: "2026-03-03T08:00:00+08:00"}}
	since := catalog.Period{Since: "2026-03-01T00:00:00+08:00"}
	for _, c := range []struct {
		name   string
		all    []catalog.Event
		shown  int
		period catalog.Period
		want   string
	}{
		{"all", all, 3, since, "2 changes, 1 article gone since 2026-03-01."},
		{"some", all, 2, since,
			"2 changes, 1 article gone since 2026-03-01. Shown are the latest 2 of 3: --until 2026-03-03 goes on there."},
		{"some of a day", all[:2], 1, since,
			"2 changes, 0 articles gone since 2026-03-01. Shown are the latest 1 of 2: a higher --limit shows the others."},
		{"until", all, 3, catalog.Period{Since: since.Since, Until: "2026-03-05"},
			"2 changes, 1 article gone since 2026-03-01 until 2026-03-04."},
		{"none", nil, 0, since, "nothing was seen to change or go since 2026-03-01."},
	} {
		if got := strings.Join(Counted(words.English, c.all, c.shown, c.period), " "); got != c.want {
			t.Errorf("%s: %s", c.name, got)
		}
	}
}
