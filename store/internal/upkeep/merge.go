package upkeep

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"mingpao/store/catalog"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
	"mingpao/store/internal/ident"
	"mingpao/store/record"
)

// MergeBatch is how many sightings are merged in one transaction: a merge that was cut short goes on there.
const MergeBatch = 200

// Merge adds the sightings of another archive. What both have is added once, so that a merge can be repeated or
// resumed. What was removed for good here is left out. What was removed there stays away from here, where it is not
// here; what is here stays: Disputed lists it. It goes on after damaged pages and hands them to damaged.
func Merge(ctx context.Context, d *db.DB, other *db.DB, run int64, now time.Time,
	damaged func(error)) (n record.Imported, err error) {
	if err := mergeRemovals(ctx, d, other); err != nil {
		return n, err
	}
	runs, err := mergeRuns(ctx, d, other)
	if err != nil {
		return n, err
	}
	from := other.View()
	keys, err := db.Collect(ctx, from, record.ScanKey, `SELECT address, at, source, outcome, capture, detail, run FROM sightings
		ORDER BY outcome <> 'page', capture, at, address`) // pages before what refers to them
	if err != nil {
		return n, db.Fault(other.Path(), "read sightings", err)
	}
	for len(keys) > 0 {
		size := min(MergeBatch, len(keys))
		var batch []record.Sighting
		for _, k := range keys[:size] {
			s, known, err := missing(ctx, d, from, k, now)
			switch {
			case db.IsDamage(err):
				damaged(fmt.Errorf("archive %s: %w", other.Path(), err))
			case err != nil:
				return n, err
			case known:
				n.Known++
			default:
				s.Run = cmp.Or(runs[k.Run], run) // a run that it does not know is not ours, either
				batch = append(batch, s)
			}
		}
		keys = keys[size:]
		counts, err := record.Import(ctx, d, run, batch, now)
		n.Add(counts)
		if err != nil {
			return n, err
		}
	}
	return n, nil
}

// missing is a sighting of another archive, unless it is known here.
func missing(ctx context.Context, d *db.DB, from db.View, k record.SightingKey, now time.Time) (s record.Sighting, known bool,
	err error) {
	if s, err = Bare(ctx, from, k); err != nil {
		return s, false, err
	}
	known, err = record.Holds(ctx, d.View(), s.URL, k, s.SHA256)
	if known || err != nil {
		return s, known, err
	}
	if err = Fill(ctx, from, &s, k); err == nil {
		err = Distrust(&s, now)
	}
	return s, false, err
}

// Disputed are the articles that were removed for good in another archive and are here. Its word does not bind ours:
// they stay, until somebody removes them here.
func Disputed(ctx context.Context, d *db.DB, other *db.DB) (here []catalog.Tombstone, err error) {
	theirs, err := credibleRemovals(ctx, other)
	if err != nil {
		return nil, err
	}
	for _, stone := range theirs {
		isHere, err := holds(ctx, d.View(), stone)
		if err != nil {
			return nil, db.Fault(d.Path(), "look for removed articles", err)
		}
		if isHere {
			here = append(here, stone)
		}
	}
	return here, nil
}

// holds reports whether an archive has an article, under its own identity or another.
func holds(ctx context.Context, v db.View, stone catalog.Tombstone) (bool, error) {
	found, _, err := db.One[bool](ctx, v, `SELECT EXISTS (SELECT 1 FROM readings WHERE article = ?1)
		OR EXISTS (SELECT 1 FROM heads WHERE article = ?1) OR EXISTS (SELECT 1 FROM aliases WHERE edition = ?2 AND id = ?3)`,
		ident.ArticleNumber(stone.Edition, stone.ID), stone.Edition, stone.ID)
	return found, err
}

// mergeRemovals keeps out what was removed in another archive and is not here: it is not asked for any more, either.
func mergeRemovals(ctx context.Context, d *db.DB, other *db.DB) error {
	theirs, err := credibleRemovals(ctx, other)
	if err != nil || len(theirs) == 0 {
		return err
	}
	return d.Write(ctx, "merge removals", func(ctx context.Context, t *db.Tx) error {
		for _, stone := range theirs {
			if isHere, err := holds(ctx, t.View, stone); isHere || err != nil {
				if err != nil {
					return err
				}
				continue
			}
			if err := entomb(ctx, t, ident.ArticleNumber(stone.Edition, stone.ID), stone); err != nil {
				return err
			}
			if err := t.Exec(ctx, "UPDATE pages SET state = 'gone', due = NULL WHERE edition = ? AND id = ?", stone.Edition,
				stone.ID); err != nil {
				return err
			}
		}
		return nil
	})
}

// mergeRuns takes over the other archive's runs and returns the numbers that they have here.
func mergeRuns(ctx context.Context, d *db.DB, other *db.DB) (map[int64]int64, error) {
	type run struct {
		number                    int64
		command, version, started string
		ended, status             any
		counts                    [7]int64
	}
	theirs, err := db.Collect(ctx, other.View(), func(row db.Scanner) (r run, err error) {
		c := &r.counts
		err = row.Scan(&r.number, &r.command, &r.version, &r.started, &r.ended, &r.status, &c[0], &c[1], &c[2], &c[3], &c[4],
			&c[5], &c[6])
		return r, err
	}, "SELECT run, command, version, started, ended, status, new, changed, unchanged, gone, excerpt, failed, refused FROM runs ORDER BY run")
	if err != nil {
		return nil, db.Fault(other.Path(), "read runs", err)
	}
	numbers := map[int64]int64{}
	err = d.Write(ctx, "merge runs", func(ctx context.Context, t *db.Tx) error {
		for _, r := range theirs {
			r.command, r.version = captures.CredibleText(r.command), captures.CredibleText(r.version)
			number, found, err := db.One[int64](ctx, t.View,
				"SELECT run FROM runs WHERE command = ? AND version = ? AND started = ? AND status IS ?",
				r.command, r.version, r.started, r.status)
			if err == nil && !found {
				c := r.counts
				number, err = t.Insert(ctx, `INSERT INTO runs (command, version, started, ended, status, new, changed, unchanged, gone,
					excerpt,
					failed, refused) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, r.command, r.version, r.started, r.ended, r.status,
					c[0], c[1], c[2], c[3], c[4], c[5], c[6])
			}
			if err != nil {
				return err
			}
			numbers[r.number] = number
		}
		return nil
	})
	return numbers, err
}
