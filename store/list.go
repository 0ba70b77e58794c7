package store

import (
	"iter"
	"strings"

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
		add("articles.edition = ?", f.Edition)
	}
	if len(f.Sections) > 0 {
		where, values := Want{Sections: f.Sections}.where("articles.")
		add(strings.TrimPrefix(where, " AND "), values...)
	}
	if f.From != "" {
		add("published >= ?", f.From)
	}
	if f.To != "" {
		add("substr(published, 1, 10) <= ?", f.To)
	}
	if f.Author != "" {
		add("article IN (SELECT article FROM authors WHERE name = ?)", f.Author)
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
		return " ORDER BY CASE articles.edition WHEN 'pns' THEN 1 WHEN 'ins' THEN 2 WHEN 'fin' THEN 3 ELSE 4 END, articles.section_code, section, published, articles.id"
	}
	if f.OldestFirst {
		return " ORDER BY published, articles.edition, articles.section_code, articles.id"
	}
	return " ORDER BY published DESC, articles.edition, articles.section_code, articles.id"
}

// Articles yields articles, the newest first unless the filter says otherwise. It holds one at a time.
func (a *Archive) Articles(f Filter) iter.Seq2[*Article, error] {
	where, args := f.where()
	query := "SELECT " + articleColumns + " FROM articles" + where + f.order()
	if f.Limit > 0 {
		query += " LIMIT ?"
		args = append(args, f.Limit)
	}
	return a.articles(query, args...)
}

func (a *Archive) articles(query string, args ...any) iter.Seq2[*Article, error] {
	return func(yield func(*Article, error) bool) {
		rows, err := a.db.Query(query, args...)
		if err != nil {
			yield(nil, a.fault("read articles", err))
			return
		}
		defer rows.Close()
		for rows.Next() {
			found, err := scanArticle(rows)
			if !yield(found, a.fault("read articles", err)) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(nil, a.fault("read articles", err))
		}
	}
}

// Fetch is an attempt at a page.
type Fetch struct {
	URL     string
	At      string
	Outcome string
	Detail  string
	Again   bool // it will be tried again
}

const fetchColumns = "url, at, outcome, detail, due IS NOT NULL"

func scanFetch(row scanner) (f Fetch, err error) {
	err = row.Scan(&f.URL, &f.At, &f.Outcome, &f.Detail, &f.Again)
	return f, err
}

// LastFetch is the latest attempt at any page.
func (a *Archive) LastFetch() (f Fetch, err error) {
	f, err = scanFetch(a.db.QueryRow("SELECT " + fetchColumns + " FROM fetches JOIN pages USING (page) ORDER BY fetch DESC LIMIT 1"))
	return f, a.fault("read fetches", err)
}
