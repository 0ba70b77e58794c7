package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net/url"
	"os"

	"github.com/mattn/go-sqlite3"

	"mingpao/extract/pathless"
	"mingpao/store/internal/pack"
)

// ConnectReader finds the way in which an archive can be read: as any reader, which tidies its log up after itself;
// where no one may write; and where not even the file that readers share can be made, which is safe as long as there is
// no log.
func ConnectReader(ctx context.Context, path string) (d *DB, err error) {
	for _, mode := range []string{"rw", "ro", "immutable"} {
		if mode == "immutable" && hasLog(path) {
			return nil, err
		}
		if d, err = Connect(ctx, path, mode); !isReadOnly(err) {
			return d, err
		}
	}
	return nil, err
}

// hasLog reports whether there is more of a file than is in it: a log, or what undoes a write that was cut short.
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
	// The log may know better; who reads it leaves a file beside it. And without locks, a file that another program is
	// just writing to looks damaged.
	if hasLog(path) && !errors.Is(err, ErrForeign) || IsDamage(err) {
		err = probeAs(ctx, path, "ro")
	}
	if isCutShort(err) { // whoever may write undoes that
		return nil
	}
	return err
}

func probeAs(ctx context.Context, path, mode string) error {
	d, err := Connect(ctx, path, mode)
	if err != nil {
		return err
	}
	defer d.Close()
	steps, err := migrations()
	if err != nil {
		return err
	}
	_, err = d.version(ctx, len(steps))
	return err
}

func Connect(ctx context.Context, path, mode string) (*DB, error) {
	file, err := Connected.join(path)
	if err != nil {
		return nil, Fault(path, "open", pathless.Error(err))
	}
	d, err := connect(ctx, path, mode, file)
	if err != nil {
		Connected.leave(file)
	}
	return d, err
}

// settings are the parameters of a connection.
func settings(mode string) url.Values {
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
	return query
}

func connect(ctx context.Context, path, mode string, file *openFile) (*DB, error) {
	if mode != "immutable" { // that reads no log
		if err := checkLog(path, file); err != nil {
			return nil, err
		}
	}
	dsn := "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + settings(mode).Encode()
	db := sql.OpenDB(NewConnector(dsn, Guard))
	db.SetMaxOpenConns(1) // one writer; OpenReader allows more
	if err := firstRead(ctx, db, path, file); err != nil {
		db.Close()
		return nil, Fault(path, "open", err)
	}
	zip, err := pack.NewCodec()
	if err != nil {
		db.Close()
		return nil, err
	}
	return &DB{SQL: db, path: path, Zip: zip, File: file}, nil
}

// firstRead reads something: opening alone reads nothing. A lock that is refused again though nobody has one is the
// file system's doing.
func firstRead(ctx context.Context, db *sql.DB, path string, file *openFile) error {
	var tables int
	read := func() error { return db.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&tables) }
	err := read()
	if !IsBusy(err) || !Connected.isUnlocked(file, path) {
		return err
	}
	if err = read(); IsBusy(err) {
		return errNoLocks
	}
	return err
}

// Connector opens connections without registering a driver for the whole program.
type Connector struct {
	source string
	driver *sqlite3.SQLiteDriver
}

// NewConnector opens connections to what a data source name says; each is prepared by a hook, if there is one.
func NewConnector(source string, hook func(*sqlite3.SQLiteConn) error) Connector {
	return Connector{source, &sqlite3.SQLiteDriver{ConnectHook: hook}}
}

// Connect opens a connection.
func (c Connector) Connect(context.Context) (driver.Conn, error) { return c.driver.Open(c.source) }

// Driver is SQLite's.
func (c Connector) Driver() driver.Driver { return c.driver }
