package catalog

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"mingpao/extract/site"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
)

// Filter narrows a list of articles. The zero value takes all; conditions must all hold, the values of one are
// alternatives.
type Filter struct {
	Editions    []string       // pns, ins, fin, ol
	Sections    []site.Section // by edition and code; without a code the whole edition
	From, To    string         // days of publication, 2025-12-03, both included
	Authors     []string       // names as the archive has them
	Columns     []string
	Keywords    []string
	Access      []string // full, excerpt, unknown
	Changed     bool     // only what has more than one version
	Gone        bool     // only what the site no longer has
	NewSince    string   // only what was first seen since this time, RFC 3339 in Hong Kong's offset
	Limit       int      // 0: no limit
	OldestFirst bool
	BySection   bool // section by section, as a newspaper
	NoTexts     bool // articles are to be cited, not read: their texts are left out
}

// Where is the condition of a filter with its arguments.
func (f Filter) Where() (string, []any) {
	c := f.conditions()
	return c.where()
}

func (f Filter) conditions() conditions {
	var c conditions
	c.in("heads.edition", f.Editions)
	c.sections(f.Sections)
	if f.From != "" {
		c.add("published >= ?", f.From)
	}
	if f.To != "" {
		c.add("published < ?", dayAfter(f.To))
	}
	if len(f.Authors) > 0 { // as one argument: a part of a name may mean thousands
		c.add("heads.article IN (SELECT article FROM authors WHERE name IN (SELECT value FROM json_each(?)))",
			captures.List(f.Authors))
	}
	if len(f.Keywords) > 0 {
		c.add("heads.article IN (SELECT article FROM keywords WHERE keyword IN (SELECT value FROM json_each(?)))",
			captures.List(f.Keywords))
	}
	if len(f.Columns) > 0 {
		c.add(`"column" <> '' AND "column" IN (SELECT value FROM json_each(?))`, captures.List(f.Columns))
	}
	c.in("access", f.Access)
	if f.Changed {
		c.add("heads.revision > 1")
	}
	if f.Gone {
		c.add("gone IS NOT NULL")
	}
	if f.NewSince != "" { // by its index, however it is grouped
		c.add("heads.article IN (SELECT article FROM heads WHERE first_seen >= ?)", f.NewSince)
	}
	return c
}

// conditions are those of a query that must all hold, with their arguments.
type conditions struct {
	parts []string
	args  []any
}

func (c *conditions) add(condition string, values ...any) {
	c.parts = append(c.parts, condition)
	c.args = append(c.args, values...)
}

func (c *conditions) in(column string, values []string) {
	if len(values) > 0 {
		c.add(column+" IN ("+Marks(len(values))+")", anys(values)...)
	}
}

// sections are conditions that the index of sections answers: one section in the order of lists.
func (c *conditions) sections(sections []site.Section) {
	var whole, codes []any
	for _, s := range sections {
		if s.Code == "" {
			whole = append(whole, s.Edition)
		} else {
			codes = append(codes, s.Edition, s.Code)
		}
	}
	pairs := "(heads.edition, heads.section_code) IN (VALUES (?, ?)" +
		strings.Repeat(", (?, ?)", max(0, len(codes)/2-1)) + ")"
	switch {
	case len(sections) == 0:
	case len(sections) == 1 && len(codes) > 0:
		c.add("heads.edition = ? AND heads.section_code = ?", codes...)
	case len(whole) == 0:
		c.add(pairs, codes...)
	case len(codes) == 0:
		c.add("heads.edition IN ("+Marks(len(whole))+")", whole...)
	default:
		c.add("(heads.edition IN ("+Marks(len(whole))+") OR "+pairs+")", append(whole, codes...)...)
	}
}

func (c *conditions) where() (string, []any) {
	if len(c.parts) == 0 {
		return "", nil
	}
	return " WHERE " + strings.Join(c.parts, " AND "), c.args
}

// Marks are places for n arguments.
func Marks(n int) string { return strings.TrimSuffix(strings.Repeat("?,", n), ",") }

func anys(values []string) []any {
	all := make([]any, len(values))
	for i, v := range values {
		all[i] = v
	}
	return all
}

// dayAfter is the first text that is after all times of a day.
func dayAfter(day string) string {
	return cmp.Or(site.AddDays(day, 1), day+"U") // after T, which is before a time
}

// order is the order of a list: by time of publication, within a day by section and address.
func (f Filter) order() string {
	if f.BySection {
		return " ORDER BY CASE heads.edition WHEN 'pns' THEN 1 WHEN 'ins' THEN 2 WHEN 'fin' THEN 3 ELSE 4 END, " +
			"heads.section_code, section, published, heads.id"
	}
	if f.OldestFirst {
		return " ORDER BY published, heads.edition, heads.section_code, heads.id"
	}
	return " ORDER BY published DESC, heads.edition, heads.section_code, heads.id"
}

// Articles yields articles, the newest first unless the filter says otherwise. It holds a few at a time, and goes on
// after one that is damaged, which is a *Damaged error.
func (a *Catalog) Articles(ctx context.Context, f Filter) iter.Seq2[*Article, error] {
	where, args := f.Where()
	return a.articles(ctx, "list articles", f, "SELECT article FROM heads"+where+f.order(), args...)
}

// articles yields the articles whose numbers a query gives, with their texts unless the filter wants none.
func (a *Catalog) articles(ctx context.Context, op string, f Filter, query string,
	args ...any) iter.Seq2[*Article, error] {
	columns := articleColumns
	if f.NoTexts {
		columns = bareColumns
	}
	read := func(numbers []int64) (map[int64]*Article, error) { return articlesOf(ctx, a.View(), columns, numbers) }
	return numbered[*Article]{a, op, read}.all(ctx, query, f.Limit, args...)
}

// numbered reads something of articles by their numbers.
type numbered[T any] struct {
	archive *Catalog
	op      string
	read    func(numbers []int64) (map[int64]T, error) // what is not there is left out
}

// handful is how many articles are read at a time: the question costs as much as the answer.
const handful = 50

// all yields what is read of the articles whose numbers a query gives: all numbers first, which are small, then a
// handful of articles after the other. What is written meanwhile neither repeats an article nor drops one.
func (r numbered[T]) all(ctx context.Context, query string, limit int, args ...any) iter.Seq2[T, error] {
	return db.Until(ctx, r.archive.DB, r.op, func(yield func(T, error) bool) {
		if limit > 0 {
			query, args = query+" LIMIT ?", append(args[:len(args):len(args)], limit)
		}
		numbers, err := db.Collect(ctx, r.archive.View(), db.Column[int64], query, args...)
		if err != nil {
			yield(*new(T), db.Fault(r.archive.Path(), r.op, err))
			return
		}
		for some := range slices.Chunk(numbers, handful) {
			if !r.some(ctx, some, yield) {
				return
			}
		}
	})
}

// some yields some articles and reports whether more are wanted. Where one of them cannot be read they are read one by
// one.
func (r numbered[T]) some(ctx context.Context, numbers []int64, yield func(T, error) bool) bool {
	read, err := r.read(numbers)
	for _, n := range numbers {
		found, wrong := read, error(nil)
		if err != nil {
			found, wrong = r.one(ctx, n)
		}
		one, known := found[n]
		if !known && wrong == nil { // removed since
			continue
		}
		var damaged *db.Damaged
		if !yield(one, wrong) || wrong != nil && !errors.As(wrong, &damaged) {
			return false
		}
	}
	return true
}

func (r numbered[T]) one(ctx context.Context, number int64) (map[int64]T, error) {
	found, err := r.read([]int64{number})
	if db.IsDamage(err) {
		return nil, &db.Damaged{Article: r.archive.NameOf(ctx, number), Err: err}
	}
	return found, db.Fault(r.archive.Path(), fmt.Sprintf("read article %d", number), err)
}

// SightingsSince counts the looks at addresses at or after a time, without pictures.
func (a *Catalog) SightingsSince(ctx context.Context, from time.Time) (int, error) {
	n, _, err := db.One[int](ctx, a.View(), "SELECT count(*) FROM sightings WHERE at >= ? AND outcome <> 'picture'",
		site.Stamp(from))
	return n, db.Fault(a.Path(), "count sightings", err)
}
