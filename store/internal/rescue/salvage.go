package rescue

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"mingpao/extract/pathless"
	"mingpao/extract/site"
	"mingpao/store/frontier"
	"mingpao/store/internal/db"
	"mingpao/store/internal/migrate"
	"mingpao/store/internal/upkeep"
	"mingpao/store/queue"
	"mingpao/store/record"
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
	return n, errors.Join(err, frontier.New(to).EndRun(ctx, run, frontier.Counts{New: n.Articles, Failed: n.Lost}, status, now))
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
		return nil, fmt.Errorf("archive %s: it holds no record of sightings; restore a backup", path)
	}
	// A view in place of a table may never end.
	strange, isStrange, err := db.One[string](ctx, d.View(), `SELECT name FROM sqlite_schema WHERE (type <> 'table' OR rootpage = 0)
		AND name IN ('addresses', 'sightings', 'captures', 'dictionaries', 'readings', 'texts', 'heads', '`+
		strings.Join(salvagedTables, "', '")+`')`)
	if err == nil && isStrange {
		d.Close()
		return nil, fmt.Errorf("archive %s: %s is no table that mingpao made; do not trust it; restore a backup", path, strange)
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
}

// sightings records what was seen, in batches.
func (s salvage) sightings(ctx context.Context, run int64, now time.Time) (saved int, err error) {
	keys, err := s.keys(ctx)
	if err != nil {
		return 0, err
	}
	for some := range slices.Chunk(keys, upkeep.MergeBatch) {
		var batch []record.Sighting
		for _, k := range some {
			one, err := s.sighting(ctx, k, now)
			if err != nil {
				if !s.isLoss(ctx, err) {
					return saved, db.Fault(s.from.Path, "read sightings", err)
				}
				s.lost(fmt.Errorf("%s at %s: %w", cmp.Or(one.URL, "a page"), k.At, err))
				continue
			}
			batch = append(batch, one)
		}
		n, err := s.record(ctx, run, batch, now)
		if saved += n; err != nil {
			return saved, err
		}
	}
	return saved, nil
}

// record records a batch, and of one that holds what no archive takes, the rest.
func (s salvage) record(ctx context.Context, run int64, batch []record.Sighting, now time.Time) (saved int, err error) {
	_, err = record.Record(ctx, s.to, run, batch, now)
	if err == nil || !s.isLoss(ctx, err) {
		return len(batch), err
	}
	if len(batch) == 1 {
		s.lost(fmt.Errorf("%s at %s: %w", cmp.Or(batch[0].URL, "a page"), site.Stamp(batch[0].At), err))
		return 0, nil
	}
	for half := range slices.Chunk(batch, (len(batch)+1)/2) {
		n, err := s.record(ctx, run, half, now)
		if saved += n; err != nil {
			return saved, err
		}
	}
	return saved, nil
}

func (s salvage) sighting(ctx context.Context, k record.SightingKey, now time.Time) (record.Sighting, error) {
	one, err := upkeep.Bare(ctx, s.from, k)
	if err == nil {
		err = upkeep.Fill(ctx, s.from, &one, k)
	}
	if err == nil {
		err = upkeep.Distrust(&one, now)
	}
	one.Run = k.Run
	return one, err
}

// keys are the sightings of which a row can be read, in the order of a merge. Where the table is damaged, its two
// indexes hold them, too.
func (s salvage) keys(ctx context.Context) ([]record.SightingKey, error) {
	found := map[record.SightingKey]record.SightingKey{} // by what tells them apart
	for _, by := range []struct{ columns, index, order string }{
		{"detail, run", "NOT INDEXED", "address, at, source, outcome, capture"},
		{"'', 0", "INDEXED BY sightings_capture", "capture, address, at, source, outcome"},
		{"'', 0", "INDEXED BY sightings_at", "at, address, source, outcome, capture"},
	} {
		scan := "SELECT address, at, source, outcome, capture, " + by.columns + " FROM sightings " + by.index + " ORDER BY "
		isWhole, err := s.bothWays(ctx, scan, by.order, func(row db.Scanner) error {
			k, err := record.ScanKey(row)
			id := k
			id.Detail, id.Run = "", 0
			if _, known := found[id]; err == nil && !known {
				found[id] = k
			}
			return err
		})
		if err != nil {
			return nil, db.Fault(s.from.Path, "read sightings", err)
		}
		if isWhole {
			break
		}
		if by.index == "NOT INDEXED" {
			s.lost(errors.New("the table sightings can be read only in part"))
		}
	}
	all := make([]record.SightingKey, 0, len(found))
	for _, k := range found {
		all = append(all, k)
	}
	slices.SortFunc(all, func(a, b record.SightingKey) int { // pages before what refers to them
		return cmp.Or(isPageFirst(a)-isPageFirst(b), cmp.Compare(a.Capture, b.Capture), cmp.Compare(a.At, b.At),
			cmp.Compare(a.Address, b.Address), strings.Compare(a.Source, b.Source))
	})
	return all, nil
}

func isPageFirst(k record.SightingKey) int {
	if k.Outcome == string(queue.SeenPage) {
		return 0
	}
	return 1
}
