package db

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"time"

	"github.com/gofrs/flock"

	"mingpao/extract/pathless"
	"mingpao/extract/told"
	"mingpao/store/internal/pack"
)

// DB is an open archive. One connection writes; its methods may be called from several goroutines.
type DB struct {
	SQL  *sql.DB
	path string
	Zip  *pack.Codec
	Lock *flock.Flock // nil: it is only read
	File *openFile
	Here presence // of the file, to notice when another lies in its place

	Locks            waiter // for other programs' locks, before a write
	logMost, logNext int64  // how large the log may be, and when to look again

	TempDir string // the folder of a copy that is open in place of the archive; "": none
}

// OpenWriter opens an archive to write for a run that waits for other programs' locks, now and at every write. When its
// context ends, it waits no more.
func OpenWriter(ctx context.Context, path string, p Patience, up upgrade) (*DB, error) {
	if err := CheckFolder(path); err != nil {
		return nil, err
	}
	path, err := Resolve(path)
	if err != nil {
		return nil, told.Errorf("archive %s: its folder cannot be read; check that it exists: %w", path, pathless.Error(err))
	}
	if _, err := os.Stat(path + ".lock"); err != nil { // another program's database gets none
		if err := probe(ctx, path); err != nil && !errors.Is(err, os.ErrNotExist) {
			return nil, err
		}
	}
	lock, err := Acquire(ctx, path, p)
	if err != nil {
		return nil, err
	}
	d, err := openToWrite(ctx, path, waiter{p, ctx.Err}, up)
	if err != nil {
		_ = lock.Unlock()
		return nil, err
	}
	LikeArchive(path+".lock", d.File.info)
	d.Lock = lock
	return d, nil
}

func openToWrite(ctx context.Context, path string, w waiter, up upgrade) (d *DB, err error) {
	err = w.Try(ctx, func() (err error) {
		err = probe(ctx, path)
		if errors.Is(err, os.ErrNotExist) {
			err = Create(path)
		}
		if err == nil {
			d, err = Connect(ctx, path, "write")
		}
		return err
	})
	if errors.Is(err, ErrLocked) {
		err = Fault(path, "open", err)
	}
	if err != nil {
		return nil, err
	}
	d.Locks, d.logMost, d.logNext = w, logLimit, logLimit
	if err := d.begin(ctx, up); err != nil {
		d.restAtEnd()
		d.Close()
		return nil, err
	}
	return d, nil
}

// begin makes a file that was opened to write ready for that.
func (d *DB) begin(ctx context.Context, up upgrade) error {
	if err := d.useLog(ctx); err != nil {
		return Fault(d.path, "open", err)
	}
	if err := d.Migrate(ctx, up); err != nil {
		return err
	}
	return Fault(d.path, "open", d.Here.begin(d.path, d.File))
}

// Create makes an empty file where there is none: SQLite would make one that a group cannot write to. No one has it
// open yet, so that no lock goes when it is closed.
func Create(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o666)
	switch {
	case errors.Is(err, os.ErrExist):
		return nil
	case err != nil:
		return Fault(path, "make", pathless.Error(err))
	}
	return f.Close()
}

// idleTime is how long a reader keeps a connection that it does not use: while the log is there, each keeps a lock on
// the file, and the run that wrote cannot leave it at rest.
const idleTime = 10 * time.Second

// OpenReader opens an existing archive to read it. A crawl may be writing to it; it may also lie where no one may
// write.
func OpenReader(ctx context.Context, path string) (*DB, error) {
	if err := CheckFolder(path); err != nil {
		return nil, err
	}
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return nil, told.Errorf("archive %s: there is none; mingpao crawl or mingpao import makes one", path)
	}
	path, err := Resolve(path)
	if err != nil {
		return nil, Fault(path, "open", pathless.Error(err))
	}
	if err := probe(ctx, path); err != nil {
		return nil, err
	}
	d, err := ConnectReader(ctx, path)
	if err != nil {
		return nil, err
	}
	d.SQL.SetMaxOpenConns(4)
	d.SQL.SetConnMaxIdleTime(idleTime)
	if err := d.checkVersion(ctx); err != nil {
		d.Close()
		return nil, err
	}
	return d, nil
}

// Close closes the archive and lets others write to it.
func (d *DB) Close() error {
	d.Zip.Forget()
	if d.Lock != nil {
		d.restAtEnd()
	}
	err := d.SQL.Close()
	Connected.leave(d.File)
	if d.TempDir != "" {
		_ = os.RemoveAll(d.TempDir)
	}
	if d.Lock != nil {
		_ = d.Lock.Unlock()
	}
	return err
}

// StandFor has a copy in a temporary folder, which goes with it, bear the name of what it was made of.
func (d *DB) StandFor(path, temporary string) { d.path, d.TempDir = path, temporary }

// Path is where the archive lies.
func (d *DB) Path() string { return d.path }

// Size is the archive's size in bytes, its log included.
func (d *DB) Size() int64 { return sizeOf(d.path) + sizeOf(d.path+"-wal") }

func sizeOf(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}
