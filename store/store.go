package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net/url"
	"os"
	"time"

	"github.com/mattn/go-sqlite3"

	"mingpao/extract/site"
)

// Archive is an open archive. One connection writes; its methods may be called from several goroutines.
type Archive struct {
	db   *sql.DB
	path string
	zip  *codec
}

// Open opens the archive at path, makes it where there is none, and brings an older one up to date.
func Open(path string) (*Archive, error) {
	a, err := connect(path, "rwc")
	if err != nil {
		return nil, err
	}
	if err := a.migrate(); err != nil {
		a.Close()
		return nil, err
	}
	return a, nil
}

// OpenReader opens an existing archive to read it. A crawl may be writing to it; it may also lie where nobody may write.
func OpenReader(path string) (*Archive, error) {
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("archive %s: there is none; mingpao crawl or mingpao import makes one", path)
	}
	a, err := connect(path, "rw")
	if isReadOnly(err) {
		a, err = connect(path, "ro")
	}
	if err != nil {
		return nil, err
	}
	a.db.SetMaxOpenConns(4)
	if err := a.checkVersion(); err != nil {
		a.Close()
		return nil, err
	}
	return a, nil
}

func connect(path, mode string) (*Archive, error) {
	query := url.Values{
		"mode":          {mode},
		"_busy_timeout": {"10000"},
		"_journal_mode": {"WAL"},
		"_synchronous":  {"NORMAL"},
		"_foreign_keys": {"on"},
		"_txlock":       {"immediate"},
	}
	if mode == "ro" {
		query.Del("_journal_mode")
		// Readers share a file beside the archive. Where they cannot make it, there must be no writer: no log says so.
		if _, err := os.Stat(path + "-wal"); errors.Is(err, os.ErrNotExist) {
			query.Set("immutable", "1")
		}
	}
	dsn := "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + query.Encode()
	db := sql.OpenDB(connector{dsn, &sqlite3.SQLiteDriver{ConnectHook: func(c *sqlite3.SQLiteConn) error {
		if err := c.RegisterFunc("fold", Fold, true); err != nil {
			return err
		}
		return c.RegisterFunc("terms", Terms, true)
	}}})
	db.SetMaxOpenConns(1) // one writer; OpenReader allows more
	a := &Archive{db: db, path: path}
	if err := db.Ping(); err != nil {
		db.Close()
		return nil, a.fault("open", err)
	}
	var err error
	if a.zip, err = newCodec(); err != nil {
		db.Close()
		return nil, err
	}
	return a, nil
}

func isReadOnly(err error) bool {
	var s sqlite3.Error
	return errors.As(err, &s) && (s.Code == sqlite3.ErrReadonly || s.Code == sqlite3.ErrCantOpen)
}

// connector opens connections without registering a driver for the whole program.
type connector struct {
	dsn    string
	driver *sqlite3.SQLiteDriver
}

func (c connector) Connect(context.Context) (driver.Conn, error) { return c.driver.Open(c.dsn) }
func (c connector) Driver() driver.Driver                        { return c.driver }

// Close closes the archive.
func (a *Archive) Close() error {
	a.zip.close()
	return a.db.Close()
}

// Verify reads the whole archive and says what is wrong with it.
func (a *Archive) Verify() error {
	var answer string
	if err := a.db.QueryRow("PRAGMA integrity_check(1)").Scan(&answer); err != nil {
		return a.fault("verify", err)
	}
	if answer != "ok" {
		return fmt.Errorf("archive %s: %s", a.path, answer)
	}
	_, err := a.db.Exec("INSERT INTO search (search) VALUES ('integrity-check')")
	return a.fault("verify index", err)
}

// Path is where the archive lies.
func (a *Archive) Path() string { return a.path }

// fault says what happened to the archive, and what to do where that is known.
func (a *Archive) fault(op string, err error) error {
	if err == nil {
		return nil
	}
	var s sqlite3.Error
	if !errors.As(err, &s) {
		return fmt.Errorf("archive %s: %s: %w", a.path, op, err)
	}
	advice := map[sqlite3.ErrNo]string{
		sqlite3.ErrFull:     "the disk is full; make room and run again, nothing finished is lost",
		sqlite3.ErrReadonly: "it is read-only; check the permissions of the file and its folder",
		sqlite3.ErrCantOpen: "it cannot be opened; check that the folder exists and may be written",
		sqlite3.ErrCorrupt:  "it is damaged; restore a backup, or save what can be read with: sqlite3 FILE .recover",
		sqlite3.ErrNotADB:   "it is no archive of mingpao",
		sqlite3.ErrBusy:     "another program is writing to it",
		sqlite3.ErrIoErr:    "the disk failed",
	}[s.Code]
	if advice == "" {
		return fmt.Errorf("archive %s: %s: %w", a.path, op, err)
	}
	return fmt.Errorf("archive %s: %s: %s (%w)", a.path, op, advice, err)
}

// write carries out a transaction. The operation is for the message of an error.
func (a *Archive) write(op string, do func(tx *sql.Tx) error) error {
	tx, err := a.db.Begin()
	if err != nil {
		return a.fault(op, err)
	}
	defer tx.Rollback()
	if err := do(tx); err != nil {
		a.zip.forget()
		return a.fault(op, err)
	}
	if err := tx.Commit(); err != nil {
		a.zip.forget()
		return a.fault(op, err)
	}
	return nil
}

// site.Zone has no daylight saving time: its offset never changes, and times compare as text.

func stamp(t time.Time) string { return t.In(site.Zone).Format(time.RFC3339) }

func parseStamp(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return time.Time{}
	}
	return t
}

// nullStamp is NULL for the zero time.
func nullStamp(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return stamp(t)
}
