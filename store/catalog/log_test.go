package catalog_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/store/catalog"
	"mingpao/store/internal/db"
	"mingpao/store/internal/sample"
	"mingpao/store/record"
)

// TestEvents: the log has every version but the first and every article that went, the latest first, and its length is
// what plain SQL counts.
func TestEvents(t *testing.T) {
	a := sample.Open(t)
	sample.Bring(t, a, rand.New(rand.NewPCG(3, 3)), sample.Looks())
	const since, until = "2026-03-02T15:00:00+08:00", "2026-03-03T18:00:00+08:00"
	changed := func(where string) string {
		return "(SELECT count(*) FROM versions JOIN heads USING (article) WHERE versions.revision > 1" + where + ")"
	}
	gone := func(where string) string { return " + (SELECT count(gone) FROM heads WHERE gone <> ''" + where + ")" }
	for _, c := range []struct {
		name   string
		filter catalog.Filter
		period catalog.Period
		want   string
	}{
		{"all", catalog.Filter{}, catalog.Period{}, changed("") + gone("")},
		{"since", catalog.Filter{}, catalog.Period{Since: since},
			changed(" AND seen >= '"+since+"'") + gone(" AND gone >= '"+since+"'")},
		{"until", catalog.Filter{}, catalog.Period{Until: until},
			changed(" AND seen < '"+until+"'") + gone(" AND gone < '"+until+"'")},
		{"changed", catalog.Filter{Changed: true}, catalog.Period{}, changed("")},
		{"gone", catalog.Filter{Gone: true}, catalog.Period{}, "0" + gone("")},
		{"of a section", catalog.Filter{Sections: []site.Section{{Edition: "fin", Code: "instantf"}}}, catalog.Period{},
			changed(" AND edition = 'fin'")},
		{"of an edition", catalog.Filter{Editions: []string{"pns"}}, catalog.Period{},
			changed(" AND edition = 'pns'") + gone(" AND edition = 'pns'")},
		{"of another edition", catalog.Filter{Editions: []string{"ol"}}, catalog.Period{}, "0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := catalog.New(a).Events(t.Context(), catalog.Query{Filter: c.filter}, c.period)
			if err != nil {
				t.Fatal(err)
			}
			want, _, err := db.One[int](t.Context(), a.View(), "SELECT "+c.want)
			if err != nil || len(got) != want || want == 0 != (c.want == "0") {
				t.Errorf("%d events, SQL counts %d %v", len(got), want, err)
			}
			for _, now := range []time.Time{sample.Noon, sample.Noon.AddDate(1, 0, 0)} {
				latest, err := catalog.New(a).Latest(t.Context(), catalog.Query{Filter: c.filter}, 3, now)
				if all := c.period == (catalog.Period{}); err != nil || all && !slices.Equal(latest, got[:min(3, len(got))]) {
					t.Errorf("the latest: %v %v", latest, err)
				}
			}
			if !slices.IsSortedFunc(got, func(x, y catalog.Event) int { return strings.Compare(y.At, x.At) }) {
				t.Errorf("not the latest first: %v", got)
			}
		})
	}
}

// TestEntries: an entry has the headline of its own time, and both versions; what somebody's page says is no change of
// the site's, nor is its end.
func TestEntries(t *testing.T) {
	looks := func(titles ...string) (all []record.Sighting) { // a day each; ? is suspect
		for i, title := range titles {
			title, isSuspect := strings.CutSuffix(title, "?")
			s := sample.Seen(1, title+"。", sample.Noon.AddDate(0, 0, i))
			s.Article.Title, s.Source = title, site.TimeGiven
			if isSuspect {
				s.Article.Suspect = extract.OtherSummary
			}
			all = append(all, s)
		}
		return all
	}
	for _, c := range []struct {
		name    string
		looks   []record.Sighting
		suspect bool
		want    []string
	}{
		{"headline by headline", looks("甲", "乙", "丙"), false, []string{"乙→丙 3", "甲→乙 2"}},
		{"one is suspect", looks("甲", "乙?", "丙"), false, []string{"甲→丙 3"}},
		{"with what is suspect", looks("甲", "乙?", "丙"), true, []string{"乙→丙 3", "甲→乙 2"}},
		{"suspect between two that are the same", looks("甲", "乙?", "甲"), false, nil},
		{"the first is suspect", looks("甲?", "乙"), false, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := sample.Open(t)
			sample.Record(t, a, c.looks...)
			events, err := catalog.New(a).Events(t.Context(), catalog.Query{}, catalog.Period{Suspect: c.suspect})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for e, err := range catalog.New(a).Entries(t.Context(), events) {
				if err != nil || e.Headline.Title != e.After.Title || e.Witness.Kind == "" {
					t.Errorf("%+v, %v", e, err)
				}
				got = append(got, fmt.Sprintf("%s→%s %d", e.Before.Title, e.After.Title, e.Revision))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// TestVanishedEntries: an article that went is an entry of the time at which it was found gone, with the text that it
// had, by the word of who looked.
func TestVanishedEntries(t *testing.T) {
	a := sample.Open(t)
	sample.Bring(t, a, rand.New(rand.NewPCG(3, 3)), sample.Looks())
	events, err := catalog.New(a).Events(t.Context(), catalog.Query{Filter: catalog.Filter{Gone: true}}, catalog.Period{})
	if err != nil || len(events) != 2 {
		t.Fatal(events, err)
	}
	for e, err := range catalog.New(a).Entries(t.Context(), events) {
		if err != nil || !e.IsGone() || e.At != e.Headline.Gone || e.After.Body == "" || e.Witness.Kind != record.Fetched {
			t.Errorf("%+v, %v", e, err)
		}
	}
}
