package db

import (
	"context"
	"database/sql"
	"errors"
	"iter"

	"mingpao/extract/sequence"
	"mingpao/extract/site"
	"mingpao/store/internal/pack"
)

// Zone has no daylight saving time: its offset never changes, and times compare as text.
var Zone = site.Zone

// View reads an archive: through its connections, or through a transaction's own.
type View struct {
	Q    queryer
	Zip  *pack.Codec
	Path string
}

// queryer is *sql.DB or *sql.Tx.
type queryer interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// View reads the archive through its connections.
func (d *DB) View() View { return View{d.SQL, d.Zip, d.Path()} }

func (v View) Row(ctx context.Context, query string, args ...any) *sql.Row {
	return v.Q.QueryRowContext(ctx, query, args...)
}

// One reads the single value of a query; found is false where there is no row.
func One[T any](ctx context.Context, v View, query string, args ...any) (value T, found bool, err error) {
	err = v.Row(ctx, query, args...).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return value, false, nil
	}
	return value, err == nil, err
}

type Scanner interface{ Scan(...any) error }

// Collect reads all rows of a query.
func Collect[T any](ctx context.Context, v View, scan func(Scanner) (T, error), query string,
	args ...any) ([]T, error) {
	rows, err := v.Q.QueryContext(ctx, query, args...)
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

// Column scans rows of one column.
func Column[T any](row Scanner) (value T, err error) {
	err = row.Scan(&value)
	return value, err
}

// Write carries out a transaction. Within it nothing but the transaction can be reached: the archive's own connection
// is taken, and would be waited for for ever. The operation is for the message of an error.
func (d *DB) Write(ctx context.Context, op string, do func(context.Context, *Tx) error) error {
	if err := ctx.Err(); err != nil {
		return Fault(d.Path(), op, err)
	}
	// A statement that may be interrupted costs a goroutine. Those of a transaction are short: loops ask whether to go on.
	lasting := context.WithoutCancel(ctx)
	t, err := d.beginTx(ctx, lasting)
	if err != nil {
		return Fault(d.Path(), op, err)
	}
	defer t.Rollback()
	if err := do(lasting, &Tx{View: View{t, d.Zip, d.Path()}, SQL: t, Ended: ctx.Err}); err != nil {
		d.Zip.Forget()
		return Fault(d.Path(), op, err)
	}
	if err := t.Commit(); err != nil {
		d.Zip.Forget()
		return Fault(d.Path(), op, err)
	}
	_ = d.Here.Note(d.Path()) // what is wrong with it is said before the next write
	return nil
}

// beginTx begins a transaction as soon as no other program writes.
func (d *DB) beginTx(ctx, lasting context.Context) (t *sql.Tx, err error) {
	err = d.Locks.Try(ctx, func() error {
		if err := d.Here.check(d.Path()); err != nil {
			return err
		}
		if err := d.limitLog(lasting); err != nil {
			return err
		}
		t, err = d.SQL.BeginTx(lasting, nil)
		return err
	})
	return t, err
}

// Tx is a transaction: a view that can also write.
type Tx struct {
	View
	SQL   *sql.Tx
	Ended func() error // why the transaction is to end, nil: it goes on
}

func (t *Tx) Exec(ctx context.Context, query string, args ...any) error {
	_, err := t.SQL.ExecContext(ctx, query, args...)
	return err
}

// Changed executes a statement and returns how many rows it changed.
func (t *Tx) Changed(ctx context.Context, query string, args ...any) (int64, error) {
	result, err := t.SQL.ExecContext(ctx, query, args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// Insert is exec that returns the number of the new row.
func (t *Tx) Insert(ctx context.Context, query string, args ...any) (int64, error) {
	result, err := t.SQL.ExecContext(ctx, query, args...)
	if err != nil {
		return 0, err
	}
	return result.LastInsertId()
}

// Until is a sequence of an archive that ends with an error when the context does.
func Until[T any](ctx context.Context, d *DB, op string, all iter.Seq2[T, error]) iter.Seq2[T, error] {
	return sequence.Until(ctx, "archive "+d.Path()+": "+op, all)
}

// Still hands over the archive as it is now, whatever is written meanwhile.
func (d *DB) Still(ctx context.Context, read func(View) error) error {
	t, err := d.SQL.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer t.Rollback() // nothing was written
	v := d.View()
	v.Q = t
	return read(v)
}

// Each is collect that holds one row at a time. An error is the last that it yields.
func Each[T any](ctx context.Context, v View, scan func(Scanner) (T, error), query string,
	args ...any) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		rows, err := v.Q.QueryContext(ctx, query, args...)
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
