package verify

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"mingpao/extract/told"
	"mingpao/store/internal/db"
	"mingpao/store/internal/ident"
	"mingpao/store/record"
)

// Seal is a hash of all that was taken in up to a day of Hong Kong.
type Seal struct {
	Day    string `json:"day"` // on which something was taken in last
	SHA256 string `json:"sha256"`
	Sealed bool   `json:"sealed"` // the day has ended: else the hash changes with what is yet taken in
}

// seals are the days of the seal up to one, in their order.
func seals(ctx context.Context, v db.View, day string) ([]Seal, error) {
	return db.Collect(ctx, v, func(row db.Scanner) (s Seal, err error) {
		err = row.Scan(&s.Day, &s.SHA256, &s.Sealed)
		return s, err
	}, "SELECT day, coalesce(sha256, ''), sha256 IS NOT NULL FROM seals WHERE day <= ? ORDER BY day", day)
}

// lastDay is after all days.
const lastDay = "9999-12-31"

// SealOf is the seal of a day; of "" that of the last day that has ended, or where none has, of the last.
func SealOf(ctx context.Context, d *db.DB, day string) (s Seal, err error) {
	err = d.Still(ctx, func(v db.View) error {
		all, err := seals(ctx, v, cmp.Or(day, lastDay))
		if err != nil {
			return err
		}
		if day == "" && slices.ContainsFunc(all, Seal.isSealed) {
			all = slices.DeleteFunc(all, func(s Seal) bool { return !s.Sealed })
		}
		if len(all) == 0 {
			return errors.New("nothing had been taken in by then")
		}
		s, err = reckoned(ctx, v, all)
		return err
	})
	return s, db.Fault(d.Path(), "seal", err)
}

func (s Seal) isSealed() bool { return s.Sealed }

// reckoned is the last of some seals, worked out where its day has not ended.
func reckoned(ctx context.Context, v db.View, some []Seal) (s Seal, err error) {
	s = some[len(some)-1]
	open, before := []string{}, ""
	for _, one := range some {
		if one.Sealed {
			before = one.SHA256
		} else {
			open = append(open, one.Day)
		}
	}
	if s.Sealed {
		return s, nil
	}
	err = record.Days(ctx, v, open, func(day record.Day) error {
		before = day.Seal(before)
		return nil
	})
	s.SHA256 = before
	return s, err
}

// Held is what an archive says to a seal that somebody has kept.
type Held struct {
	Same bool `json:"same"` // all that was taken in up to the day is still what it was
	// else: the first day that differs from what was sealed; "": that cannot be told
	First   string   `json:"first,omitempty"`
	Claimed []string `json:"claimed,omitempty"` // the archives that say that it is theirs
}

// Hold holds an archive against a seal of a day that somebody has kept. It reads all that was taken in.
func Hold(ctx context.Context, d *db.DB, hash, day string) (h Held, err error) {
	err = d.Still(ctx, func(v db.View) error {
		kept, err := seals(ctx, v, day)
		if err != nil {
			return err
		}
		var now []Seal
		last := Seal{}
		if err := record.Days(ctx, v, nil, func(one record.Day) error {
			if one.Date <= day {
				last = Seal{Day: one.Date, SHA256: one.Seal(last.SHA256)}
				now = append(now, last)
			}
			return nil
		}); err != nil {
			return err
		}
		if h.Same = last.SHA256 == hash; h.Same {
			return nil
		}
		h.First = firstOther(kept, now)
		h.Claimed, err = db.Collect(ctx, v, db.Column[string],
			"SELECT DISTINCT archive FROM claimed_seals WHERE sha256 = ?", hash)
		return err
	})
	return h, db.Fault(d.Path(), "hold against a seal", err)
}

// firstOther is the first day of which the seal is not what was kept.
func firstOther(kept, now []Seal) string {
	for i := range max(len(kept), len(now)) {
		switch {
		case i >= len(kept):
			return now[i].Day
		case i >= len(now):
			return kept[i].Day
		case kept[i].Day != now[i].Day:
			return min(kept[i].Day, now[i].Day)
		case kept[i].Sealed && kept[i].SHA256 != now[i].SHA256:
			return now[i].Day
		}
	}
	return ""
}

// sealed finds days of which what was taken in is not what was sealed, each by the seal of the day before.
func (c *Checker) sealed(ctx context.Context) error {
	var found []error
	err := c.still(ctx, func(v db.View) (err error) {
		found, err = c.otherDays(ctx, v)
		return err
	})
	for _, other := range found {
		c.find(told.Errorf("seal: %w", other))
	}
	return err
}

func (c *Checker) otherDays(ctx context.Context, v db.View) (found []error, err error) {
	kept, err := seals(ctx, v, lastDay)
	if err != nil {
		return nil, err
	}
	before, looked, hash := map[string]string{}, []string{}, ""
	for _, s := range kept {
		before[s.Day], hash = hash, s.SHA256
		if s.Sealed && c.share.has(ident.NumberOf(s.Day)) {
			looked = append(looked, s.Day)
		}
	}
	now := map[string]string{}
	if err := record.Days(ctx, v, looked, func(day record.Day) error {
		now[day.Date] = day.Seal(before[day.Date])
		return nil
	}); err != nil {
		return nil, err
	}
	for _, s := range kept {
		if slices.Contains(looked, s.Day) && now[s.Day] != s.SHA256 {
			found = append(found, told.Errorf("what was taken in on %s is not what was sealed: looks were altered, taken away "+
				"or added since", s.Day))
		}
	}
	strange, err := db.Collect(ctx, v, db.Column[string], `SELECT DISTINCT taken_in FROM sightings
		WHERE taken_in NOT IN (SELECT day FROM seals)`)
	for _, day := range strange {
		found = append(found, told.Errorf("looks say that they were taken in on %.10q, when no run took any in", day))
	}
	return found, err
}
