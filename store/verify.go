package store

import (
	"context"
	"fmt"
	"iter"
	"strings"
)

// Finding is something in an archive that is not as it ought to be.
type Finding struct {
	Text string
}

// Verify reads the whole archive and yields what is wrong with it: the file and its indexes, every page against its
// hash, dictionaries, what was read from pages, and whether what follows from the sightings is what is kept. It goes
// on behind damage.
func (a *Archive) Verify(ctx context.Context) iter.Seq[Finding] {
	return func(yield func(Finding) bool) {
		c := checker{view: a.at(ctx), yield: yield}
		for _, check := range []func() error{c.file, c.dictionaries, c.pages, c.readings, c.derived, c.numbers} {
			if err := check(); err != nil && !c.ended {
				c.find("%v", err)
			}
			if c.ended || ctx.Err() != nil {
				return
			}
		}
	}
}

// checker looks for findings until nobody wants more.
type checker struct {
	view
	yield func(Finding) bool
	ended bool
}

func (c *checker) find(format string, args ...any) {
	if !c.ended && !c.yield(Finding{Text: fmt.Sprintf(format, args...)}) {
		c.ended = true
	}
}

// each hands the numbers of a query to a check, and goes on behind damage.
func (c *checker) each(query string, check func(int64) error) error {
	numbers, err := collect(c.view, single[int64], query)
	if err != nil {
		return err
	}
	for _, n := range numbers {
		if c.ended || c.ctx.Err() != nil {
			return c.ctx.Err()
		}
		if err := check(n); err != nil {
			c.find("%v", err)
		}
	}
	return nil
}

// file lets SQLite check the file; that includes the index of the text.
func (c *checker) file() error {
	lines, err := collect(c.view, single[string], "PRAGMA integrity_check(1000)")
	if err != nil {
		return err
	}
	for _, line := range lines {
		if line != "ok" {
			c.find("file: %s", strings.Join(strings.Fields(line), " "))
		}
	}
	orphans, err := collect(c.view, func(row scanner) (s string, err error) {
		var table, parent string
		var rowid, id any
		err = row.Scan(&table, &rowid, &parent, &id)
		return fmt.Sprintf("table %s refers to a row of %s that is missing", table, parent), err
	}, "PRAGMA foreign_key_check")
	for _, o := range orphans {
		c.find("%s", o)
	}
	return err
}

func (c *checker) dictionaries() error {
	return c.each("SELECT dictionary FROM dictionaries", func(n int64) error {
		_, err := c.dictionaryText(n)
		return err
	})
}

func (c *checker) pages() error {
	return c.each("SELECT capture FROM captures", func(n int64) error {
		_, err := c.capture(n)
		if err != nil {
			return fmt.Errorf("%w%s", err, c.ofArticles(n))
		}
		return nil
	})
}

// ofArticles names the articles that a page belongs to.
func (c *checker) ofArticles(capture int64) string {
	ids, err := collect(c.view, single[string],
		"SELECT DISTINCT id FROM readings JOIN heads USING (article) WHERE readings.capture = ?", capture)
	if err != nil || len(ids) == 0 {
		return ""
	}
	return " (article " + strings.Join(ids, ", ") + ")"
}

// readings checks that every page has been read, and every reading can be.
func (c *checker) readings() error {
	err := c.each(`SELECT capture FROM sightings WHERE capture <> 0 AND NOT EXISTS
		(SELECT 1 FROM readings WHERE readings.capture = sightings.capture AND readings.address = sightings.address)`,
		func(n int64) error {
			return fmt.Errorf("page %d was seen, but nothing says what it was read as%s", n, c.ofArticles(n))
		})
	if err != nil {
		return err
	}
	err = c.each(`SELECT capture FROM readings WHERE NOT EXISTS
		(SELECT 1 FROM sightings WHERE sightings.capture = readings.capture AND sightings.address = readings.address)`,
		func(n int64) error {
			return fmt.Errorf("page %d was read, but no sighting has it%s", n, c.ofArticles(n))
		})
	if err != nil {
		return err
	}
	return c.each("SELECT DISTINCT capture FROM readings WHERE article <> 0", func(n int64) error {
		addresses, err := collect(c.view, single[int64], "SELECT address FROM readings WHERE capture = ? AND article <> 0", n)
		if err != nil {
			return err
		}
		for _, address := range addresses {
			if err := c.reading(n, address); err != nil {
				return fmt.Errorf("page %d: %w%s", n, err, c.ofArticles(n))
			}
		}
		return nil
	})
}

func (c *checker) reading(capture, address int64) error {
	hash, _, err := one[string](c.view, "SELECT sha256 FROM readings WHERE capture = ? AND address = ?", capture, address)
	if err != nil {
		return err
	}
	art, _, err := c.latest(look{capture: capture, address: address})
	if err != nil {
		return err
	}
	if fingerprint(&art) != hash {
		return damagedf("what it was read as is not what was kept: its hash differs")
	}
	return nil
}

// derived compares what is kept of every article with what follows from its sightings.
func (c *checker) derived() error {
	return c.each("SELECT article FROM readings WHERE article <> 0 UNION SELECT article FROM heads UNION SELECT article FROM versions", func(n int64) error {
		names, err := c.staleTables(n)
		if err != nil {
			return fmt.Errorf("article %s: %w", identityText(n), err)
		}
		if len(names) > 0 {
			return fmt.Errorf("article %s: %s do not follow from its sightings", identityText(n), strings.Join(names, ", "))
		}
		return nil
	})
}

func identityText(article int64) string {
	if ref := identityOf(article, ""); ref.ID != "" {
		return ref.Edition + " " + ref.ID
	}
	return fmt.Sprint(article)
}

// staleTables names the tables whose rows of an article do not follow from its sightings.
func (v view) staleTables(article int64) ([]string, error) {
	aliases, err := v.aliasesOf(article)
	if err != nil {
		return nil, err
	}
	looks, err := v.looksAt(article, aliases)
	if err != nil {
		return nil, err
	}
	d, _, err := v.derive(article, historyOf(looks), aliases)
	if err != nil {
		return nil, err
	}
	kept, err := v.keptRows(article)
	if err != nil {
		return nil, err
	}
	return d.differing(kept), nil
}

// numbers checks that the index names the articles that there are.
func (c *checker) numbers() error {
	n, _, err := one[int](c.view, `SELECT (SELECT count(*) FROM heads WHERE article NOT IN (SELECT article FROM indexed)) +
		(SELECT count(*) FROM indexed WHERE article NOT IN (SELECT article FROM heads))`)
	if err == nil && n > 0 {
		c.find("search: %d articles are missing in the index, or in it although there are none", n)
	}
	return err
}
