package rescue

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"mingpao/extract/pathless"
	"mingpao/extract/told"
	"mingpao/store/frontier"
	"mingpao/store/internal/db"
	"mingpao/store/internal/migrate"
)

// Salvaged counts what could be saved of an archive.
type Salvaged struct {
	Articles, Sightings int
	Lost                int // what was named as lost
}

// Salvage saves what can be read of a damaged or cut off archive into a new one, which does not exist yet. What is lost
// it names to lost. The old archive is only read, from a copy beside the new one.
func Salvage(ctx context.Context, old, path, program string, now time.Time, lost func(error)) (n Salvaged, err error) {
	if err := db.CheckFolder(old); err != nil {
		return n, err
	}
	if _, err := db.Resolve(path); err != nil {
		return n, fmt.Errorf("archive %s: its folder cannot be read; check that it exists: %w", path, pathless.Error(err))
	}
	if _, err := os.Stat(path); err == nil {
		return n, fmt.Errorf("%s is there; name a new file for what can be saved", path)
	}
	from, err := openDamaged(ctx, old, filepath.Dir(path))
	if err != nil {
		return n, err
	}
	defer from.Close()
	to, err := migrate.OpenUpToDate(ctx, path, db.Patience{})
	if err != nil {
		return n, err
	}
	defer to.Close()
	s := salvage{from: from.View(), to: to, lost: func(err error) { n.Lost++; lost(err) }}
	if err := s.tables(ctx); err != nil {
		return n, err
	}
	if err := s.identity(ctx); err != nil {
		return n, err
	}
	run, err := frontier.New(to).BeginRun(ctx, "salvage", program, now)
	if err != nil {
		return n, err
	}
	if n.Sightings, err = s.sightings(ctx, run, now); err != nil {
		return n, err
	}
	n.Articles, err = s.articles(ctx)
	status := 0
	if n.Lost > 0 {
		status = 3
	}
	return n, errors.Join(err, frontier.New(to).EndRun(ctx, run, frontier.Counts{New: n.Articles, Failed: n.Lost},
		status, now))
}

// openDamaged opens a copy of an archive whose end may be missing: SQLite refuses a file that is shorter than it says,
// and reads one with empty pages in their place.
func openDamaged(ctx context.Context, path, folder string) (*db.DB, error) {
	path, err := db.Resolve(path)
	if err != nil {
		return nil, db.Fault(path, "open", pathless.Error(err))
	}
	temporary, err := os.MkdirTemp(folder, ".mingpao-salvage-")
	if err != nil {
		return nil, err
	}
	copied := filepath.Join(temporary, "copy.db")
	a, err := openMended(ctx, path, copied)
	if err != nil {
		_ = os.RemoveAll(temporary)
		return nil, err
	}
	a.StandFor(path, temporary)
	return a, nil
}

func openMended(ctx context.Context, path, copied string) (*db.DB, error) {
	for _, end := range []string{"", "-wal", "-journal"} {
		if err := copyFile(path+end, copied+end); err != nil && (end == "" || !errors.Is(err, os.ErrNotExist)) {
			return nil, db.Fault(path, "copy", pathless.Error(err))
		}
	}
	if err := mendEnd(copied); err != nil {
		return nil, db.Fault(path, "copy", pathless.Error(err))
	}
	d, err := db.Connect(ctx, copied, "rw")
	if errors.Is(err, db.ErrStale) {
		_ = os.Remove(copied + "-wal")
		d, err = db.Connect(ctx, copied, "rw")
	}
	if err != nil {
		return nil, fmt.Errorf("nothing of %s can be read, restore a backup: %w", path, err)
	}
	version, err := d.View().Version(ctx)
	if err == nil && version < db.SightingsStep || errors.Is(err, db.ErrForeign) {
		d.Close()
		return nil, told.Errorf("archive %s: it holds no record of sightings; restore a backup", path)
	}
	// A view in place of a table may never end.
	strange, isStrange, err := db.One[string](ctx, d.View(), `SELECT name FROM sqlite_schema
		WHERE (type <> 'table' OR rootpage = 0)
		AND name IN ('addresses', 'sightings', 'captures', 'dictionaries', 'readings', 'texts', 'heads', '`+
		strings.Join(salvagedTables, "', '")+`')`)
	if err == nil && isStrange {
		d.Close()
		return nil, told.Errorf("archive %s: %s is not a table that mingpao made; do not trust it; restore a backup",
			path, strange)
	}
	return d, nil // what of the schema is damaged is lost
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer out.Close()
	if _, err := io.Copy(out, in); err != nil {
		return err
	}
	return out.Close()
}

// salvage moves what can be read from one archive to another.
type salvage struct {
	from db.View
	to   *db.DB
	lost func(error)

	isOld bool   // its sightings have a source in place of a witness
	id    string // of both archives
}
