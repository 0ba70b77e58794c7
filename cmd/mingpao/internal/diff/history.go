package diff

import (
	"slices"

	"mingpao/store/catalog"
)

// Change is something that the site did to an article.
type Change struct {
	At       string
	IsGone   bool            // it took the article away
	Kinds    []Kind          // what was changed
	Revision int             // that it made
	Prior    int             // the revision before it
	Witness  catalog.Witness // of the look that saw it
}

// Changes returns what the site did to an article since a time: it has these versions, and went at a time, "" for
// never. A suspect version is somebody's, and none of the site's.
func Changes(versions []catalog.Version, gone, since string) []Change {
	credible := slices.DeleteFunc(slices.Clone(versions), func(v catalog.Version) bool { return v.Suspect != "" })
	return AllChanges(credible, gone, since)
}

// AllChanges is Changes with the suspect versions.
func AllChanges(versions []catalog.Version, gone, since string) []Change {
	var all []Change
	if gone != "" && gone >= since {
		all = append(all, Change{At: gone, IsGone: true})
	}
	for i := 1; i < len(versions); i++ {
		v, before := versions[i], versions[i-1]
		if v.Seen < since {
			continue
		}
		kinds := Kinds(&before.Article, &v.Article)
		isSame := kinds[0] == Notices && v.Revision > before.Revision+1 // but for what was between, which is left out
		if !isSame {
			all = append(all, Change{At: v.Seen, Kinds: kinds, Revision: v.Revision, Prior: before.Revision, Witness: v.Witness})
		}
	}
	return all
}

// Told is a version for other programs.
type Told struct {
	catalog.Version
	Kinds []Kind         `json:"kinds"` // what was changed since the version before; none of the first
	Looks []catalog.Look `json:"looks"` // until the next version was seen
}

// Tell puts changes and looks beside the versions of their article.
func Tell(versions []catalog.Version, looks []catalog.Look) []Told {
	all := make([]Told, len(versions))
	for i, v := range versions {
		all[i] = Told{v, []Kind{}, catalog.Between(versions, i, looks)}
		if i > 0 {
			all[i].Kinds = Kinds(&versions[i-1].Article, &v.Article)
		}
	}
	return all
}

// Stage is a part of an article's life: a version with the looks at it, or its being gone with those that say so.
type Stage struct {
	*catalog.Version                  // nil: it is gone
	Before           *catalog.Version // the version before it; nil: it is the first
	Looks            []catalog.Look
}

// Stages are the parts of an article's life, the oldest first.
func Stages(gone string, versions []catalog.Version, looks []catalog.Look) (all []Stage) {
	var missing []catalog.Look
	for i := range versions {
		s := Stage{Version: &versions[i]}
		if i > 0 {
			s.Before = &versions[i-1]
		}
		for _, l := range catalog.Between(versions, i, looks) {
			if gone != "" && l.At >= gone && !l.SawText() {
				missing = append(missing, l)
			} else {
				s.Looks = append(s.Looks, l)
			}
		}
		all = append(all, s)
	}
	if gone != "" {
		all = append(all, Stage{Looks: missing})
	}
	return all
}
