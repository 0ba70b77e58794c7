package db

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"mingpao/extract/pathless"
	"mingpao/extract/told"

	"github.com/gofrs/flock"
)

// Resolve follows symbolic links to the file itself, so that every name of an archive means the same lock and log.
func Resolve(path string) (string, error) {
	real, err := filepath.EvalSymlinks(path)
	if err == nil || !errors.Is(err, fs.ErrNotExist) {
		return real, err
	}
	if target, err := os.Readlink(path); err == nil { // a link to an archive that is yet to be made
		if !filepath.IsAbs(target) {
			target = filepath.Join(filepath.Dir(path), target)
		}
		return Resolve(target)
	}
	folder, err := filepath.EvalSymlinks(filepath.Dir(path))
	if err != nil {
		return path, err
	}
	return filepath.Join(folder, filepath.Base(path)), nil
}

// Acquire takes the lock of an archive. The file beside it gets the archive's owner and mode (LikeArchive): who may
// write to the archive may lock it. A run that is brief says so for as long as it holds it, and is waited for.
func Acquire(ctx context.Context, path string, p Patience) (lock *flock.Flock, err error) {
	err = waiter{p, ctx.Err}.Try(ctx, func() (err error) {
		lock, err = acquire(path, p.Brief)
		return err
	})
	if errors.Is(err, ErrLocked) {
		err = told.Errorf("archive %s: %w", path, ErrBusy)
	}
	return lock, err
}

func acquire(path string, isBrief bool) (*flock.Flock, error) {
	lock := flock.New(path+".lock", flock.SetPermissions(0o666))
	held, err := lock.TryLock()
	if isWithoutLocks(err) {
		return nil, Fault(path, "lock", errNoLocks)
	}
	if err != nil {
		return nil, told.Errorf("archive %s: cannot be locked; check that its folder exists and may be written: %w", path,
			pathless.Error(err))
	}
	switch {
	case held:
		sayBrief(path, isBrief)
		return lock, nil
	case isHeldBriefly(path):
		return nil, errBrief
	}
	return nil, told.Errorf("archive %s: %w", path, ErrBusy)
}

// errBrief is the error of a lock that will soon be free.
var errBrief = errors.New("another run holds it for a moment")

// sayBrief says of the lock that one holds whether that is for a moment. Its size does: to write, it would have to be
// opened once more, and some file systems take the lock away when that is closed.
func sayBrief(path string, isBrief bool) {
	if saysBrief(path) == isBrief {
		return
	}
	var size int64
	if isBrief {
		size = 1
	}
	_ = os.Truncate(path+".lock", size) // who may not, is not waited for
}

func saysBrief(path string) bool { return sizeOf(path+".lock") > 0 }

// isHeldBriefly asks twice: who has just taken the lock has not said it yet.
func isHeldBriefly(path string) bool {
	if saysBrief(path) {
		return true
	}
	time.Sleep(lockPause)
	return saysBrief(path)
}

// errNoLocks is the error of a file system that has no locks, like a network's whose server has none: two programs at a
// time would spoil an archive there.
var errNoLocks = errors.New("its file system has no locks, and without them two programs would spoil it; " +
	"keep it on a disk of this machine, or mount that file system with locks")

// isWithoutLocks reports whether a lock was refused for want of locks, not because another has it.
func isWithoutLocks(err error) bool {
	return errors.Is(err, syscall.ENOLCK) || errors.Is(err, syscall.ENOSYS) || errors.Is(err, syscall.EOPNOTSUPP)
}

// CheckFolder says plainly that a folder was named instead of a file.
func CheckFolder(path string) error {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return told.Errorf("archive %s: it is a folder; name a file, like %s", path, filepath.Join(path, "mingpao.db"))
	} else if err == nil && !info.Mode().IsRegular() {
		return told.Errorf("archive %s: it is not a plain file", path)
	}
	return nil
}
