package store

import (
	"context"
	"errors"
	"fmt"
)

// Backup writes a copy of the archive to a file that does not exist yet. A crawl may go on meanwhile.
func (a *Archive) Backup(ctx context.Context, path string) error {
	conn, err := a.db.Conn(ctx)
	if err != nil {
		return fault(a.path, "back up", err)
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, "PRAGMA query_only = OFF"); err != nil { // SQLite takes the copy for a change
		return fault(a.path, "back up", err)
	}
	_, err = conn.ExecContext(ctx, "VACUUM INTO ?", path)
	if a.lock == nil { // as the last run has left it, perhaps beside a reader
		rest(conn)
	}
	if _, again := conn.ExecContext(context.WithoutCancel(ctx), "PRAGMA query_only = ON"); err == nil {
		err = again
	}
	if err != nil {
		return fmt.Errorf("back up to %s: %w", path, err)
	}
	return nil
}

// OpenCopy copies an archive, be it of an older version, to a file that does not exist yet, and opens that, up to date.
func OpenCopy(ctx context.Context, path, copied string) (*Archive, error) {
	path, err := resolve(path)
	if err != nil {
		return nil, fault(path, "open", plainly(err))
	}
	a, err := connectReader(ctx, path)
	if err != nil {
		return nil, err
	}
	defer a.Close()
	if err := a.Backup(ctx, copied); err != nil {
		return nil, err
	}
	return Open(ctx, copied)
}

// Vacuum gives the space of what was deleted back and brings the index into its fastest form.
func (a *Archive) Vacuum(ctx context.Context) error {
	if err := a.write(ctx, "optimize", func(t *tx) error { return t.exec("INSERT INTO search (search) VALUES ('optimize')") }); err != nil {
		return err
	}
	return a.compact(ctx)
}

// compact writes the file anew without what was freed, and empties the log.
func (a *Archive) compact(ctx context.Context) error {
	err := a.locks.wait(ctx, func() error { _, err := a.db.ExecContext(ctx, "VACUUM"); return err })
	if err != nil {
		return fault(a.path, "vacuum", err)
	}
	isBusy := true
	for tries := 10; isBusy && err == nil && tries > 0; tries-- {
		isBusy, err = a.emptyLog(ctx)
	}
	if err == nil && isBusy {
		err = errors.New("another program is reading the archive, and until it ends what was freed or removed stays in the file; " +
			"run mingpao vacuum then")
	}
	if err != nil {
		return fault(a.path, "vacuum", err)
	}
	return a.write(ctx, "vacuum", func(t *tx) error { return t.exec("DELETE FROM about WHERE name = ?", toErase) })
}
