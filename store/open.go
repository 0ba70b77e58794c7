package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/gofrs/flock"
)

// Archive is an open archive. One connection writes; its methods may be called from several goroutines.
type Archive struct {
	db   *sql.DB
	path string
	zip  *codec
	lock *flock.Flock // nil: it is only read
	file *openFile
	here presence // of the file, to notice when another lies in its place

	locks             waiter // for other programs' locks, before a write
	logLimit, logNext int64  // how large the log may be, and when to look again

	temporary string // the folder of a copy that is open in place of the archive; "": none
}

// openWriter opens an archive to write for a run that waits for other programs' locks, now and at every write. When its
// context ends, it waits no more.
func openWriter(ctx context.Context, path string, p Patience, up upgrade) (*Archive, error) {
	if err := checkFolder(path); err != nil {
		return nil, err
	}
	path, err := resolve(path)
	if err != nil {
		return nil, fmt.Errorf("archive %s: its folder cannot be read; check that it exists: %w", path, plainly(err))
	}
	if _, err := os.Stat(path + ".lock"); err != nil { // another program's database gets none
		if err := probe(ctx, path); err != nil && !errors.Is(err, os.ErrNotExist) {
			return nil, err
		}
	}
	lock, err := acquire(path)
	if err != nil {
		return nil, err
	}
	a, err := openToWrite(ctx, path, waiter{p, ctx.Err}, up)
	if err != nil {
		_ = lock.Unlock()
		return nil, err
	}
	likeArchive(path+".lock", a.file.info)
	a.lock = lock
	return a, nil
}

func openToWrite(ctx context.Context, path string, w waiter, up upgrade) (a *Archive, err error) {
	err = w.wait(ctx, func() (err error) {
		err = probe(ctx, path)
		if errors.Is(err, os.ErrNotExist) {
			err = create(path)
		}
		if err == nil {
			a, err = connect(ctx, path, "write")
		}
		return err
	})
	if errors.Is(err, ErrLocked) {
		err = fault(path, "open", err)
	}
	if err != nil {
		return nil, err
	}
	a.locks, a.logLimit, a.logNext = w, logLimit, logLimit
	if err := a.begin(ctx, up); err != nil {
		a.restAtEnd()
		a.Close()
		return nil, err
	}
	return a, nil
}

// begin makes a file that was opened to write ready for that.
func (a *Archive) begin(ctx context.Context, up upgrade) error {
	if err := a.useLog(ctx); err != nil {
		return fault(a.path, "open", err)
	}
	if err := a.migrate(ctx, up); err != nil {
		return err
	}
	return fault(a.path, "open", a.here.begin(a.path, a.file))
}

// create makes an empty file where there is none: SQLite would make one that a group cannot write to. Nobody has it open
// yet, so that no lock goes when it is closed.
func create(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o666)
	switch {
	case errors.Is(err, os.ErrExist):
		return nil
	case err != nil:
		return fault(path, "make", plainly(err))
	}
	return f.Close()
}

// idleTime is how long a reader keeps a connection that it does not use: while the log is there, each keeps a lock on
// the file, and the run that wrote cannot leave it at rest.
const idleTime = 10 * time.Second

// openReader opens an existing archive to read it. A crawl may be writing to it; it may also lie where nobody may
// write.
func openReader(ctx context.Context, path string) (*Archive, error) {
	if err := checkFolder(path); err != nil {
		return nil, err
	}
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("archive %s: there is none; mingpao crawl or mingpao import makes one", path)
	}
	path, err := resolve(path)
	if err != nil {
		return nil, fault(path, "open", plainly(err))
	}
	if err := probe(ctx, path); err != nil {
		return nil, err
	}
	a, err := connectReader(ctx, path)
	if err != nil {
		return nil, err
	}
	a.db.SetMaxOpenConns(4)
	a.db.SetConnMaxIdleTime(idleTime)
	if err := a.checkVersion(ctx); err != nil {
		a.Close()
		return nil, err
	}
	return a, nil
}

// Close closes the archive and lets others write to it.
func (a *Archive) Close() error {
	a.zip.forget()
	if a.lock != nil {
		a.restAtEnd()
	}
	err := a.db.Close()
	connected.leave(a.file)
	if a.temporary != "" {
		_ = os.RemoveAll(a.temporary)
	}
	if a.lock != nil {
		_ = a.lock.Unlock()
	}
	return err
}

// standFor has a copy in a temporary folder, which goes with it, bear the name of what it was made of.
func (a *Archive) standFor(path, temporary string) { a.path, a.temporary = path, temporary }

// Path is where the archive lies.
func (a *Archive) Path() string { return a.path }

// Size is the archive's size in bytes, its log included.
func (a *Archive) Size() int64 { return sizeOf(a.path) + sizeOf(a.path+"-wal") }

func sizeOf(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}
