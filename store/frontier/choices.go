package frontier

import (
	"context"
	"slices"
	"time"

	"mingpao/extract/site"
	"mingpao/store/internal/db"
	"mingpao/store/queue"
)

// Choose keeps what a person says of lists. The zero choice leaves one to the program again; a list that was elsewhere
// begins anew.
func (f *Frontier) Choose(ctx context.Context, lists ...queue.Source) error {
	return f.Write(ctx, "keep what is said of lists", func(ctx context.Context, t *db.Tx) error {
		for _, s := range lists {
			if err := choose(ctx, t, s); err != nil {
				return err
			}
		}
		return nil
	})
}

func choose(ctx context.Context, t *db.Tx, s queue.Source) error {
	c := s.Choice
	if c == (queue.Choice{}) {
		return t.Exec(ctx, "DELETE FROM choices WHERE kind = ? AND edition = ? AND code = ?", s.Kind, s.Edition, s.Code)
	}
	err := t.Exec(ctx, `UPDATE sources SET due = NULL, failures = 0, failing_since = NULL WHERE kind = ?1 AND edition = ?2
		AND code = ?3 AND ?4 <> coalesce((SELECT address FROM choices WHERE kind = ?1 AND edition = ?2 AND code = ?3), '')`,
		s.Kind, s.Edition, s.Code, c.Address)
	if err != nil {
		return err
	}
	return t.Exec(ctx, `INSERT OR REPLACE INTO choices (kind, edition, code, address, name, off, quiet)
		VALUES (?, ?, ?, ?, ?, ?, ?)`, s.Kind, s.Edition, s.Code, c.Address, c.Name, c.IsOff, c.Quiet)
}

// Sections are those that have lists: the site's, and those that a person has added.
func (f *Frontier) Sections(ctx context.Context) ([]site.Section, error) {
	all, err := sectionsWithLists(ctx, f.View())
	return all, db.Fault(f.Path(), "read sections", err)
}

func sectionsWithLists(ctx context.Context, v db.View) ([]site.Section, error) {
	scan := func(row db.Scanner) (s site.Section, err error) {
		err = row.Scan(&s.Edition, &s.Code, &s.Name)
		s.Label = s.Name
		return s, err
	}
	added, err := db.Collect(ctx, v, scan, `SELECT edition, code, max(name) FROM choices WHERE address <> ''
		GROUP BY edition, code ORDER BY edition DESC, code`)
	all := site.Listed()
	for _, s := range added {
		if site.SectionOf(s.Edition, s.Code) == (site.Section{}) && site.IsNews(s.Edition) && s.Code != "all" {
			all = append(all, s)
		}
	}
	return all, err
}

// Calendar are the days on which the daily paper did not appear, as a person says, with the note that goes with them.
func (f *Frontier) Calendar(ctx context.Context) (map[string]string, error) {
	type entry struct{ day, note string }
	scan := func(row db.Scanner) (e entry, err error) {
		err = row.Scan(&e.day, &e.note)
		return e, err
	}
	all, err := db.Collect(ctx, f.View(), scan, "SELECT day, note FROM calendar")
	days := map[string]string{}
	for _, e := range all {
		days[e.day] = e.note
	}
	return days, db.Fault(f.Path(), "read calendar", err)
}

// AddToCalendar notes days without a paper. What was ordered of them is done.
func (f *Frontier) AddToCalendar(ctx context.Context, from, to, note string, now time.Time) error {
	return f.Write(ctx, "add to calendar", func(ctx context.Context, t *db.Tx) error {
		for day := from; day <= to && day != ""; day = site.AddDays(day, 1) {
			if err := t.Exec(ctx, "INSERT OR REPLACE INTO calendar (day, note) VALUES (?, ?)", day, note); err != nil {
				return err
			}
		}
		err := t.Exec(ctx, `UPDATE tasks SET done = ?, cause = '', subject = '', fault = '' WHERE edition = ?
			AND day BETWEEN ? AND ?
			AND done IS NULL`, site.Stamp(now), site.Daily, from, to)
		if err != nil {
			return err
		}
		return endOrders(ctx, t, now)
	})
}

// RemoveFromCalendar takes days back, and returns how many there were.
func (f *Frontier) RemoveFromCalendar(ctx context.Context, from, to string) (n int64, err error) {
	err = f.Write(ctx, "remove from calendar", func(ctx context.Context, t *db.Tx) error {
		n, err = t.Changed(ctx, "DELETE FROM calendar WHERE day BETWEEN ? AND ?", from, to)
		return err
	})
	return n, err
}

// Meet notes sections that no list covers, and returns those that are new.
func (f *Frontier) Meet(ctx context.Context, met []site.Section, now time.Time) (unknown []site.Section, err error) {
	err = f.Write(ctx, "note sections", func(ctx context.Context, t *db.Tx) error {
		covered, err := sectionsWithLists(ctx, t.View)
		if err != nil {
			return err
		}
		for _, s := range met {
			if slices.ContainsFunc(covered, func(c site.Section) bool { return c.Edition == s.Edition && c.Code == s.Code }) {
				continue
			}
			n, err := t.Changed(ctx, "INSERT INTO unlisted (edition, code, name, seen) VALUES (?, ?, ?, ?) "+
				"ON CONFLICT DO NOTHING", s.Edition, s.Code, s.Name, site.Stamp(now))
			if err != nil {
				return err
			}
			if n > 0 {
				unknown = append(unknown, s)
			}
		}
		return nil
	})
	return unknown, err
}
