package web

import (
	"context"
	"slices"

	"mingpao/cmd/mingpao/internal/diff"
	"mingpao/store/catalog"
)

// correction is an article that the site changed: what a reader would have seen, and what is there now.
type correction struct {
	catalog.Headline
	At     string      `json:"at"` // of the last change
	From   int         `json:"from"`
	To     int         `json:"to"`
	Kinds  []diff.Kind `json:"kinds"`
	Headed bool        `json:"-"`   // the headline was changed
	Line   diff.Line   `json:"-"`   // the headline, else the first clause that was changed; none where neither was
	Old    string      `json:"old"` // the same as it was
	New    string      `json:"new"`
}

// corrections are the latest articles to change since a time.
func corrections(ctx context.Context, c *catalog.Catalog, since string) (all []correction, err error) {
	found, err := c.Headlines(ctx, catalog.Filter{Since: since, Changed: true, ByChange: true, Limit: maxCorrected})
	if err != nil {
		return nil, err
	}
	for _, h := range found {
		versions, err := c.Versions(ctx, h.Number)
		if err != nil {
			return nil, err
		}
		if changes := diff.Changes(versions, "", since); len(changes) > 0 {
			last := changes[len(changes)-1]
			one := correction{Headline: h, At: last.At, From: changes[0].Prior, To: last.Revision}
			one.compare(versions)
			all = append(all, one)
		}
	}
	return all, nil
}

func (c *correction) compare(versions []catalog.Version) {
	before, after := &versions[c.From-1].Article, &versions[c.To-1].Article
	c.Kinds, c.Headed = diff.Kinds(before, after), before.Title != after.Title
	if c.Headed {
		c.Line = diff.Words(before.Title, after.Title)
	} else {
		c.Line = firstChanged(before.Body, after.Body)
	}
	for _, s := range c.Line {
		if s.Op != diff.Come {
			c.Old += s.Text
		}
		if s.Op != diff.Gone {
			c.New += s.Text
		}
	}
}

// What is shown of a change in a text, in characters: of it, and of what stands before.
const (
	maxShown = 64
	maxLead  = 10
)

// firstChanged is the first place in which two texts differ; none where they do not.
func firstChanged(before, after string) diff.Line {
	for _, row := range diff.Rows(before, after) {
		if i := slices.IndexFunc(row.Line, func(s diff.Span) bool { return s.Op != diff.Same }); i >= 0 {
			return excerpt(row.Line, i)
		}
	}
	return nil
}

// excerpt is a line from shortly before a part on.
func excerpt(l diff.Line, from int) (some diff.Line) {
	if from > 0 && !l[from-1].Break {
		lead := []rune(l[from-1].Text)
		if from > 1 || len(lead) > maxLead {
			lead = append([]rune("…"), lead[max(0, len(lead)-maxLead):]...)
		}
		some = diff.Line{{Text: string(lead), Near: true}}
	}
	left := maxShown
	for _, s := range l[from:] {
		text := []rune(s.Text)
		if s.Break || left == 0 {
			break
		}
		if len(text) > left {
			text = append(text[:left:left], '…')
		}
		s.Text = string(text)
		some, left = append(some, s), max(0, left-len(text))
	}
	return some
}
