package verify

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"iter"
	"strings"

	"github.com/mattn/go-sqlite3"

	"mingpao/extract/told"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
	"mingpao/store/internal/ident"
	"mingpao/store/record"
)

// Finding is something in an archive that is not as it ought to be.
type Finding struct{ Err error }

// Share is the part of an archive that a check looks at: one row in OneIn, by its number. The zero value is
// all.
type Share struct{ OneIn, Part int64 }

func (s Share) has(number int64) bool {
	return s.OneIn < 2 || uint64(number)%uint64(s.OneIn) == uint64(s.Part)%uint64(s.OneIn)
}

// Archive reads the whole archive and yields what is wrong with it: the file and its indexes, every page against its
// hash, dictionaries, what was read from pages, whether what follows from the sightings is what is kept, and whether
// the index of the text is of the texts. It goes on after damage. The one error is that the context has ended: not all
// was read then.
func Archive(ctx context.Context, d *db.DB) iter.Seq2[Finding, error] {
	return Part(ctx, d, Share{})
}

// Part is Archive for a part of the pages, articles and texts. The file's structure is looked at as a whole.
func Part(ctx context.Context, d *db.DB, share Share) iter.Seq2[Finding, error] {
	return db.Until(ctx, d, "verify", func(yield func(Finding, error) bool) {
		c := Checker{View: d.View(), SQL: d.SQL, yield: func(f Finding) bool { return yield(f, nil) }, share: share,
			still: d.Still, skipped: map[int64]bool{}}
		for _, check := range []func(context.Context) error{c.erased, c.file, c.dictionaries, c.Pages, c.readings, c.derived,
			c.clocks, c.sealed, c.numbers,
			c.index} {
			if err := check(ctx); err != nil && !c.ended {
				c.find(err)
			}
			if c.ended || ctx.Err() != nil {
				return
			}
		}
	})
}

// Quick looks at a file's structure, and at a part of its pages against their hashes, and returns the first finding.
func Quick(ctx context.Context, d *db.DB, share Share) (found error) {
	c := Checker{View: d.View(), SQL: d.SQL, share: share, yield: func(f Finding) bool {
		found = told.Errorf("%v", f.Err) // said, not wrapped: the copy is damaged, not the archive
		return false
	}}
	err := c.structure(ctx, "quick_check")
	if err == nil && found == nil {
		err = c.Pages(ctx)
	}
	return cmp.Or(found, err, ctx.Err())
}

// Checker looks for findings until no one wants more.
type Checker struct {
	db.View
	SQL   *sql.DB
	yield func(Finding) bool
	ended bool
	share Share
	still func(context.Context, func(db.View) error) error // hands over the archive as it is now

	skipped map[int64]bool // documents of the index whose text cannot be read
}

// erased finds what a removal has left to do.
func (c *Checker) erased(ctx context.Context) error {
	_, pending, err := c.About(ctx, db.ToErase)
	if pending {
		err = db.ErrPending
	}
	return err
}

func (c *Checker) find(err error) {
	if !c.ended && !c.yield(Finding{err}) {
		c.ended = true
	}
}

// each hands the numbers of a query, as far as they are of the part that is looked at, to a check, and goes on after
// damage.
func (c *Checker) each(ctx context.Context, query string, check func(int64) error) error {
	numbers, err := db.Collect(ctx, c.View, db.Column[int64], query)
	if err != nil {
		return err
	}
	for _, n := range numbers {
		if !c.share.has(n) {
			continue
		}
		if c.ended || ctx.Err() != nil {
			return ctx.Err()
		}
		if err := check(n); err != nil {
			c.find(err)
		}
	}
	return nil
}

// file lets SQLite check the file.
func (c *Checker) file(ctx context.Context) error {
	if err := c.structure(ctx, "integrity_check"); err != nil {
		return err
	}
	orphans, err := db.Collect(ctx, c.View, func(row db.Scanner) (found, err error) {
		var table, parent string
		var rowid, id any
		err = row.Scan(&table, &rowid, &parent, &id)
		return told.Errorf("table %s refers to a row of %s that is missing", table, parent), err
	}, "PRAGMA foreign_key_check")
	for _, o := range orphans {
		c.find(o)
	}
	return err
}

// structure lets SQLite check the file by a pragma, all but the index of the text, which is last: index does that. The
// connection may not read what the index is made of, and the pragma ends there.
func (c *Checker) structure(ctx context.Context, pragma string) error {
	conn, err := c.SQL.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	if err := authorize(conn, withoutIndex); err != nil {
		return err
	}
	defer func() { _ = authorize(conn, nil) }()
	lines, err := db.Collect(ctx, db.View{Q: conn}, db.Column[string], "PRAGMA "+pragma+"(1000)")
	for _, line := range lines {
		if line != "ok" {
			c.find(told.Errorf("file: %s", strings.Join(strings.Fields(line), " ")))
		}
	}
	var refused sqlite3.Error
	if errors.As(err, &refused) && refused.Code == sqlite3.ErrAuth {
		return nil
	}
	return err
}

func withoutIndex(action int, table, _, _ string) int {
	if action == sqlite3.SQLITE_READ && table == "search_segdir" {
		return sqlite3.SQLITE_DENY
	}
	return sqlite3.SQLITE_OK
}

func authorize(conn *sql.Conn, may func(action int, table, more, database string) int) error {
	return conn.Raw(func(c any) error { c.(*sqlite3.SQLiteConn).RegisterAuthorizer(may); return nil })
}

func (c *Checker) dictionaries(ctx context.Context) error {
	numbers, err := db.Collect(ctx, c.View, db.Column[int64], "SELECT dictionary FROM dictionaries")
	for _, n := range numbers {
		if _, err := captures.DictionaryText(ctx, c.View, n); err != nil {
			c.find(err)
		}
	}
	return err
}

func (c *Checker) Pages(ctx context.Context) error {
	return c.each(ctx, "SELECT capture FROM captures", func(n int64) error {
		one, err := captures.Load(ctx, c.View, n)
		if err != nil {
			return c.ofArticles(ctx, n, err)
		}
		return captures.CheckPicture(ctx, c.View, n, one)
	})
}

// ofArticles names the articles that a page with an error belongs to.
func (c *Checker) ofArticles(ctx context.Context, capture int64, wrong error) error {
	ids, err := db.Collect(ctx, c.View, db.Column[string],
		"SELECT DISTINCT id FROM readings JOIN heads USING (article) WHERE readings.capture = ?", capture)
	if err != nil || len(ids) == 0 {
		return wrong
	}
	return told.Errorf("%w (article %s)", wrong, strings.Join(ids, ", "))
}

// derived compares what is kept of every article with what follows from its sightings.
func (c *Checker) derived(ctx context.Context) error {
	return c.each(ctx, "SELECT article FROM readings WHERE article <> 0 UNION SELECT article FROM heads UNION SELECT "+
		"article FROM versions", func(n int64) error {
		names, err := record.Stale(ctx, c.View, n)
		if err != nil {
			return told.Errorf("article %s: %w", ident.IdentityText(n), err)
		}
		if len(names) > 0 {
			return told.Errorf("article %s: %s do not follow from its sightings", ident.IdentityText(n),
				strings.Join(names, ", "))
		}
		return nil
	})
}

// numbers checks that the index names the articles that there are.
func (c *Checker) numbers(ctx context.Context) error {
	n, _, err := db.One[int](ctx, c.View, `SELECT (SELECT count(*) FROM heads WHERE article NOT IN (SELECT article
		FROM indexed)) +
		(SELECT count(*) FROM indexed WHERE article NOT IN (SELECT article FROM heads))`)
	if err == nil && n > 0 {
		c.find(told.Errorf("search: articles are missing in the index, or in it although there are none (%d)", n))
	}
	return err
}
