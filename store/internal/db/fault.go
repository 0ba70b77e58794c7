package db

import (
	"errors"
	"io/fs"
	"syscall"

	"github.com/mattn/go-sqlite3"

	"mingpao/extract/told"
	"mingpao/store/queue"
)

// Errors that callers tell apart.
var (
	ErrUnknown = errors.New("no such article")
	ErrBusy    = errors.New("another run holds it")
	ErrOlder   = errors.New("it is of an older version")
	ErrForeign = errors.New("it is another program's database")
)

// ToErase is the name of the fact that something is left to do after a removal, until it is done.
const ToErase = "erase"

// Pictures is the name of the fact which pictures an archive takes, where it takes any.
const Pictures = "pictures"

// ErrPending is for a removal whose bytes are still in the file, though no query finds them.
var ErrPending = errors.New("what was removed is still in the file: another program is using it; the next run that " +
	"writes while no other program does erases it")

// Damaged is for a row that cannot be read. Reading goes on after it.
type Damaged struct {
	Article string // the id, else the number
	Err     error
}

func (d *Damaged) Error() string { return "article " + d.Article + " is damaged: " + d.Err.Error() }

func (d *Damaged) Unwrap() error { return d.Err }

// advice says what to do about what SQLite reports.
var advice = map[sqlite3.ErrNo]string{
	sqlite3.ErrFull:     "the disk is full; make room and run again, nothing finished is lost",
	sqlite3.ErrReadonly: "it is read-only; check the permissions of the file and its folder",
	sqlite3.ErrCantOpen: "it cannot be opened; check that the folder exists and may be written",
	sqlite3.ErrCorrupt: "it is damaged, or the disk cannot read it; mingpao verify says where, mingpao restore puts a " +
		"backup in its place, mingpao salvage saves what can be read into a new archive",
	sqlite3.ErrNotADB: "it is not an archive of mingpao",
	sqlite3.ErrBusy:   "another program is writing to it",
	sqlite3.ErrIoErr:  "the disk failed",
}

// subjects name why an archive cannot be written, by what SQLite reports.
var subjects = map[sqlite3.ErrNo]string{
	sqlite3.ErrFull: "disk-full", sqlite3.ErrReadonly: "read-only", sqlite3.ErrCantOpen: "not-opened",
	sqlite3.ErrCorrupt: "damaged", sqlite3.ErrNotADB: "damaged", sqlite3.ErrBusy: "locked",
	sqlite3.ErrIoErr: "disk-failed",
}

// CauseOf is the cause for which an archive could not be written, as far as it is known.
func CauseOf(err error) queue.Cause {
	subject := ""
	var s sqlite3.Error
	switch {
	case errors.Is(err, ErrBusy):
		subject = "busy"
	case errors.Is(err, ErrLocked):
		subject = "locked"
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		subject = "disk-full"
	case errors.Is(err, syscall.EROFS):
		subject = "read-only"
	case errors.Is(err, fs.ErrPermission):
		subject = "no-permission"
	case errors.As(err, &s) && s.SystemErrno == syscall.ENOSPC:
		subject = "disk-full" // whatever SQLite was at
	case errors.As(err, &s):
		subject = subjects[s.Code]
	}
	return queue.Cause{Kind: queue.Unkept, Subject: subject}
}

// Fault says what happened to an archive, and what to do where that is known.
func Fault(path, op string, err error) error {
	if err == nil {
		return nil
	}
	var s sqlite3.Error
	if errors.As(err, &s) && advice[s.Code] != "" {
		return told.Errorf("archive %s: %s: %s (%w)", path, op, advice[s.Code], err)
	}
	return told.Errorf("archive %s: %s: %w", path, op, err)
}

// IsDamage tells an error of the file's contents from one that would come at every row.
func IsDamage(err error) bool {
	var s sqlite3.Error
	if errors.As(err, &s) {
		return s.Code == sqlite3.ErrCorrupt || s.Code == sqlite3.ErrTooBig
	}
	return errors.As(err, new(damage))
}

// IsTrouble tells an error of SQLite that would come at every row from damage, ours included.
func IsTrouble(err error) bool {
	var s sqlite3.Error
	return errors.As(err, &s) && !IsDamage(err)
}

// damage marks what SQLite takes for sound and we do not: lists that are no JSON, pages that do not unpack. It adds
// nothing to what an error says.
type damage struct{ error }

func (d damage) Unwrap() error { return d.error }

func Damagedf(format string, args ...any) error { return damage{told.Errorf(format, args...)} }

// isCutShort reports whether a write to the file was cut short, and is yet to be undone.
func isCutShort(err error) bool {
	var s sqlite3.Error
	return errors.As(err, &s) && s.ExtendedCode == sqlite3.ErrReadonlyRollback
}

func isReadOnly(err error) bool {
	var s sqlite3.Error
	return errors.As(err, &s) && (s.Code == sqlite3.ErrReadonly || s.Code == sqlite3.ErrCantOpen)
}

func IsBusy(err error) bool {
	var s sqlite3.Error
	return errors.As(err, &s) && s.Code == sqlite3.ErrBusy
}
