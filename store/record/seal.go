package record

import (
	"context"
	"encoding/hex"

	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
)

// Days hands over what was taken in on days, in their order: on those that are named, nil for all. It must read the
// archive standing still.
func Days(ctx context.Context, v db.View, named []string, take func(Day) error) error {
	r := leafReader{v, map[int64]string{}}
	scan := func(from db.Scanner) (row, error) { return r.scan(ctx, from) }
	var day Day
	for one, err := range db.Each(ctx, v, scan, leafRows, captures.List(named)) {
		if err != nil {
			return err
		}
		if one.day != day.Date {
			if err := takeDay(day, take); err != nil {
				return err
			}
			day = Day{Date: one.day}
		}
		day.Leaves = append(day.Leaves, one.leaf)
	}
	return takeDay(day, take)
}

func takeDay(day Day, take func(Day) error) error {
	if len(day.Leaves) == 0 {
		return nil
	}
	return take(day)
}

// open has a day stand among those on which looks are taken in. One that had ended, as where a clock went back, is open
// again, with those after it.
func (t *Writer) open(ctx context.Context, day string) error {
	if t.days[day] {
		return nil
	}
	t.days[day] = true
	isOpen, _, err := db.One[bool](ctx, t.View, "SELECT sha256 IS NULL FROM seals WHERE day = ?", day)
	if isOpen || err != nil {
		return err
	}
	if err := t.Exec(ctx, "INSERT INTO seals (day) VALUES (?) ON CONFLICT DO NOTHING", day); err != nil {
		return err
	}
	return t.Exec(ctx, "UPDATE seals SET sha256 = NULL WHERE day >= ?", day)
}

// EndDays seals the days before today that are open. A look that was taken in on one of them says for good what it said
// then.
func (t *Writer) EndDays(ctx context.Context, today string) error {
	const ended = " FROM seals WHERE sha256 IS NULL AND day < ?"
	open, err := db.Collect(ctx, t.View, db.Column[string], "SELECT day"+ended, today)
	if len(open) == 0 || err != nil {
		return err
	}
	const last = "SELECT sha256 FROM seals WHERE day < ? ORDER BY day DESC LIMIT 1"
	before, _, err := db.One[string](ctx, t.View, last, open[0])
	if err != nil {
		return err
	}
	if err := Days(ctx, t.View, open, func(day Day) error {
		before = day.Seal(before)
		return t.Exec(ctx, "UPDATE seals SET sha256 = ? WHERE day = ?", before, day.Date)
	}); err != nil {
		return err
	}
	return t.Exec(ctx, "DELETE"+ended, today) // nothing is left of them
}

// isSealed reports whether a day has ended.
func (t *Writer) isSealed(ctx context.Context, day string) (bool, error) {
	sealed, _, err := db.One[bool](ctx, t.View, "SELECT sha256 IS NOT NULL FROM seals WHERE day = ?", day)
	return sealed, err
}

// KeepLeaf keeps the leaf of a look that is to go, and nothing else of it.
func (t *Writer) KeepLeaf(ctx context.Context, k SightingKey) error {
	r := leafReader{t.View, map[int64]string{}}
	one, err := r.scan(ctx, t.Row(ctx, "SELECT "+livingLeaf+ThisLook, k.Values()...))
	if err != nil {
		return err
	}
	return t.Exec(ctx, "INSERT INTO leaves (day, sha256) VALUES (?, ?) ON CONFLICT DO NOTHING", one.day,
		hex.EncodeToString(one.leaf[:]))
}

// MakeRoom keeps the leaf of a sealed look that another one, which turns out to be the same, takes the place of.
func (t *Writer) MakeRoom(ctx context.Context, k SightingKey) error {
	day, found, err := db.One[string](ctx, t.View, "SELECT taken_in FROM sightings"+ThisLook, k.Values()...)
	if !found || err != nil {
		return err
	}
	sealed, err := t.isSealed(ctx, day)
	if !sealed || err != nil {
		return err
	}
	return t.KeepLeaf(ctx, k)
}
