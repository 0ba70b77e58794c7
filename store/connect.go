package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net/url"
	"os"

	"github.com/mattn/go-sqlite3"
)

// connectReader finds the way in which an archive can be read: as any reader, which tidies its log up behind it; where
// nobody may write; and where not even the file that readers share can be made, which is safe as long as there is no
// log.
func connectReader(ctx context.Context, path string) (a *Archive, err error) {
	for _, mode := range []string{"rw", "ro", "immutable"} {
		if mode == "immutable" && hasLog(path) {
			return nil, err
		}
		if a, err = connect(ctx, path, mode); !isReadOnly(err) {
			return a, err
		}
	}
	return nil, err
}

// hasLog reports whether there is more of a file than stands in it: a log, or what undoes a write that was cut short.
func hasLog(path string) bool {
	_, log := os.Stat(path + "-wal")
	_, journal := os.Stat(path + "-journal")
	return log == nil || journal == nil
}

// probe looks whether a file is an archive without changing a byte of it or leaving anything beside it.
func probe(ctx context.Context, path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if info.Size() == 0 {
		return nil
	}
	err = probeAs(ctx, path, "immutable")
	if hasLog(path) && !errors.Is(err, errForeign) { // the log may know better; who reads it leaves a file beside it
		err = probeAs(ctx, path, "ro")
	}
	if isCutShort(err) { // whoever may write undoes that
		return nil
	}
	return err
}

func probeAs(ctx context.Context, path, mode string) error {
	a, err := connect(ctx, path, mode)
	if err != nil {
		return err
	}
	defer a.Close()
	steps, err := migrations()
	if err != nil {
		return err
	}
	_, err = a.version(ctx, len(steps))
	return err
}

func connect(ctx context.Context, path, mode string) (*Archive, error) {
	query := url.Values{
		"mode":          {mode},
		"_busy_timeout": {"10000"},
		"_foreign_keys": {"on"},
		"_cache_size":   {"-8192"}, // KiB: what an import writes to lies all over the file
		// Every statement of ours fits: preparing them anew took a sixth of an import's time.
		"_stmt_cache_size": {"200"},
	}
	if mode != "write" {
		query.Set("_cache_size", "-4096") // of each connection: the system keeps the file
	}
	switch mode {
	case "write":
		query.Set("mode", "rw")
		query.Set("_txlock", "immediate")
		query.Set("_busy_timeout", fmt.Sprint(lockTry.Milliseconds()))
	case "rw":
		query.Set("_query_only", "on")
	case "immutable":
		query.Set("mode", "ro")
		query.Set("immutable", "1")
	}
	file, err := connected.join(path)
	if err != nil {
		return nil, fault(path, "open", plainly(err))
	}
	if mode != "immutable" { // that reads no log
		if err := checkLog(path, file); err != nil {
			connected.leave(file)
			return nil, err
		}
	}
	dsn := "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + query.Encode()
	db := sql.OpenDB(connector{dsn, &sqlite3.SQLiteDriver{ConnectHook: guard}})
	db.SetMaxOpenConns(1) // one writer; OpenReader allows more
	var tables int
	// opening alone reads nothing
	if err := db.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&tables); err != nil {
		db.Close()
		connected.leave(file)
		return nil, fault(path, "open", err)
	}
	zip, err := newCodec()
	if err != nil {
		db.Close()
		connected.leave(file)
		return nil, err
	}
	return &Archive{db: db, path: path, zip: zip, file: file}, nil
}

// connector opens connections without registering a driver for the whole program.
type connector struct {
	dsn  string
	with *sqlite3.SQLiteDriver
}

func (c connector) Connect(context.Context) (driver.Conn, error) { return c.with.Open(c.dsn) }

func (c connector) Driver() driver.Driver { return c.with }
