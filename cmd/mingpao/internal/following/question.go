// Package following keeps standing questions, and tells what is new of them since they were told last.
//
//	question.go  a question, as it is kept and as it is read
//	list.go      the list of them: add, remove
//	digest.go    what is new
//	print.go     that in words, or as JSON
package following

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"mingpao/cmd/mingpao/internal/filter"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/site"
	"mingpao/store"
	"mingpao/store/catalog"
	"mingpao/store/search"
)

// Question is what a person follows: articles that a query and filters find, or one article.
type Question struct {
	Query   string `json:"query,omitempty"`
	Edition string `json:"edition,omitempty"` // of the one article
	ID      string `json:"id,omitempty"`
	filter.Choice
}

// errNothing is of a question that would find everything.
var errNothing = errors.New("name something to follow: words, an article's address or id, or a filter")

// New reads a question as it was typed: an article's address or id stands for that article.
func New(ctx context.Context, a *catalog.Catalog, query string, c filter.Choice) (Question, error) {
	query = strings.Join(strings.Fields(query), " ")
	q := Question{Query: query, Choice: c}
	if ref, ok := site.ParseURL(query); ok {
		q.Query, q.Edition, q.ID = "", ref.Edition, ref.ID
	} else if site.IsID(query) {
		art, err := a.FindID(ctx, query)
		if err != nil {
			return q, err
		}
		q.Query, q.Edition, q.ID = "", art.Edition, art.ID
	}
	if said := q.said(); said == "{}" {
		return q, errNothing
	}
	return q, nil
}

// said is the question as it is kept.
func (q Question) said() string {
	b, _ := json.Marshal(q) // texts and lists of them always can be
	return string(b)
}

// read is a question that was kept.
func read(said string) (q Question, err error) {
	err = json.Unmarshal([]byte(said), &q)
	return q, err
}

// Part is a filter, by the name that it has on the command line, with its values; without one it is only set.
type Part struct {
	Name   string
	Values []string
}

// Parts are the question's filters.
func (q Question) Parts() (all []Part) {
	for _, p := range []Part{{"section", q.Sections}, {"edition", q.Editions}, {"author", q.Authors},
		{"column", q.Columns}, {"keyword", q.Keywords}, {"from", []string{q.From}}, {"to", []string{q.To}},
		{"access", q.Access}} {
		if strings.Join(p.Values, "") != "" {
			all = append(all, p)
		}
	}
	if q.Changed {
		all = append(all, Part{Name: "changed"})
	}
	if q.Gone {
		all = append(all, Part{Name: "gone"})
	}
	return all
}

// String is the question in one line.
func (q Question) String() string { return q.Words(words.English) }

// Words is the question in one line, in a language.
func (q Question) Words(in words.Speech) string {
	var parts []string
	if q.Query != "" {
		parts = append(parts, q.Query)
	}
	if q.ID != "" {
		parts = append(parts, in.Sprintf("article %s", q.Edition+"/"+q.ID))
	}
	for _, p := range q.Parts() {
		parts = append(parts, strings.TrimSpace(in.Text(p.Name)+" "+strings.Join(p.Values, ", ")))
	}
	return terminal.OneLine(strings.Join(parts, " · "))
}

// of is the question in an archive; none where a name in it is not there, or its article is not.
func (q Question) of(ctx context.Context, a *catalog.Catalog, now time.Time) (asked catalog.Query, article int64,
	none bool, err error) {
	if q.ID != "" {
		art, err := a.Find(ctx, q.Edition, q.ID)
		if errors.Is(err, store.ErrUnknown) {
			return asked, 0, true, nil
		}
		if err != nil {
			return asked, 0, false, err
		}
		article = art.Number
	}
	if q.Query != "" {
		if asked.Expression, err = search.ParseQuery(q.Query); err != nil {
			return asked, 0, false, err
		}
	}
	asked.Filter, err = q.In(ctx, a, now)
	if fault := (*filter.Fault)(nil); errors.As(err, &fault) {
		return asked, 0, true, nil
	}
	return asked, article, false, err
}
