package following

import (
	"fmt"
	"io"
	"strings"

	"mingpao/cmd/mingpao/internal/diff"
	"mingpao/cmd/mingpao/internal/display"
	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/store/catalog"
)

// mostLines is how many lines of a change are told: the history has them all.
const mostLines = 12

// Write writes a digest for people, in lines of so many cells; 0 is no limit. Where nothing is new it writes nothing.
func (d Digest) Write(w io.Writer, in words.Speech, style terminal.Style, cells int) error {
	p, question := printer{display.History{In: in, Style: style, Cells: cells}}, ""
	for _, item := range d.Items {
		var b strings.Builder
		if asked := item.Answers[0].Words(in); asked != question {
			question = asked
			fmt.Fprintf(&b, "== %s ==\n\n", question)
		}
		p.item(&b, item)
		if _, err := io.WriteString(w, b.String()+"\n"); err != nil {
			return err
		}
	}
	return nil
}

type printer struct{ display.History }

// line writes a line of a digest.
func (p printer) line(b *strings.Builder, mark terminal.Mark, indent, text string) {
	b.WriteString(p.Style.Wrap([]terminal.Span{{Mark: mark, Text: terminal.OneLine(text)}}, p.Cells, indent) + "\n")
}

// item writes what is new of an article.
func (p printer) item(b *strings.Builder, item Item) {
	a := item.Article
	p.line(b, terminal.Bold, "", a.Title)
	p.line(b, terminal.Dim, "  ", export.About(&a.Article))
	for _, other := range item.Answers[1:] {
		p.line(b, terminal.Dim, "  ", p.In.Sprintf("also: %s", other.Words(p.In)))
	}
	if item.IsNew {
		p.line(b, terminal.Mark{}, "  ",
			p.In.Sprintf("new: first seen %s (%s)", export.ReadableTime(a.FirstSeen), p.In.Witness(item.FirstBy)))
	}
	for _, c := range item.Changes {
		kinds := display.Kinds(p.In, diff.Kinds(&c.Before.Article, &c.After.Article))
		p.line(b, terminal.Mark{}, "  ",
			p.In.Sprintf("changed %s: %s (%s)", export.ReadableTime(c.After.Seen), kinds, p.In.Witness(c.After.Witness)))
		b.WriteString(p.shortened(p.Difference(&c.Before.Article, &c.After.Article), a.ID))
	}
	if item.IsGone {
		p.line(b, terminal.Mark{}, "  ", p.In.Sprintf("%s since %s (%s)", p.In.Text(display.Went(a.Withheld)),
			export.ReadableTime(a.Gone), p.In.Witness(a.GoneBy)))
	}
	p.line(b, terminal.Mark{}, "  ", a.URL)
}

// shortened is the beginning of a difference, and where the rest is.
func (p printer) shortened(difference, id string) string {
	lines := strings.SplitAfter(difference, "\n")
	if len(lines) <= mostLines+1 {
		return difference
	}
	return strings.Join(lines[:mostLines], "") + "  … " + p.In.Sprintf("mingpao history %s shows all", id) + "\n"
}

// news is an item as JSON.
type news struct {
	Questions []string         `json:"questions"`
	What      []string         `json:"what"` // new, changed, gone, withheld for legal reasons
	Edition   string           `json:"edition"`
	ID        string           `json:"id"`
	URL       string           `json:"url"`
	Section   string           `json:"section"`
	Title     string           `json:"title"`
	Authors   []string         `json:"authors"`
	Published string           `json:"published"`
	FirstSeen string           `json:"first_seen"`
	Witness   catalog.Witness  `json:"witness"` // of the first look
	Changes   []change         `json:"changes"`
	Gone      string           `json:"gone"`
	GoneBy    *catalog.Witness `json:"gone_witness,omitempty"`
}

// change is what replaced what.
type change struct {
	At      string          `json:"at"`
	What    []string        `json:"what"`
	Before  version         `json:"before"`
	After   version         `json:"after"`
	Witness catalog.Witness `json:"witness"`
}

type version struct {
	Seen   string `json:"seen"`
	Title  string `json:"title"`
	Body   string `json:"body"`
	SHA256 string `json:"sha256"`
}

// WriteJSON writes an object a line, one an article.
func (d Digest) WriteJSON(w io.Writer) error {
	for _, item := range d.Items {
		a := item.Article
		n := news{What: item.what(), Edition: a.Edition, ID: a.ID, URL: a.URL, Section: a.Section, Title: a.Title,
			Authors: a.Authors, Published: a.Published, FirstSeen: a.FirstSeen, Witness: item.FirstBy, Changes: []change{}}
		for _, one := range item.Answers {
			n.Questions = append(n.Questions, one.String())
		}
		for _, c := range item.Changes {
			n.Changes = append(n.Changes,
				change{c.After.Seen, display.KindNames(diff.Kinds(&c.Before.Article, &c.After.Article)),
					versionOf(c.Before), versionOf(c.After), c.After.Witness})
		}
		if item.IsGone {
			n.Gone, n.GoneBy = a.Gone, &a.GoneBy
		}
		if err := export.JSON(w, n, ""); err != nil {
			return err
		}
	}
	return nil
}

func (i Item) what() (all []string) {
	if i.IsNew {
		all = append(all, "new")
	}
	if len(i.Changes) > 0 {
		all = append(all, "changed")
	}
	if i.IsGone {
		all = append(all, display.Went(i.Article.Withheld))
	}
	return all
}

func versionOf(v catalog.Version) version { return version{v.Seen, v.Title, v.Body, v.SHA256} }
