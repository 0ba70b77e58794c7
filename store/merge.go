package store

import (
	"cmp"
	"context"
	"fmt"
	"time"
)

// mergeBatch is how many sightings are merged in one transaction: a merge that was cut short goes on there.
const mergeBatch = 200

// Merge adds the sightings of another archive. What both have is added once, so that a merge can be repeated or
// resumed. What was removed for good here is left out. What was removed there stays away from here, where it is not
// here; what is here stays: Disputed lists it. It goes on behind damaged pages and hands them to damaged.
func (a *Archive) Merge(ctx context.Context, other *Archive, run int64, now time.Time,
	damaged func(error)) (n Imported, err error) {
	if err := a.mergeRemovals(ctx, other); err != nil {
		return n, err
	}
	runs, err := a.mergeRuns(ctx, other)
	if err != nil {
		return n, err
	}
	from := other.at()
	keys, err := collect(ctx, from, scanKey, `SELECT address, at, source, outcome, capture, detail, run FROM sightings
		ORDER BY outcome <> 'page', capture, at, address`) // pages before what refers to them
	if err != nil {
		return n, fault(other.Path(), "read sightings", err)
	}
	for len(keys) > 0 {
		size := min(mergeBatch, len(keys))
		var batch []Sighting
		for _, k := range keys[:size] {
			s, known, err := a.missing(ctx, from, k)
			switch {
			case isDamage(err):
				damaged(fmt.Errorf("archive %s: %w", other.Path(), err))
			case err != nil:
				return n, err
			case known:
				n.Known++
			default:
				s.run = cmp.Or(runs[k.run], run) // a run that it does not know is not ours, either
				batch = append(batch, s)
			}
		}
		keys = keys[size:]
		counts, err := a.Import(ctx, run, batch, now)
		n.Add(counts)
		if err != nil {
			return n, err
		}
	}
	return n, nil
}

// missing is a sighting of another archive, unless it is known here.
func (a *Archive) missing(ctx context.Context, from view, k sightingKey) (s Sighting, known bool, err error) {
	if s, err = from.bare(ctx, k); err != nil {
		return s, false, err
	}
	_, known, err = one[int](ctx, a.at(), knownSighting, addressNumber(s.URL), s.URL, k.at, k.source, k.outcome, s.SHA256)
	if known || err != nil {
		return s, known, err
	}
	if err = from.fill(ctx, &s, k); err == nil {
		err = s.distrust()
	}
	return s, false, err
}

// Disputed are the articles that were removed for good in another archive and are here. That archive's word is none of
// ours: they stay, until somebody removes them here.
func (a *Archive) Disputed(ctx context.Context, other *Archive) (here []Tombstone, err error) {
	theirs, err := other.credibleRemovals(ctx)
	if err != nil {
		return nil, err
	}
	for _, stone := range theirs {
		isHere, err := a.at().holds(ctx, stone)
		if err != nil {
			return nil, fault(a.Path(), "look for removed articles", err)
		}
		if isHere {
			here = append(here, stone)
		}
	}
	return here, nil
}

// holds reports whether an archive has an article, under its own identity or another.
func (v view) holds(ctx context.Context, stone Tombstone) (bool, error) {
	found, _, err := one[bool](ctx, v, `SELECT EXISTS (SELECT 1 FROM readings WHERE article = ?1)
		OR EXISTS (SELECT 1 FROM heads WHERE article = ?1) OR EXISTS (SELECT 1 FROM aliases WHERE edition = ?2 AND id = ?3)`,
		articleNumber(stone.Edition, stone.ID), stone.Edition, stone.ID)
	return found, err
}

// mergeRemovals keeps out what was removed in another archive and is not here: it is not asked for any more, either.
func (a *Archive) mergeRemovals(ctx context.Context, other *Archive) error {
	theirs, err := other.credibleRemovals(ctx)
	if err != nil || len(theirs) == 0 {
		return err
	}
	return a.write(ctx, "merge removals", func(ctx context.Context, t *tx) error {
		for _, stone := range theirs {
			if isHere, err := t.holds(ctx, stone); isHere || err != nil {
				if err != nil {
					return err
				}
				continue
			}
			if err := t.entomb(ctx, articleNumber(stone.Edition, stone.ID), stone); err != nil {
				return err
			}
			if err := t.exec(ctx, "UPDATE pages SET state = 'gone', due = NULL WHERE edition = ? AND id = ?", stone.Edition,
				stone.ID); err != nil {
				return err
			}
		}
		return nil
	})
}

// mergeRuns takes over the other archive's runs and returns the numbers that they have here.
func (a *Archive) mergeRuns(ctx context.Context, other *Archive) (map[int64]int64, error) {
	type run struct {
		number                    int64
		command, version, started string
		ended, status             any
		counts                    [7]int64
	}
	theirs, err := collect(ctx, other.at(), func(row scanner) (r run, err error) {
		c := &r.counts
		err = row.Scan(&r.number, &r.command, &r.version, &r.started, &r.ended, &r.status, &c[0], &c[1], &c[2], &c[3], &c[4],
			&c[5], &c[6])
		return r, err
	}, "SELECT run, command, version, started, ended, status, new, changed, unchanged, gone, excerpt, failed, refused FROM runs ORDER BY run")
	if err != nil {
		return nil, fault(other.Path(), "read runs", err)
	}
	numbers := map[int64]int64{}
	err = a.write(ctx, "merge runs", func(ctx context.Context, t *tx) error {
		for _, r := range theirs {
			r.command, r.version = credibleText(r.command), credibleText(r.version)
			number, found, err := one[int64](ctx, t.view,
				"SELECT run FROM runs WHERE command = ? AND version = ? AND started = ? AND status IS ?",
				r.command, r.version, r.started, r.status)
			if err == nil && !found {
				c := r.counts
				number, err = t.insert(ctx, `INSERT INTO runs (command, version, started, ended, status, new, changed, unchanged, gone,
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
