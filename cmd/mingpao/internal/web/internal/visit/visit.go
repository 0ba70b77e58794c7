// Package visit is what a reader's browser keeps for the reading room, in one cookie: when the reader was here, what
// was read, who is followed, and how pages are to look. It is the reader's word, read strictly or not at all.
//
//	visit.go   a visit, and what becomes of it
//	cookie.go  as text
//	look.go    how pages are to look
package visit

import (
	"slices"
	"time"
)

const (
	maxRead     = 200
	maxFollowed = 50
	pause       = 4 * time.Hour // after which a page begins another visit: a morning's reading is one
)

// Visit is what is known of a reader. The zero value: nothing.
type Visit struct {
	Since    time.Time // the end of the visit before this one; zero: there was none
	Last     time.Time // the last page that was read
	Look     Look
	Read     []int64 // articles, the newest first
	Followed []Name
}

// Name is an author or a column.
type Name struct{ Kind, Name string }

// The kinds of names.
const (
	Author = "author"
	Column = "column"
)

// Seen is the visit with another page read now.
func (v Visit) Seen(now time.Time) Visit {
	if v.Look.Forgetful {
		return v
	}
	now = now.Truncate(time.Minute)
	if now.Sub(v.Last) > pause {
		v.Since = v.Last
	}
	v.Last = now
	return v
}

// Done is the visit with all that is new known to the reader.
func (v Visit) Done(now time.Time) Visit {
	v = v.Seen(now)
	v.Since = v.Last
	return v
}

// HasRead reports whether an article was read.
func (v Visit) HasRead(article int64) bool { return slices.Contains(v.Read, article) }

// Reading is the visit with an article read.
func (v Visit) Reading(article int64) Visit {
	if v.Look.Forgetful {
		return v
	}
	rest := slices.DeleteFunc(slices.Clone(v.Read), func(a int64) bool { return a == article })
	v.Read = append([]int64{article}, rest...)
	v.Read = v.Read[:min(maxRead, len(v.Read))]
	return v
}

// Follows reports whether the reader follows a name.
func (v Visit) Follows(n Name) bool { return slices.Contains(v.Followed, n) }

// Following is the visit with a name followed, the newest first. It reports whether there was room for it.
func (v Visit) Following(n Name) (Visit, bool) {
	if !n.isPlain() || v.Look.Forgetful {
		return v, false
	}
	v = v.Leaving(n)
	longer := append([]Name{n}, v.Followed...)
	if len(longer) > maxFollowed || len(namesText(longer)) > maxNames {
		return v, false
	}
	v.Followed = longer
	return v, true
}

// Leaving is the visit without a name.
func (v Visit) Leaving(n Name) Visit {
	v.Followed = slices.DeleteFunc(slices.Clone(v.Followed), func(f Name) bool { return f == n })
	return v
}

// Names are those of a kind that are followed.
func (v Visit) Names(kind string) (all []string) {
	for _, n := range v.Followed {
		if n.Kind == kind {
			all = append(all, n.Name)
		}
	}
	return all
}

// Looking is the visit with pages looking another way. Who wants nothing noted has what was noted forgotten.
func (v Visit) Looking(l Look) Visit {
	if l.Forgetful {
		return Visit{Look: l}
	}
	v.Look = l
	return v
}
