package upkeep

import (
	"cmp"
	"context"
	"errors"
	"net/url"
	"os"
	"path/filepath"

	"github.com/mattn/go-sqlite3"

	"mingpao/extract/pathless"
	"mingpao/extract/told"
	"mingpao/store/internal/db"
	"mingpao/store/internal/migrate"
	"mingpao/store/internal/verify"
)

// Backup writes a copy of the archive to a file that does not exist yet or is empty, with the archive's owner and mode.
// A crawl may go on meanwhile. It copies page by page, as the archive was when it began.
func Backup(ctx context.Context, d *db.DB, path string) error {
	if err := copyTo(ctx, d, path); err != nil {
		return db.Fault(path, "back up", err)
	}
	if d.Lock == nil { // as the last run has left it, perhaps beside a reader
		d.RestReader(ctx)
	}
	return nil
}

func copyTo(ctx context.Context, d *db.DB, path string) error {
	conn, err := d.SQL.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	if err := createLike(d.Path(), path); err != nil {
		return err
	}
	to, err := (&sqlite3.SQLiteDriver{}).Open("file:" + (&url.URL{Path: path}).EscapedPath() + "?_journal_mode=OFF")
	if err != nil {
		return err
	}
	defer to.Close()
	copied := to.(*sqlite3.SQLiteConn)
	if _, err := conn.ExecContext(ctx, "BEGIN"); err != nil { // else a write in between has the copy begin anew
		return err
	}
	defer func() { _, _ = conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK") }()
	err = conn.Raw(func(from any) error { return copyPages(ctx, copied, from.(*sqlite3.SQLiteConn)) })
	if err != nil {
		return err
	}
	_, err = copied.Exec("PRAGMA journal_mode = DELETE", nil) // it rests, whatever is done with the archive
	return err
}

// copyStep is how many pages are copied before the copy looks whether it is wanted any longer.
const copyStep = 1 << 12

func copyPages(ctx context.Context, to, from *sqlite3.SQLiteConn) error {
	b, err := to.Backup("main", from, "main")
	if err != nil {
		return err
	}
	for done := false; !done && err == nil; {
		if err = ctx.Err(); err == nil {
			done, err = b.Step(copyStep)
		}
	}
	return cmp.Or(err, b.Finish()) // which says the same again
}

// createLike makes an empty file with the owner and mode of another, before anything is written to it. Of one that its
// owner may not write to, the owner may write to the copy: else it could not be made.
func createLike(like, path string) error {
	info, err := os.Stat(like)
	if err != nil {
		return pathless.Error(err)
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE, 0o600)
	if err != nil {
		return pathless.Error(err)
	}
	defer f.Close()
	db.LikeArchive(path, info)
	if mode := info.Mode().Perm(); mode&0o200 == 0 {
		return os.Chmod(path, mode|0o200)
	}
	return nil
}

// CheckCopy reads a copy of the archive: its structure as a whole, and a part of its pages against their hashes. It
// costs no more than copying did: verify.Archive reads everything.
func CheckCopy(ctx context.Context, path string, share verify.Share) error {
	d, err := OpenToRead(ctx, path)
	if err != nil {
		return err
	}
	defer d.Close()
	d.SQL.SetMaxOpenConns(1)
	if _, err := d.SQL.ExecContext(ctx, "PRAGMA mmap_size = 1099511627776"); err != nil { // no one else can cut it off
		return db.Fault(path, "check", err)
	}
	return verify.Quick(ctx, d, share)
}

// OpenCopy copies an archive, be it of an older version, to a file that does not exist yet, and opens that, up to date.
func OpenCopy(ctx context.Context, path, copied string) (*db.DB, error) {
	path, err := db.Resolve(path)
	if err != nil {
		return nil, db.Fault(path, "open", pathless.Error(err))
	}
	d, err := db.ConnectReader(ctx, path)
	if err != nil {
		return nil, err
	}
	defer d.Close()
	if err := Backup(ctx, d, copied); err != nil {
		return nil, err
	}
	return migrate.OpenUpToDate(ctx, copied, db.Patience{})
}

// OpenToRead opens an archive to read it: one of an older version through a copy, where no one may bring it up to date.
func OpenToRead(ctx context.Context, path string) (*db.DB, error) {
	d, err := db.OpenReader(ctx, path)
	if errors.Is(err, db.ErrOlder) && !mayWriteBeside(path) {
		return OpenMigrated(ctx, path, "")
	}
	return d, err
}

// OpenMigrated opens a copy of an archive of an older version, up to date, to be read. The copy lies in a folder, and
// goes when the archive is closed.
func OpenMigrated(ctx context.Context, path, folder string) (*db.DB, error) {
	temporary, err := os.MkdirTemp(folder, ".mingpao-copy-")
	if err != nil {
		return nil, told.Errorf("archive %s: it is of an older version, and there is no room for a copy: %w", path, err)
	}
	a, err := openMigratedIn(ctx, path, temporary)
	if err != nil {
		_ = os.RemoveAll(temporary)
		return nil, err
	}
	a.StandFor(path, temporary)
	return a, nil
}

func openMigratedIn(ctx context.Context, path, temporary string) (*db.DB, error) {
	copied := filepath.Join(temporary, "copy.db")
	w, err := OpenCopy(ctx, path, copied)
	if err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, db.Fault(path, "bring a copy up to date", err)
	}
	return db.OpenReader(ctx, copied)
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
func Vacuum(ctx context.Context, d *db.DB) error {
	if err := d.Write(ctx, "optimize", func(ctx context.Context, t *db.Tx) error {
		return t.Exec(ctx, "INSERT INTO search (search) VALUES ('optimize')")
	}); err != nil {
		return err
	}
	return compact(ctx, d)
}

// compact writes the file anew without what was freed, and empties the log.
func compact(ctx context.Context, d *db.DB) error {
	err := d.Locks.Try(ctx, func() error { _, err := d.SQL.ExecContext(ctx, "VACUUM"); return err })
	if err != nil {
		return db.Fault(d.Path(), "vacuum", err)
	}
	isBusy := true
	for tries := 10; isBusy && err == nil && tries > 0; tries-- {
		isBusy, err = d.EmptyLog(ctx)
	}
	if err == nil && isBusy {
		err = errors.New("another program is reading the archive, and until it ends what was freed or removed stays in the " +
			"file; run mingpao vacuum then")
	}
	if err != nil {
		return db.Fault(d.Path(), "vacuum", err)
	}
	return d.Write(ctx, "vacuum", func(ctx context.Context, t *db.Tx) error {
		return t.Exec(ctx, "DELETE FROM about WHERE name = ?", db.ToErase)
	})
}
