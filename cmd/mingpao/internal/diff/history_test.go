package diff

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mingpao/extract"
	"mingpao/store/catalog"
)

// TestChanges: what the site did since a time, the day itself included.
func TestChanges(t *testing.T) {
	version := func(revision int, seen, title string) catalog.Version {
		return catalog.Version{Revision: revision, Seen: seen, Article: extract.Article{Title: title}}
	}
	versions := []catalog.Version{version(1, "2026-03-01T08:00:00+08:00", "甲"), version(2, "2026-03-02T08:00:00+08:00", "乙"),
		version(3, "2026-03-03T08:00:00+08:00", "丙")}
	second := Change{At: versions[1].Seen, Kinds: []Kind{Headline}, Revision: 2, Prior: 1}
	third := Change{At: versions[2].Seen, Kinds: []Kind{Headline}, Revision: 3, Prior: 2}
	suspect := slices.Clone(versions)
	suspect[1].Suspect = extract.OtherSummary
	over := Change{At: versions[2].Seen, Kinds: []Kind{Headline}, Revision: 3, Prior: 1}
	back := slices.Clone(suspect)
	back[2].Article = back[0].Article
	const gone = "2026-03-04T08:00:00+08:00"
	for _, c := range []struct {
		name, gone, since string
		versions          []catalog.Version
		want              []Change
	}{
		{"all", gone, "", versions, []Change{{At: gone, IsGone: true}, second, third}},
		{"since the last version", "", versions[2].Seen, versions, []Change{third}},
		{"it went only", gone, gone, versions, []Change{{At: gone, IsGone: true}}},
		{"one version", "", "", versions[:1], nil},
		{"one is suspect", "", "", suspect, []Change{over}},
		{"one is suspect between two that are the same", "", "", back, nil},
		{"versions that were not read", gone, gone, nil, []Change{{At: gone, IsGone: true}}},
	} {
		if diff := cmp.Diff(c.want, Changes(c.versions, c.gone, c.since)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}
