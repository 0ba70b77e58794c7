package frontier

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"mingpao/extract/site"
	"mingpao/extract/told"
	"mingpao/store/internal/db"
	"mingpao/store/queue"
)

// NewOrder writes an order of past days into the archive and returns its number. What of those days could not be read
// so far comes forward, but for what the site has just said that it does not have. An order for the very same that is
// not done is taken up again: then that holds since it was made.
func (f *Frontier) NewOrder(ctx context.Context, w queue.Want, now time.Time) (number int64, err error) {
	err = f.Write(ctx, "order", func(ctx context.Context, t *db.Tx) error {
		var since string
		if number, since, err = openOrder(ctx, t, w, now); err != nil {
			return err
		}
		if number != 0 {
			err = t.Exec(ctx, "UPDATE tasks SET due = ? WHERE number = ? AND done IS NULL", site.Stamp(now), number)
		} else {
			number, err = t.Insert(ctx, `INSERT INTO orders (reason, from_day, to_day, sections, made, next_day)
				VALUES ('asked', ?, ?, ?, ?, ?)`, w.From, w.To, sectionNames(w.Sections), site.Stamp(now), w.To)
		}
		if err != nil {
			return err
		}
		where, args := wanted(w)
		return t.Exec(ctx, `UPDATE pages SET due = ? WHERE (failing IS NOT NULL OR missing IS NOT NULL) AND state <> 'moved'
			AND (state <> 'gone' OR last_fetched < ?)`+where, append([]any{site.Stamp(now), since}, args...)...)
	})
	return number, err
}

// just is how long an order takes the site's word that it does not have a page.
const just = time.Hour

// openOrder is the order for the very same that is not done, 0 where there is none, and since when what is missing is
// not asked for again.
func openOrder(ctx context.Context, t *db.Tx, w queue.Want, now time.Time) (number int64, since string, err error) {
	since = site.Stamp(now.Add(-just))
	var made string
	err = t.Row(ctx, `SELECT number, made FROM orders WHERE reason = 'asked' AND from_day = ? AND to_day = ?
		AND sections = ?
		AND ended IS NULL`, w.From, w.To, sectionNames(w.Sections)).Scan(&number, &made)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return 0, since, nil
	case err != nil:
		return 0, "", err
	}
	return number, min(made, since), nil
}

func sectionNames(sections []site.Section) string {
	names := []string{}
	for _, s := range sections {
		names = append(names, s.Edition+"/"+s.Code)
	}
	slices.Sort(names)
	b, err := json.Marshal(names)
	if err != nil {
		panic(err) // strings always encode
	}
	return string(b)
}

// AddGap orders days of a section that nothing covered. What covers them later ends their tasks.
func (f *Frontier) AddGap(ctx context.Context, edition, code string, days []string, now time.Time) error {
	return f.Write(ctx, "order what is missing", func(ctx context.Context, t *db.Tx) error {
		from, to := slices.Min(days), slices.Max(days)
		number, found, err := db.One[int64](ctx, t.View,
			"SELECT number FROM orders WHERE reason = 'gap' AND ended IS NULL AND made = ?", site.Stamp(now))
		if err != nil {
			return err
		}
		if !found {
			number, err = t.Insert(ctx, `INSERT INTO orders (reason, from_day, to_day, sections, made, next_day)
				VALUES ('gap', ?1, ?2, '[]', ?3, '')`,
				from, to, site.Stamp(now))
			if err != nil {
				return err
			}
		}
		if err := t.Exec(ctx, "UPDATE orders SET from_day = min(from_day, ?), to_day = max(to_day, ?) WHERE number = ?", from,
			to,
			number); err != nil {
			return err
		}
		for _, day := range days {
			err := t.Exec(ctx, `INSERT INTO tasks (number, day, edition, code, due) SELECT ?1, ?2, ?3, ?4, ?5
				WHERE NOT EXISTS (SELECT 1 FROM tasks JOIN orders USING (number)
					WHERE reason = 'gap' AND done IS NULL AND day = ?2 AND edition = ?3 AND code = ?4)`, number, day, edition, code,
				site.Stamp(now))
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// OpenGaps are the days of gaps that are not covered yet, by edition, the oldest first. Days that a late list
// does not show yet are its own trouble.
func (f *Frontier) OpenGaps(ctx context.Context, w queue.Want) (map[string][]string, error) {
	type gap struct{ edition, day string }
	scan := func(row db.Scanner) (g gap, err error) {
		err = row.Scan(&g.edition, &g.day)
		return g, err
	}
	where, args := "", []any{}
	if len(w.Sections) > 0 {
		where = " AND (" + repeated("edition = ? AND code = ?", len(w.Sections)) + ")"
		for _, s := range w.Sections {
			args = append(args, s.Edition, s.Code)
		}
	}
	rows, err := db.Collect(ctx, f.View(), scan, `SELECT DISTINCT edition, day FROM tasks JOIN orders USING (number)
		WHERE reason = 'gap' AND done IS NULL AND ended IS NULL
			AND NOT (edition = 'pns' AND day IN (SELECT day FROM calendar))
			AND NOT EXISTS (SELECT 1 FROM sources WHERE sources.edition = tasks.edition AND sources.code = tasks.code
				AND late IS NOT NULL AND shows < day)`+where+` ORDER BY edition, day`, args...)
	gaps := map[string][]string{}
	for _, g := range rows {
		gaps[g.edition] = append(gaps[g.edition], g.day)
	}
	return gaps, db.Fault(f.Path(), "read orders", err)
}

const orderColumns = `number, reason, from_day, to_day, sections, made, next_day, coalesce(ended, ''), cancelled,
	(SELECT count(*) FROM tasks WHERE tasks.number = orders.number), (SELECT count(done) FROM tasks
		WHERE tasks.number = orders.number),
	(SELECT count(*) FROM tasks WHERE tasks.number = orders.number AND done IS NULL AND attempts > 0)`

func scanOrder(row db.Scanner) (o queue.Order, err error) {
	var sections, made, ended string
	err = row.Scan(&o.Number, &o.Reason, &o.From, &o.To, &sections, &made, &o.Next, &ended, &o.IsCancelled, &o.Tasks,
		&o.Done, &o.Failing)
	if err != nil {
		return o, err
	}
	if err := json.Unmarshal([]byte(sections), &o.Sections); err != nil {
		return o, db.Damagedf("sections of order %d cannot be read: %w", o.Number, err)
	}
	o.Made, o.Ended = site.ParseStamp(made), site.ParseStamp(ended)
	return o, nil
}

// Orders are all orders, the newest first.
func (f *Frontier) Orders(ctx context.Context) ([]queue.Order, error) {
	all, err := db.Collect(ctx, f.View(), scanOrder, "SELECT "+orderColumns+" FROM orders ORDER BY number DESC")
	return all, db.Fault(f.Path(), "read orders", err)
}

// OrderOf is the state of an order.
func (f *Frontier) OrderOf(ctx context.Context, number int64) (queue.Order, error) {
	all, err := db.Collect(ctx, f.View(), scanOrder, "SELECT "+orderColumns+" FROM orders WHERE number = ?", number)
	if err == nil && len(all) == 0 {
		return queue.Order{}, told.Errorf("archive %s: there is no order %d", f.Path(), number)
	}
	if err != nil {
		return queue.Order{}, db.Fault(f.Path(), "read orders", err)
	}
	return all[0], nil
}

// CancelOrder ends an order. What of it was queued stays queued.
func (f *Frontier) CancelOrder(ctx context.Context, number int64, now time.Time) error {
	return f.Write(ctx, "cancel order", func(ctx context.Context, t *db.Tx) error {
		n, err := t.Changed(ctx, "UPDATE orders SET ended = ?, cancelled = 1 WHERE number = ? AND ended IS NULL",
			site.Stamp(now), number)
		if err == nil && n == 0 {
			err = fmt.Errorf("there is no order %d that is not done", number)
		}
		return err
	})
}
