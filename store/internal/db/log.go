package db

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// The archive is written with a log beside it (-wal), so that others read meanwhile, and rests without one: a file with
// a log can be read only where the log and its index can be made, not on a read-only mount or by another user.

// useLog has the file written with a log. For that it must be ours for a moment. Readers are waited for, and new ones
// wait for us while we ask: so the first tries are short, and only where readers never cease the last are not. Where
// the file system has no shared memory, SQLite stays without a log.
func (d *DB) useLog(ctx context.Context) error {
	try := lockTry / 16
	err := d.Locks.Try(ctx, func() error {
		if err := d.tryFor(ctx, try); err != nil {
			return err
		}
		try = min(2*try, lockTry)
		return d.askForLog(ctx)
	})
	if err != nil {
		return err
	}
	return d.tryFor(ctx, lockTry)
}

// tryFor is how long a statement waits for a lock.
func (d *DB) tryFor(ctx context.Context, wait time.Duration) error {
	_, err := d.SQL.ExecContext(ctx, fmt.Sprint("PRAGMA busy_timeout = ", wait.Milliseconds()))
	return err
}

// askForLog switches to the log and opens it; twice, since another program that ends just then may switch back between.
func (d *DB) askForLog(ctx context.Context) error {
	for range 2 {
		if err := d.SQL.QueryRowContext(ctx, "PRAGMA journal_mode = WAL").Scan(new(string)); err != nil {
			return err
		}
		if _, _, err := One[int](ctx, d.View(), "SELECT count(*) FROM sqlite_schema"); err != nil {
			return err
		}
	}
	return nil
}

// rest moves the log into the file and leaves it without one. Where somebody else has the file open it cannot: the next
// run does, or a backup.
func rest(conn *sql.Conn) {
	_ = conn.QueryRowContext(context.Background(), "PRAGMA journal_mode = DELETE").Scan(new(string))
}

// restAtEnd is rest for an archive that is about to be closed.
func (d *DB) restAtEnd() {
	if d.Here.check(d.Path()) != nil { // the log's name is another file's now
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Second) // somebody may still hold the connection
	defer cancel()
	conn, err := d.SQL.Conn(ctx)
	if err != nil {
		return
	}
	defer conn.Close()
	rest(conn)
}

// RestReader is rest for an archive that is only read.
func (d *DB) RestReader(ctx context.Context) {
	conn, err := d.SQL.Conn(ctx)
	if err != nil {
		return
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, "PRAGMA query_only = OFF"); err == nil {
		rest(conn)
		_, _ = conn.ExecContext(ctx, "PRAGMA query_only = ON")
	}
}

// logLimit is how large the log may be when a transaction begins; one of an import adds a few MB. SQLite moves the log
// into the file all the time, but begins it anew only when no one reads.
const logLimit = 8 << 20

// limitLog empties a log that has grown too large, which waits for readers. Where one stays for long, it is tried again
// when the log has grown by as much.
func (d *DB) limitLog(ctx context.Context) error {
	size := sizeOf(d.Path() + "-wal")
	if size < d.logNext {
		return nil
	}
	isBusy, err := d.EmptyLog(ctx)
	d.logNext = d.logMost
	if isBusy {
		d.logNext += size
	}
	return err
}

// EmptyLog moves the log into the file and empties it. It is busy where somebody reads or writes for longer than a try.
func (d *DB) EmptyLog(ctx context.Context) (isBusy bool, err error) {
	var logged, moved int
	err = d.SQL.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&isBusy, &logged, &moved)
	return isBusy, err
}
