package diff

import "mingpao/store/catalog"

// Change is an entry of the log as it is told, to people and to programs.
type Change struct {
	At          string `json:"at"`
	What        []Kind `json:"what"` // what was changed; Vanished or Withheld alone
	Edition     string `json:"edition"`
	ID          string `json:"id"`
	URL         string `json:"url"`
	SectionCode string `json:"section_code"`
	Section     string `json:"section"`
	Title       string `json:"title"`    // as it was then
	Revision    int    `json:"revision"` // that the change made; 0: it took the article away
	Prior       int    `json:"prior"`    // the revision before
	Old         string `json:"old"`      // the headline where it was changed, else the first clause that was; or ""
	New         string `json:"new"`

	Witness catalog.Witness `json:"witness"` // of the look that found it

	Language string `json:"-"`
	Headed   bool   `json:"-"` // Line is of the headline
	Line     Line   `json:"-"` // Old and New
}

// IsGone reports whether the site took the article away.
func (c Change) IsGone() bool { return c.Revision == 0 }

// IsWithheld reports whether the site has it, and may not show it.
func (c Change) IsWithheld() bool { return c.What[0] == Withheld }

// ChangeOf tells an entry of the log.
func ChangeOf(e catalog.Entry) Change {
	h := e.Headline
	c := Change{At: e.At, Edition: h.Edition, ID: h.ID, URL: e.After.URL, SectionCode: h.SectionCode, Section: h.Section,
		Title: h.Title, Revision: e.Revision, Prior: e.Prior, Witness: e.Witness, Language: h.Language}
	switch {
	case !e.IsGone():
		c.What = Kinds(&e.Before.Article, &e.After.Article)
		c.Line, c.Headed = gist(&e.Before.Article, &e.After.Article)
		c.Old, c.New = c.Line.sides()
	case h.Withheld:
		c.What = []Kind{Withheld}
	default:
		c.What = []Kind{Vanished}
	}
	return c
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
