package diff

import (
	"slices"
	"strings"

	"mingpao/extract"
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
		isSame := v.Body == before.Body && len(Fields(&before.Article, &v.Article)) == 0
		if v.Seen >= since && !(isSame && v.Revision > before.Revision+1) { // what was between is left out
			kinds := Kinds(&before.Article, &v.Article)
			all = append(all, Change{At: v.Seen, Kinds: kinds, Revision: v.Revision, Prior: before.Revision, Witness: v.Witness})
		}
	}
	return all
}

// Field is a field beside the text that differs between two versions.
type Field struct {
	Name     string // headline, authors, published, access, keywords, captions
	Old, New string
}

// Fields are the fields that differ, in the order in which people read them.
func Fields(before, after *extract.Article) []Field {
	var all []Field
	for _, f := range []Field{
		{"headline", before.Title, after.Title},
		{"authors", strings.Join(before.Authors, "、"), strings.Join(after.Authors, "、")},
		{"published", before.Published, after.Published},
		{"access", string(before.Access), string(after.Access)},
		{"keywords", strings.Join(before.Keywords, "、"), strings.Join(after.Keywords, "、")},
		{"captions", captions(before), captions(after)},
	} {
		if f.Old != f.New {
			all = append(all, f)
		}
	}
	return all
}

// captions are those of pictures and films, one below the other.
func captions(a *extract.Article) string {
	var all []string
	for _, i := range a.Images {
		all = append(all, i.Caption)
	}
	for _, v := range a.Videos {
		all = append(all, v.Caption)
	}
	return strings.Trim(strings.Join(all, "\n\n"), "\n")
}

// Changed are the lines of a difference that differ.
func Changed(lines []Line) []Line {
	var all []Line
	for _, l := range lines {
		if l.Changed() {
			all = append(all, l)
		}
	}
	return all
}

// Near reports of each line whether it differs or is next to one that does.
func Near(lines []Line) []bool {
	near := make([]bool, len(lines))
	for i, l := range lines {
		if l.Changed() {
			for j := max(0, i-1); j < min(len(lines), i+2); j++ {
				near[j] = true
			}
		}
	}
	return near
}
