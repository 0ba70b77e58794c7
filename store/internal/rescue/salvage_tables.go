package rescue

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/mattn/go-sqlite3"

	"mingpao/store/catalog"
	"mingpao/store/internal/db"
	"mingpao/store/internal/ident"
)

// salvagedTables are those that follow from nothing else: who looked, what was removed for good, and the crawl's queue
// and accounts. Rows come before those that refer to them.
var salvagedTables = []string{"runs", "retractions", "removed", "leaves", "claimed_seals", "accepted",
	"pages", "listings", "failures", "sources", "hosts", "requests", "coverage", "orders", "tasks", "troubles", "choices",
	"calendar", "unlisted",
	"unused", "follows", "wanted"}

// tables copies what can be read of them, row by row.
func (s salvage) tables(ctx context.Context) error {
	return s.to.Write(ctx, "salvage", func(ctx context.Context, t *db.Tx) error {
		for _, table := range salvagedTables {
			if err := s.table(ctx, t, table); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s salvage) table(ctx context.Context, t *db.Tx, table string) error {
	columns, err := s.columns(ctx, t, table)
	if err != nil || len(columns) == 0 { // an older version has no such table
		return err
	}
	key, err := db.Collect(ctx, t.View, db.Column[string],
		"SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk", table)
	if err != nil {
		return err
	}
	names := `"` + strings.Join(columns, `", "`) + `"`
	insert := "INSERT OR IGNORE INTO " + table + " (" + names + ") VALUES (" + catalog.Marks(len(columns)) + ")"
	scan := "SELECT " + names + " FROM " + table + " ORDER BY "
	isWhole, err := s.bothWays(ctx, scan, `"`+strings.Join(key, `", "`)+`"`, func(row db.Scanner) error {
		values, targets := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			targets[i] = &values[i]
		}
		if err := row.Scan(targets...); err != nil {
			return err
		}
		err := t.Exec(ctx, insert, values...)
		if isConstraint(err) { // it refers to a row that is lost, or is no row of ours
			s.lost(fmt.Errorf("a row of %s: %w", table, err))
			return nil
		}
		return err
	})
	if err == nil && !isWhole {
		s.lost(fmt.Errorf("the table %s can be read only in part", table))
	}
	return err
}

// columns are those that a table has in both archives.
func (s salvage) columns(ctx context.Context, t *db.Tx, table string) ([]string, error) {
	const names = "SELECT name FROM pragma_table_info(?)"
	today, err := db.Collect(ctx, t.View, db.Column[string], names, table)
	if err != nil {
		return nil, err
	}
	theirs, err := db.Collect(ctx, s.from, db.Column[string], names, table)
	return slices.DeleteFunc(today, func(name string) bool { return !slices.Contains(theirs, name) }), err
}

func isConstraint(err error) bool {
	var e sqlite3.Error
	return errors.As(err, &e) && e.Code == sqlite3.ErrConstraint
}

// bothWays hands over the rows of a query in an order and, where damage ends that, in the opposite one: what lies
// between is lost, and the table is not whole. A row may come twice.
func (s salvage) bothWays(ctx context.Context, query, order string, row func(db.Scanner) error) (isWhole bool,
	err error) {
	if err := s.each(ctx, query+order, row); !s.isLoss(ctx, err) {
		return err == nil, err
	}
	if err := s.each(ctx, query+strings.ReplaceAll(order, ",", " DESC,")+" DESC", row); !s.isLoss(ctx, err) {
		return false, err
	}
	return false, nil
}

// isLoss tells what damage does to a row from what would come at every row.
func (s salvage) isLoss(ctx context.Context, err error) bool {
	var e sqlite3.Error
	if err == nil || ctx.Err() != nil || errors.Is(err, db.ErrLocked) {
		return false
	}
	return !errors.As(err, &e) || !slices.Contains(lasting, e.Code)
}

// lasting are faults of the machine.
var lasting = []sqlite3.ErrNo{sqlite3.ErrNomem, sqlite3.ErrInterrupt, sqlite3.ErrFull, sqlite3.ErrIoErr,
	sqlite3.ErrReadonly, sqlite3.ErrCantOpen, sqlite3.ErrBusy, sqlite3.ErrLocked}

// each hands over rows one by one: those before damage count.
func (s salvage) each(ctx context.Context, query string, row func(db.Scanner) error) error {
	rows, err := s.from.Q.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := row(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// articles counts those that were saved, and names the others that the old archive had.
func (s salvage) articles(ctx context.Context) (saved int, err error) {
	to := s.to.View()
	if saved, _, err = db.One[int](ctx, to, "SELECT count(*) FROM heads"); err != nil {
		return 0, db.Fault(s.to.Path(), "count articles", err)
	}
	known := map[int64]bool{}
	_, err = s.bothWays(ctx, "SELECT article FROM heads NOT INDEXED ORDER BY ", "article", func(row db.Scanner) error {
		article, err := db.Column[int64](row)
		if err != nil || known[article] {
			return err
		}
		known[article] = true
		_, found, err := db.One[int](ctx, to, "SELECT 1 FROM heads WHERE article = ?", article)
		if err == nil && !found {
			s.lost(fmt.Errorf("article %s is lost", ident.IdentityText(article)))
		}
		return err
	})
	return saved, err
}
