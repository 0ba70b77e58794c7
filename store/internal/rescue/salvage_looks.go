package rescue

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"mingpao/extract/site"
	"mingpao/store/frontier"
	"mingpao/store/internal/db"
	"mingpao/store/internal/migrate"
	"mingpao/store/internal/upkeep"
	"mingpao/store/queue"
	"mingpao/store/record"
)

// sightings records what was seen, in batches.
func (s salvage) sightings(ctx context.Context, run int64, now time.Time) (saved int, err error) {
	keys, err := s.keys(ctx)
	if err != nil {
		return 0, err
	}
	read := func(yield func(record.Sighting, error) bool) {
		for _, k := range keys {
			one, err := s.sighting(ctx, k, now)
			switch {
			case s.isLoss(ctx, err):
				s.lost(fmt.Errorf("%s at %s: %w", cmp.Or(one.URL, "a page"), k.At, err))
			case !yield(one, db.Fault(s.from.Path, "read sightings", err)):
				return
			}
		}
	}
	err = upkeep.InBatches(read, func(batch []record.Sighting) error {
		n, err := s.record(ctx, run, batch, now)
		saved += n
		return err
	})
	return saved, err
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

func (s salvage) sighting(ctx context.Context, k key, now time.Time) (record.Sighting, error) {
	one, err := s.bare(ctx, k)
	if err == nil {
		err = upkeep.Fill(ctx, s.from, &one, k.SightingKey)
	}
	if err == nil {
		err = upkeep.Distrust(&one, now)
	}
	one.Run, one.Retraction = k.Run, k.Retraction
	return one, err
}

// bare is a sighting without its page. One of before witnesses were kept has the word that stood in their place; of one
// whose witness is lost, it is not recorded.
func (s salvage) bare(ctx context.Context, k key) (record.Sighting, error) {
	o := migrate.OldSource{Source: site.TimeSource(k.source)}
	if !s.isOld {
		w, err := record.WitnessOf(ctx, s.from, k.Witness)
		if err == nil || !s.isLoss(ctx, err) {
			return upkeep.BareOf(ctx, s.from, k.SightingKey, w)
		}
	}
	err := s.to.View().Row(ctx, "SELECT command, archive <> '' FROM runs WHERE run = ?", k.Run).Scan(&o.Command,
		&o.IsForeign)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return record.Sighting{}, err
	}
	return upkeep.BareOf(ctx, s.from, k.SightingKey, o.Witness(s.id))
}

// identity makes the new archive the one that was damaged, as far as that can be read.
func (s *salvage) identity(ctx context.Context) error {
	if id, err := s.from.ArchiveID(ctx); err == nil &&
		(record.Witness{Kind: record.FromFile, Archive: id, Source: site.TimeFile}).IsCredible() {
		err := s.to.Write(ctx, "salvage", func(ctx context.Context, t *db.Tx) error { return t.Describe(ctx, "archive", id) })
		if err != nil {
			return err
		}
	}
	if which, found, err := s.from.About(ctx, db.Pictures); err == nil && found {
		if err := frontier.New(s.to).TakePictures(ctx, queue.Pictures(which)); err != nil {
			return err
		}
	}
	var err error
	if s.id, err = s.to.View().ArchiveID(ctx); err != nil {
		return err
	}
	s.isOld, _, err = db.One[bool](ctx, s.from,
		"SELECT count(*) > 0 FROM pragma_table_info('sightings') WHERE name = 'source'")
	return err
}

// key is a row of the table sightings, of today or of before.
type key struct {
	record.SightingKey
	source string // of before
}

// keys are the sightings of which a row can be read, in the order of a merge. Where the table is damaged, its two
// indexes hold them, too.
func (s salvage) keys(ctx context.Context) ([]key, error) {
	who := "witness"
	if s.isOld {
		who = "source"
	}
	found := map[key]key{} // by what tells them apart
	for _, by := range []struct{ columns, index, order string }{
		{s.rest("detail", "record", "taken_in", "run", "retraction", "answer"), "NOT INDEXED", "address, at, " + who +
			", outcome, capture"},
		{s.rest("''", "0", "''", "0", "0", "0"), "INDEXED BY sightings_capture", "capture, address, at, " + who +
			", outcome"},
		{s.rest("''", "0", "''", "0", "0", "0"), "INDEXED BY sightings_at", "at, address, " + who + ", outcome, capture"},
	} {
		scan := "SELECT address, at, " + who + ", outcome, capture, " + by.columns + " FROM sightings " + by.index +
			" ORDER BY "
		isWhole, err := s.bothWays(ctx, scan, by.order, func(row db.Scanner) error {
			k, err := s.scanKey(row)
			id := k
			id.Detail, id.Record, id.TakenIn, id.Run, id.Retraction, id.Answer = "", 0, "", 0, 0, 0
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
	all := make([]key, 0, len(found))
	for _, k := range found {
		all = append(all, k)
	}
	slices.SortFunc(all, func(a, b key) int { // pages before what refers to them
		return cmp.Or(isPageFirst(a)-isPageFirst(b), cmp.Compare(a.Capture, b.Capture), cmp.Compare(a.At, b.At),
			cmp.Compare(a.Address, b.Address), cmp.Compare(a.Witness, b.Witness), strings.Compare(a.source, b.source))
	})
	return all, nil
}

// rest are the columns of a sighting that do not tell it apart; before there were two of them.
func (s salvage) rest(detail, record, takenIn, run, retraction, answer string) string {
	if s.isOld {
		return detail + ", " + run
	}
	return strings.Join([]string{detail, record, takenIn, run, retraction, answer}, ", ")
}

func (s salvage) scanKey(row db.Scanner) (k key, err error) {
	if s.isOld {
		err = row.Scan(&k.Address, &k.At, &k.source, &k.Outcome, &k.Capture, &k.Detail, &k.Run)
		return k, err
	}
	k.SightingKey, err = record.ScanKey(row)
	return k, err
}

func isPageFirst(k key) int {
	if queue.Seen(k.Outcome).IsAnew() {
		return 0
	}
	return 1
}
