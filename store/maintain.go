package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
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

// openMigrated opens a copy of an archive of an older version, up to date, to be read. The copy lies in a folder, and
// goes when the archive is closed.
func openMigrated(ctx context.Context, path, folder string) (*Archive, error) {
	temporary, err := os.MkdirTemp(folder, ".mingpao-copy-")
	if err != nil {
		return nil, fmt.Errorf("archive %s: it is of an older version, and there is no room for a copy: %w", path, err)
	}
	a, err := openMigratedIn(ctx, path, temporary)
	if err != nil {
		_ = os.RemoveAll(temporary)
		return nil, err
	}
	a.path, a.temporary = path, temporary
	return a, nil
}

func openMigratedIn(ctx context.Context, path, temporary string) (*Archive, error) {
	copied := filepath.Join(temporary, "copy.db")
	w, err := OpenCopy(ctx, path, copied)
	if err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, fault(path, "bring a copy up to date", err)
	}
	return OpenReader(ctx, copied)
}

// mayWriteBeside reports whether something can be made in the folder of a file: not on a read-only mount.
func mayWriteBeside(path string) bool {
	f, err := os.CreateTemp(filepath.Dir(path), ".mingpao-")
	if err != nil {
		return false
	}
	_ = f.Close()
	return os.Remove(f.Name()) == nil
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
