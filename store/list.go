package store

import (
	"context"
	"errors"
	"iter"
	"strings"
	"time"

	"mingpao/extract/site"
)

// Filter narrows a list of articles. The zero value takes all.
type Filter struct {
	Edition     string         // pns, ins, fin, ol
	Sections    []site.Section // any of them
	From, To    string         // days of publication, 2025-12-03, both included
	Author      string
	Column      string
	Limit       int // 0: no limit
	OldestFirst bool
	BySection   bool // section by section, as a newspaper
}

// where is the condition of a filter with its arguments.
func (f Filter) where() (string, []any) {
	var parts []string
	var args []any
	add := func(condition string, values ...any) {
		parts = append(parts, condition)
		args = append(args, values...)
	}
	if f.Edition != "" {
		add("heads.edition = ?", f.Edition)
	}
	if len(f.Sections) > 0 {
		where, values := Want{Sections: f.Sections}.where("heads.")
		add(strings.TrimPrefix(where, " AND "), values...)
	}
	if f.From != "" {
		add("published >= ?", f.From)
	}
	if f.To != "" {
		add("substr(published, 1, 10) <= ?", f.To)
	}
	if f.Author != "" {
		add("heads.article IN (SELECT article FROM authors WHERE name = ?)", f.Author)
	}
	if f.Column != "" {
		add(`"column" = ?`, f.Column)
	}
	if len(parts) == 0 {
		return "", nil
	}
	return " WHERE " + strings.Join(parts, " AND "), args
}

// order is the order of a list: by time of publication, within a day by section and address.
func (f Filter) order() string {
	if f.BySection {
		return " ORDER BY CASE heads.edition WHEN 'pns' THEN 1 WHEN 'ins' THEN 2 WHEN 'fin' THEN 3 ELSE 4 END, heads.section_code, section, published, heads.id"
	}
	if f.OldestFirst {
		return " ORDER BY published, heads.edition, heads.section_code, heads.id"
	}
	return " ORDER BY published DESC, heads.edition, heads.section_code, heads.id"
}

// Articles yields articles, the newest first unless the filter says otherwise. It holds one at a time, and goes on behind one
// that is damaged, which is a *Damaged error.
func (a *Archive) Articles(ctx context.Context, f Filter) iter.Seq2[*Article, error] {
	where, args := f.where()
	return a.articles(ctx, "list articles", "SELECT article FROM heads"+where+f.order(), f.Limit, args...)
}

// articles yields the articles whose numbers a query gives: all numbers first, which are small, then one article after the other.
// What is written meanwhile neither repeats an article nor drops one.
func (a *Archive) articles(ctx context.Context, op, query string, limit int, args ...any) iter.Seq2[*Article, error] {
	return func(yield func(*Article, error) bool) {
		if limit > 0 {
			query, args = query+" LIMIT ?", append(args[:len(args):len(args)], limit)
		}
		numbers, err := collect(a.at(ctx), single[int64], query, args...)
		if err != nil {
			yield(nil, fault(a.path, op, err))
			return
		}
		for _, n := range numbers {
			found, err := a.Number(ctx, n)
			if errors.Is(err, ErrUnknown) { // removed since
				continue
			}
			var damaged *Damaged
			if !yield(found, err) || err != nil && !errors.As(err, &damaged) {
				return
			}
		}
	}
}

// Failed is an attempt at a page that saw nothing of it.
type Failed struct {
	URL     string
	At      string
	Outcome string // failed, refused
	Detail  string
	Again   bool // it will be tried again
}

// FailedSince lists the attempts at or after a time that saw nothing, the oldest first.
func (a *Archive) FailedSince(ctx context.Context, from time.Time) ([]Failed, error) {
	scan := func(row scanner) (f Failed, err error) {
		err = row.Scan(&f.URL, &f.At, &f.Outcome, &f.Detail, &f.Again)
		return f, err
	}
	all, err := collect(a.at(ctx), scan, `SELECT url, at, outcome, detail, due IS NOT NULL FROM failures JOIN pages USING (page)
		WHERE at >= ? ORDER BY at, failure`, stamp(from))
	return all, fault(a.path, "read failures", err)
}

// SightingsSince counts the looks at addresses at or after a time.
func (a *Archive) SightingsSince(ctx context.Context, from time.Time) (int, error) {
	n, _, err := one[int](a.at(ctx), "SELECT count(*) FROM sightings WHERE at >= ?", stamp(from))
	return n, fault(a.path, "count sightings", err)
}
