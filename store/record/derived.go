package record

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"mingpao/extract"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
	"mingpao/store/internal/history"
	"mingpao/store/internal/ident"
	"mingpao/store/internal/index"
)

// Table is a table of the archive with its columns.
type Table struct{ Name, Columns string }

// DerivedTables follow from the sightings, article by article. Rebuilding writes them, verifying compares them.
var DerivedTables = []Table{
	{"heads", `article, edition, id, section, section_code, title, "column", published, access, revision, shown,
		first_seen, changed, last_seen, gone, withheld, capture, address, text`},
	{"versions", "article, revision, seen, last_seen, sightings, cause, capture, address, opening"},
	{"authors", "article, position, name"},
	{"keywords", "article, position, keyword"},
	{"images", "article, position, url, caption"},
	{"aliases", "article, edition, id, seen"},
}

// derived are an article's rows of those tables, by their names.
type derived map[string][][]any

// Cause is why a revision exists.
type Cause string

// The causes of revisions.
const (
	FirstSeen   Cause = "new"
	SiteChanged Cause = "changed"
)

// derive works out the rows of an article, and the text that its index holds.
func derive(ctx context.Context, v db.View, article int64, h history.History, aliases []ident.Alias) (
	derived, index.Text, error) {
	d := derived{}
	if len(h.Versions) == 0 {
		return d, index.Text{}, nil
	}
	d.addVersions(article, h)
	for _, a := range aliases {
		ref := ident.IdentityOf(a.Number, a.Url)
		d["aliases"] = append(d["aliases"], []any{article, ref.Edition, ref.ID, a.Seen})
	}
	art, text, err := captures.Latest(ctx, v, h.Versions[h.Shown-1].First)
	if err != nil {
		return nil, index.Text{}, err
	}
	d.addHead(article, h, &art, text)
	return d, index.Text{Title: art.Title, Body: art.Body}, nil
}

// addHead adds the content of an article as it is shown, by the latest full text, whose number is given.
func (d derived) addHead(article int64, h history.History, art *extract.Article, text int64) {
	last, shown := h.Versions[len(h.Versions)-1], h.Versions[h.Shown-1].First
	gone := sql.NullString{String: h.Gone, Valid: h.Gone != ""}
	d["heads"] = [][]any{{article, art.Edition, art.ID, art.Section, art.SectionCode, art.Title, art.Column, art.Published,
		string(art.Access), len(h.Versions), h.Shown, h.First, last.Seen, h.Last, gone, number(h.Withheld),
		shown.Capture, shown.Address, text}}
	d.addLists(article, art)
}

func (d derived) addVersions(article int64, h history.History) {
	for i, w := range h.Versions {
		cause := SiteChanged
		if i == 0 {
			cause = FirstSeen
		}
		d["versions"] = append(d["versions"], []any{article, i + 1, w.Seen, w.Last, w.Sightings, string(cause),
			w.First.Capture, w.First.Address, number(w.Opening)})
	}
}

func number(is bool) int64 {
	if is {
		return 1
	}
	return 0
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

// keptRows are the rows of an article that the tables hold.
func keptRows(ctx context.Context, v db.View, article int64) (derived, error) {
	d := derived{}
	_, known, err := db.One[int](ctx, v, `SELECT 1 FROM heads WHERE article = ?1
		UNION ALL SELECT 1 FROM versions WHERE article = ?1`, article)
	if !known {
		return d, err
	}
	for _, table := range DerivedTables {
		columns := strings.Count(table.Columns, ",") + 1
		scan := func(row db.Scanner) ([]any, error) {
			values, targets := make([]any, columns), make([]any, columns)
			for i := range values {
				targets[i] = &values[i]
			}
			return values, row.Scan(targets...)
		}
		query := "SELECT " + table.Columns + " FROM " + table.Name + " WHERE article = ? ORDER BY 2, 3"
		rows, err := db.Collect(ctx, v, scan, query, article)
		if err != nil {
			return nil, err
		}
		if len(rows) > 0 {
			d[table.Name] = rows
		}
	}
	return d, nil
}

// differing names the tables in which rows differ.
func (d derived) differing(other derived) (names []string) {
	for _, table := range DerivedTables {
		if rowsText(d[table.Name]) != rowsText(other[table.Name]) {
			names = append(names, table.Name)
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

// DropDerived drops the rows of an article, and its text from the index, which must still be able to read it.
func (t *Writer) DropDerived(ctx context.Context, article int64) error {
	return t.writeDerived(ctx, article, derived{}, index.Text{})
}

// writeDerived makes the tables hold an article's rows, and the index its text.
func (t *Writer) writeDerived(ctx context.Context, article int64, d derived, text index.Text) error {
	kept, err := keptRows(ctx, t.View, article)
	if err != nil {
		return err
	}
	changed := d.differing(kept)
	if len(changed) == 0 {
		return nil
	}
	reindex := indexed(d) != indexed(kept)
	if reindex && len(kept) > 0 {
		if err := t.Unindex(ctx, article); err != nil { // the index reads the old text when it forgets it
			return err
		}
	}
	if err := t.replaceRows(ctx, article, d, len(kept) > 0); err != nil {
		return err
	}
	switch {
	case !reindex:
		return nil
	case len(d["heads"]) == 0:
		return t.Exec(ctx, "DELETE FROM indexed WHERE article = ?", article)
	}
	return t.Index(ctx, article, text)
}

// titleColumn is where the title is in a row of heads.
const titleColumn = 5

// indexed is what of an article's rows the index depends on: its title and the number of its text.
func indexed(d derived) string {
	for _, head := range d["heads"] {
		return fmt.Sprint(head[titleColumn], "\x00", head[len(head)-1])
	}
	return ""
}

// replaceRows writes an article's rows in place of those that are there, if any. The other tables refer to heads, the
// first.
func (t *Writer) replaceRows(ctx context.Context, article int64, d derived, some bool) error {
	for _, table := range slices.Backward(DerivedTables) {
		if !some {
			break
		}
		if err := t.Exec(ctx, "DELETE FROM "+table.Name+" WHERE article = ?", article); err != nil {
			return err
		}
	}
	for _, table := range DerivedTables {
		if err := insertRows(ctx, t.Tx, table.Name, table.Columns, d[table.Name]); err != nil {
			return err
		}
	}
	return nil
}

// manyRows are written by one statement: more in one make too many different statements.
const manyRows = 8

func insertRows(ctx context.Context, t *db.Tx, table, columns string, rows [][]any) error {
	insert := "INSERT OR REPLACE INTO "
	if table == "heads" { // what may replace rows that others refer to asks for those at every row
		insert = "INSERT INTO "
	}
	row := "(?" + strings.Repeat(", ?", strings.Count(columns, ",")) + ")"
	for some := range slices.Chunk(rows, manyRows) {
		statement := insert + table + " (" + columns + ") VALUES " + row +
			strings.Repeat(", "+row, len(some)-1)
		if err := t.Exec(ctx, statement, slices.Concat(some...)...); err != nil {
			return err
		}
	}
	return nil
}
