package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"mingpao/extract/site"
)

// NewOrder writes an order of past days into the archive and returns its number. What of those days could not be read
// so far comes forward. An order for the very same that is not done is taken up again.
func (a *Archive) NewOrder(ctx context.Context, w site.Want, now time.Time) (number int64, err error) {
	sections := sectionNames(w.Sections)
	err = a.write(ctx, "order", func(t *tx) error {
		found := false
		number, found, err = one[int64](t.view, `SELECT number FROM orders WHERE reason = 'asked' AND from_day = ?
			AND to_day = ? AND sections = ?
			AND ended IS NULL`, w.From, w.To, sections)
		if err != nil {
			return err
		}
		if found {
			if err := t.exec("UPDATE tasks SET due = ? WHERE number = ? AND done IS NULL", stamp(now), number); err != nil {
				return err
			}
		} else if number, err = t.insert(`INSERT INTO orders (reason, from_day, to_day, sections, made, next_day)
			VALUES ('asked', ?, ?, ?, ?, ?)`,
			w.From, w.To, sections, stamp(now), w.To); err != nil {
			return err
		}
		where, args := wanted(w)
		return t.exec("UPDATE pages SET due = ? WHERE (failing IS NOT NULL OR missing IS NOT NULL) AND state <> 'moved'"+where,
			append([]any{stamp(now)}, args...)...)
	})
	return number, err
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
func (a *Archive) AddGap(ctx context.Context, edition, code string, days []string, now time.Time) error {
	return a.write(ctx, "order what is missing", func(t *tx) error {
		from, to := slices.Min(days), slices.Max(days)
		number, found, err := one[int64](t.view,
			"SELECT number FROM orders WHERE reason = 'gap' AND ended IS NULL AND made = ?", stamp(now))
		if err != nil {
			return err
		}
		if !found {
			number, err = t.insert(`INSERT INTO orders (reason, from_day, to_day, sections, made, next_day)
				VALUES ('gap', ?1, ?2, '[]', ?3, '')`,
				from, to, stamp(now))
			if err != nil {
				return err
			}
		}
		if err := t.exec("UPDATE orders SET from_day = min(from_day, ?), to_day = max(to_day, ?) WHERE number = ?", from, to,
			number); err != nil {
			return err
		}
		for _, day := range days {
			err := t.exec(`INSERT INTO tasks (number, day, edition, code, due) SELECT ?1, ?2, ?3, ?4, ?5
				WHERE NOT EXISTS (SELECT 1 FROM tasks JOIN orders USING (number)
					WHERE reason = 'gap' AND done IS NULL AND day = ?2 AND edition = ?3 AND code = ?4)`, number, day, edition, code,
				stamp(now))
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// NextTask is a section's day to work on: gaps first, then the oldest order, the newest day first. It is nil where
// none is due. With an order's number only that order's count.
func (a *Archive) NextTask(ctx context.Context, order int64, w site.Want, now time.Time) (next *site.Task, err error) {
	err = a.write(ctx, "read orders", func(t *tx) error {
		for {
			tasks, err := t.openTasks(order, w, now)
			if err != nil {
				return err
			}
			if len(tasks) > 0 {
				next = &tasks[0]
				return nil
			}
			if more, err := t.beginDay(order, now); !more || err != nil {
				return err
			}
		}
	})
	return next, err
}

func (t *tx) openTasks(order int64, w site.Want, now time.Time) ([]site.Task, error) {
	where, args := "", []any{stamp(now)}
	if order != 0 {
		where, args = where+" AND number = ?", append(args, order)
	}
	if len(w.Sections) > 0 {
		where += " AND (" + repeated("edition = ? AND code = ?", len(w.Sections)) + ")"
		for _, s := range w.Sections {
			args = append(args, s.Edition, s.Code)
		}
	}
	scan := func(row scanner) (k site.Task, err error) {
		var due string
		err = row.Scan(&k.Order, &k.Day, &k.Edition, &k.Code, &k.Attempts, &due, &k.Fault)
		k.Due = parseStamp(due)
		return k, err
	}
	return collect(t.view, scan, `SELECT number, day, edition, code, attempts, tasks.due, fault
		FROM tasks INDEXED BY tasks_open
		JOIN orders USING (number) WHERE done IS NULL AND tasks.due <= ? AND ended IS NULL`+where+`
		ORDER BY reason = 'gap' DESC, number, day DESC, edition DESC, code LIMIT 1`, args...)
}

// beginDay makes the tasks of the next day of an order, those that nothing has covered since the order was made. It
// reports false where no order has a day left.
func (t *tx) beginDay(order int64, now time.Time) (bool, error) {
	var number int64
	var day, from, made, sections string
	rows, err := collect(t.view, func(row scanner) (bool, error) {
		return true, row.Scan(&number, &day, &from, &made, &sections)
	}, `SELECT number, next_day, from_day, made, sections FROM orders WHERE ended IS NULL AND next_day >= from_day
		AND next_day <> ''
		AND (?1 = 0 OR number = ?1) ORDER BY number LIMIT 1`, order)
	if err != nil || len(rows) == 0 {
		return false, err
	}
	names, err := sectionsOf(sections)
	if err != nil {
		return false, err
	}
	for _, s := range names {
		err := t.exec(`INSERT INTO tasks (number, day, edition, code, due, done) VALUES (?1, ?2, ?3, ?4, ?5,
			(SELECT "read" FROM coverage WHERE edition = ?3 AND code = ?4 AND day = ?2 AND "read" >= ?6))
				ON CONFLICT DO NOTHING`,
			number, day, s.Edition, s.Code, stamp(now), made)
		if err != nil {
			return false, err
		}
	}
	return true, t.exec("UPDATE orders SET next_day = ? WHERE number = ?", nextDay(day, -1), number)
}

func sectionsOf(list string) ([]site.Section, error) {
	var names []string
	if err := json.Unmarshal([]byte(list), &names); err != nil {
		return nil, damagedf("sections of an order cannot be read: %w", err)
	}
	if len(names) == 0 {
		return site.Listed(), nil
	}
	var sections []site.Section
	for _, name := range names {
		found, err := site.ParseSections(name)
		if err != nil {
			return nil, damagedf("sections of an order cannot be read: %w", err)
		}
		sections = append(sections, found...)
	}
	return sections, nil
}

// SaveTask keeps what became of a section's day.
func (a *Archive) SaveTask(ctx context.Context, k site.Task, now time.Time) error {
	return a.write(ctx, "save order", func(t *tx) error {
		var done any
		if k.IsDone {
			done = stamp(now)
		}
		err := t.exec("UPDATE tasks SET done = coalesce(done, ?), attempts = ?, due = ?, fault = ? WHERE number = ? AND day = ? AND edition = ? AND code = ?",
			done, k.Attempts, stamp(k.Due), k.Fault, k.Order, k.Day, k.Edition, k.Code)
		if err != nil {
			return err
		}
		return t.endOrders(now)
	})
}

// endOrders ends the orders of which nothing is left to do.
func (t *tx) endOrders(now time.Time) error {
	return t.exec(`UPDATE orders SET ended = ? WHERE ended IS NULL AND (next_day = '' OR next_day < from_day)
		AND NOT EXISTS (SELECT 1 FROM tasks WHERE tasks.number = orders.number AND done IS NULL)`, stamp(now))
}

// Gaps that nothing could close for so long are told of by status and check, not by every run.
const gapDays = 14

// OpenGaps are the days of gaps that are not covered yet, by edition, the oldest first.
func (a *Archive) OpenGaps(ctx context.Context, w site.Want, now time.Time) (map[string][]string, error) {
	type gap struct{ edition, day string }
	scan := func(row scanner) (g gap, err error) {
		err = row.Scan(&g.edition, &g.day)
		return g, err
	}
	where, args := "", []any{stamp(now.AddDate(0, 0, -gapDays))}
	if len(w.Sections) > 0 {
		where = " AND (" + repeated("edition = ? AND code = ?", len(w.Sections)) + ")"
		for _, s := range w.Sections {
			args = append(args, s.Edition, s.Code)
		}
	}
	rows, err := collect(a.at(ctx), scan, `SELECT DISTINCT edition, day FROM tasks JOIN orders USING (number)
		WHERE reason = 'gap' AND done IS NULL AND ended IS NULL AND made >= ?`+where+` ORDER BY edition, day`, args...)
	gaps := map[string][]string{}
	for _, g := range rows {
		gaps[g.edition] = append(gaps[g.edition], g.day)
	}
	return gaps, fault(a.path, "read orders", err)
}

const orderColumns = `number, reason, from_day, to_day, sections, made, next_day, coalesce(ended, ''), cancelled,
	(SELECT count(*) FROM tasks WHERE tasks.number = orders.number), (SELECT count(done) FROM tasks
		WHERE tasks.number = orders.number),
	(SELECT count(*) FROM tasks WHERE tasks.number = orders.number AND done IS NULL AND attempts > 0)`

func scanOrder(row scanner) (o site.Order, err error) {
	var sections, made, ended string
	err = row.Scan(&o.Number, &o.Reason, &o.From, &o.To, &sections, &made, &o.Next, &ended, &o.IsCancelled, &o.Tasks,
		&o.Done, &o.Failing)
	if err != nil {
		return o, err
	}
	if err := json.Unmarshal([]byte(sections), &o.Sections); err != nil {
		return o, damagedf("sections of order %d cannot be read: %w", o.Number, err)
	}
	o.Made, o.Ended = parseStamp(made), parseStamp(ended)
	return o, nil
}

// Orders are all orders, the newest first.
func (a *Archive) Orders(ctx context.Context) ([]site.Order, error) {
	all, err := collect(a.at(ctx), scanOrder, "SELECT "+orderColumns+" FROM orders ORDER BY number DESC")
	return all, fault(a.path, "read orders", err)
}

// OrderOf is the state of an order.
func (a *Archive) OrderOf(ctx context.Context, number int64) (site.Order, error) {
	all, err := collect(a.at(ctx), scanOrder, "SELECT "+orderColumns+" FROM orders WHERE number = ?", number)
	if err == nil && len(all) == 0 {
		return site.Order{}, fmt.Errorf("archive %s: there is no order %d", a.path, number)
	}
	if err != nil {
		return site.Order{}, fault(a.path, "read orders", err)
	}
	return all[0], nil
}

// CancelOrder ends an order. What of it was queued stays queued.
func (a *Archive) CancelOrder(ctx context.Context, number int64, now time.Time) error {
	return a.write(ctx, "cancel order", func(t *tx) error {
		n, err := t.changed("UPDATE orders SET ended = ?, cancelled = 1 WHERE number = ? AND ended IS NULL", stamp(now),
			number)
		if err == nil && n == 0 {
			err = fmt.Errorf("there is no order %d that is not done", number)
		}
		return err
	})
}

// Failing are the section-days of orders that could not be read so far, the newest first.
func (a *Archive) Failing(ctx context.Context) ([]site.Task, error) {
	scan := func(row scanner) (k site.Task, err error) {
		var due string
		err = row.Scan(&k.Order, &k.Day, &k.Edition, &k.Code, &k.Attempts, &due, &k.Fault)
		k.Due = parseStamp(due)
		return k, err
	}
	tasks, err := collect(a.at(ctx), scan, `SELECT number, day, edition, code, attempts, tasks.due, fault FROM tasks
		JOIN orders USING (number)
		WHERE done IS NULL AND attempts > 0 AND ended IS NULL ORDER BY day DESC, edition, code`)
	return tasks, fault(a.path, "read orders", err)
}
