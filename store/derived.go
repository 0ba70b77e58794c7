package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"mingpao/extract"
)

// derivedTables follow from the sightings, article by article. Rebuilding writes them, verifying compares them.
var derivedTables = []struct{ name, columns string }{
	{"heads", `article, edition, id, section, section_code, title, "column", published, access, revision, first_seen, changed,
		last_seen, gone, capture, address, text`},
	{"versions", "article, revision, seen, last_seen, sightings, cause, capture, address"},
	{"authors", "article, position, name"},
	{"keywords", "article, position, keyword"},
	{"images", "article, position, url, caption"},
	{"aliases", "article, edition, id, seen"},
}

// derived are an article's rows of those tables, by their names.
type derived map[string][][]any

// text is what the index holds of an article.
type indexText struct{ title, body string }

// Cause is why a revision exists.
type Cause string

// The causes of revisions.
const (
	FirstSeen   Cause = "new"
	SiteChanged Cause = "changed"
)

// derive works out the rows of an article.
func (v view) derive(ctx context.Context, article int64, h history, aliases []alias) (derived, indexText, error) {
	d := derived{}
	if len(h.versions) == 0 {
		return d, indexText{}, nil
	}
	d.addVersions(article, h)
	for _, a := range aliases {
		ref := identityOf(a.number, a.url)
		d["aliases"] = append(d["aliases"], []any{article, ref.Edition, ref.ID, a.seen})
	}
	art, text, err := v.latest(ctx, h.versions[len(h.versions)-1].first)
	if err != nil {
		return nil, indexText{}, err
	}
	d.addHead(article, h, &art, text)
	return d, indexText{art.Title, art.Body}, nil
}

// addHead adds what stands in an article's latest version, whose text has a number.
func (d derived) addHead(article int64, h history, art *extract.Article, text int64) {
	last := h.versions[len(h.versions)-1]
	gone := sql.NullString{String: h.gone, Valid: h.gone != ""}
	d["heads"] = [][]any{{article, art.Edition, art.ID, art.Section, art.SectionCode, art.Title, art.Column, art.Published,
		string(art.Access), len(h.versions), h.first, last.seen, h.last, gone, last.first.capture, last.first.address, text}}
	d.addLists(article, art)
}

func (d derived) addVersions(article int64, h history) {
	for i, w := range h.versions {
		cause := SiteChanged
		if i == 0 {
			cause = FirstSeen
		}
		d["versions"] = append(d["versions"], []any{article, i + 1, w.seen, w.last, w.sightings, string(cause),
			w.first.capture,
			w.first.address})
	}
}

// addLists adds the lists of an article, one row each, for those who ask in SQL.
func (d derived) addLists(article int64, art *extract.Article) {
	for i, name := range art.Authors {
		d["authors"] = append(d["authors"], []any{article, i, name})
	}
	for i, word := range art.Keywords {
		d["keywords"] = append(d["keywords"], []any{article, i, word})
	}
	for i, image := range art.Images {
		d["images"] = append(d["images"], []any{article, i, image.URL, image.Caption})
	}
}

// kept are the rows of an article that the tables hold.
func (v view) keptRows(ctx context.Context, article int64) (derived, error) {
	d := derived{}
	if _, known, err := one[int](ctx, v, "SELECT 1 FROM heads WHERE article = ?1 UNION ALL SELECT 1 FROM versions WHERE article = ?1", article); !known {
		return d, err
	}
	for _, table := range derivedTables {
		columns := strings.Count(table.columns, ",") + 1
		scan := func(row scanner) ([]any, error) {
			values, targets := make([]any, columns), make([]any, columns)
			for i := range values {
				targets[i] = &values[i]
			}
			return values, row.Scan(targets...)
		}
		rows, err := collect(ctx, v, scan, "SELECT "+table.columns+" FROM "+table.name+" WHERE article = ? ORDER BY 2, 3", article)
		if err != nil {
			return nil, err
		}
		if len(rows) > 0 {
			d[table.name] = rows
		}
	}
	return d, nil
}

// differing names the tables in which rows differ.
func (d derived) differing(other derived) (names []string) {
	for _, table := range derivedTables {
		if rowsText(d[table.name]) != rowsText(other[table.name]) {
			names = append(names, table.name)
		}
	}
	return names
}

// rowsText are rows as they compare: in no order of their own, and a null is a null, whoever made it.
func rowsText(rows [][]any) string {
	lines := make([]string, len(rows))
	for i, row := range rows {
		for _, value := range row {
			if null, ok := value.(sql.NullString); ok {
				value = nil
				if null.Valid {
					value = null.String
				}
			}
			lines[i] += fmt.Sprint(value) + "\x00"
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// writeDerived makes the tables hold an article's rows, and the index its text.
func (t *writer) writeDerived(ctx context.Context, article int64, d derived, text indexText) error {
	kept, err := t.keptRows(ctx, article)
	if err != nil {
		return err
	}
	changed := d.differing(kept)
	if len(changed) == 0 {
		return nil
	}
	reindex := indexed(d) != indexed(kept)
	if reindex && len(kept) > 0 {
		if err := t.unindex(ctx, article); err != nil { // the index reads the old text when it forgets it
			return err
		}
	}
	for _, table := range derivedTables {
		if err := t.replaceRows(ctx, article, table.name, table.columns, d[table.name], len(kept) > 0); err != nil {
			return err
		}
	}
	switch {
	case !reindex:
		return nil
	case len(d["heads"]) == 0:
		return t.exec(ctx, "DELETE FROM indexed WHERE article = ?", article)
	}
	return t.index(ctx, article, text)
}

// titleColumn is where the title stands in a row of heads.
const titleColumn = 5

// indexed is what of an article's rows the index depends on: its title and the number of its text.
func indexed(d derived) string {
	for _, head := range d["heads"] {
		return fmt.Sprint(head[titleColumn], "\x00", head[len(head)-1])
	}
	return ""
}

func (t *tx) replaceRows(ctx context.Context, article int64, table, columns string, rows [][]any, some bool) error {
	if some {
		if err := t.exec(ctx, "DELETE FROM "+table+" WHERE article = ?", article); err != nil {
			return err
		}
	}
	return t.insertRows(ctx, table, columns, rows)
}

// manyRows are written by one statement: more in one make too many different statements.
const manyRows = 8

func (t *tx) insertRows(ctx context.Context, table, columns string, rows [][]any) error {
	row := "(?" + strings.Repeat(", ?", strings.Count(columns, ",")) + ")"
	for some := range slices.Chunk(rows, manyRows) {
		statement := "INSERT OR REPLACE INTO " + table + " (" + columns + ") VALUES " + row +
			strings.Repeat(", "+row, len(some)-1)
		if err := t.exec(ctx, statement, slices.Concat(some...)...); err != nil {
			return err
		}
	}
	return nil
}
