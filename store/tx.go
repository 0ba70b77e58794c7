package store

import (
	"context"
	"database/sql"
	"errors"
	"iter"
	"mingpao/extract/sequence"
	"mingpao/extract/site"
)

// zone has no daylight saving time: its offset never changes, and times compare as text.
var zone = site.Zone

// view reads an archive: through its connections, or through a transaction's own.
type view struct {
	q    queryer
	zip  *codec
	path string
}

// queryer is *sql.DB or *sql.Tx.
type queryer interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

func (a *Archive) at() view { return view{a.db, a.zip, a.Path()} }

func (v view) row(ctx context.Context, query string, args ...any) *sql.Row {
	return v.q.QueryRowContext(ctx, query, args...)
}

// one reads the single value of a query; found is false where there is no row.
func one[T any](ctx context.Context, v view, query string, args ...any) (value T, found bool, err error) {
	err = v.row(ctx, query, args...).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return value, false, nil
	}
	return value, err == nil, err
}

type scanner interface{ Scan(...any) error }

// collect reads all rows of a query.
func collect[T any](ctx context.Context, v view, scan func(scanner) (T, error), query string, args ...any) ([]T, error) {
	rows, err := v.q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		row, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, row)
	}
	return all, rows.Err()
}

// single scans rows of one column.
func single[T any](row scanner) (value T, err error) {
	err = row.Scan(&value)
	return value, err
}

// write carries out a transaction. Within it nothing but the transaction can be reached: the archive's own connection
// is taken, and would be waited for for ever. The operation is for the message of an error.
func (a *Archive) write(ctx context.Context, op string, do func(context.Context, *tx) error) error {
	if err := ctx.Err(); err != nil {
		return fault(a.Path(), op, err)
	}
	// A statement that may be interrupted costs a goroutine. Those of a transaction are short: loops ask whether to go on.
	lasting := context.WithoutCancel(ctx)
	t, err := a.beginTx(ctx, lasting)
	if err != nil {
		return fault(a.Path(), op, err)
	}
	defer t.Rollback()
	if err := do(lasting, &tx{view: view{t, a.zip, a.Path()}, sql: t, ended: ctx.Err}); err != nil {
		a.zip.forget()
		return fault(a.Path(), op, err)
	}
	if err := t.Commit(); err != nil {
		a.zip.forget()
		return fault(a.Path(), op, err)
	}
	_ = a.here.note(a.Path()) // what is wrong with it is said before the next write
	return nil
}

// beginTx begins a transaction as soon as no other program writes.
func (a *Archive) beginTx(ctx, lasting context.Context) (t *sql.Tx, err error) {
	err = a.locks.wait(ctx, func() error {
		if err := a.here.check(a.Path()); err != nil {
			return err
		}
		if err := a.limitLog(lasting); err != nil {
			return err
		}
		t, err = a.db.BeginTx(lasting, nil)
		return err
	})
	return t, err
}

// tx is a transaction: a view that can also write.
type tx struct {
	view
	sql   *sql.Tx
	ended func() error // why the transaction is to end, nil: it goes on
}

func (t *tx) exec(ctx context.Context, query string, args ...any) error {
	_, err := t.sql.ExecContext(ctx, query, args...)
	return err
}

// changed is exec that tells how many rows there were.
func (t *tx) changed(ctx context.Context, query string, args ...any) (int64, error) {
	result, err := t.sql.ExecContext(ctx, query, args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// insert is exec that returns the number of the new row.
func (t *tx) insert(ctx context.Context, query string, args ...any) (int64, error) {
	result, err := t.sql.ExecContext(ctx, query, args...)
	if err != nil {
		return 0, err
	}
	return result.LastInsertId()
}

// until is a sequence of an archive that ends with an error when the context does.
func until[T any](ctx context.Context, a *Archive, op string, all iter.Seq2[T, error]) iter.Seq2[T, error] {
	return sequence.Until(ctx, "archive "+a.Path()+": "+op, all)
}

// still hands over the archive as it is now, whatever is written meanwhile.
func (a *Archive) still(ctx context.Context, read func(view) error) error {
	t, err := a.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer t.Rollback() // nothing was written
	v := a.at()
	v.q = t
	return read(v)
}

// each is collect that holds one row at a time. An error is the last that it yields.
func each[T any](ctx context.Context, v view, scan func(scanner) (T, error), query string, args ...any) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		rows, err := v.q.QueryContext(ctx, query, args...)
		if err != nil {
			yield(*new(T), err)
			return
		}
		defer rows.Close()
		for rows.Next() {
			if row, err := scan(rows); !yield(row, err) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(*new(T), err)
		}
	}
}
