package frontier

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"mingpao/extract/site"
	"mingpao/store/internal/db"
	"mingpao/store/queue"
)

// NextTask is a section's day to work on: gaps first, then the oldest order, the newest day first. It is nil where
// none is due. With an order's number only that order's count.
func (f *Frontier) NextTask(ctx context.Context, order int64, w queue.Want, now time.Time) (next *queue.Task,
	err error) {
	err = f.Write(ctx, "read orders", func(ctx context.Context, t *db.Tx) error {
		for {
			tasks, err := openTasks(ctx, t, order, w, now)
			if err != nil {
				return err
			}
			if len(tasks) > 0 {
				next = &tasks[0]
				return nil
			}
			more, err := beginDay(ctx, t, order, now)
			if err != nil {
				return err
			}
			if !more {
				return endOrders(ctx, t, now) // the last days may have been covered since they were ordered
			}
		}
	})
	return next, err
}

const taskColumns = "number, day, edition, code, attempts, tasks.due, cause, subject, fault"

func scanTask(row db.Scanner) (k queue.Task, err error) {
	var due string
	err = row.Scan(&k.Order, &k.Day, &k.Edition, &k.Code, &k.Attempts, &due, &k.Cause.Kind, &k.Cause.Subject, &k.Fault)
	k.Due = site.ParseStamp(due)
	return k, err
}

func openTasks(ctx context.Context, t *db.Tx, order int64, w queue.Want, now time.Time) ([]queue.Task, error) {
	where, args := "", []any{site.Stamp(now)}
	if order != 0 {
		where, args = where+" AND number = ?", append(args, order)
	}
	if len(w.Sections) > 0 {
		where += " AND (" + repeated("edition = ? AND code = ?", len(w.Sections)) + ")"
		for _, s := range w.Sections {
			args = append(args, s.Edition, s.Code)
		}
	}
	return db.Collect(ctx, t.View, scanTask, "SELECT "+taskColumns+`
		FROM tasks INDEXED BY tasks_open
		JOIN orders USING (number) WHERE done IS NULL AND tasks.due <= ? AND ended IS NULL`+where+`
		ORDER BY reason = 'gap' DESC, number, day DESC, edition DESC, code LIMIT 1`, args...)
}

// beginDay makes the tasks of the next day of an order, those that nothing has covered since the order was made. It
// reports false where no order has a day left.
func beginDay(ctx context.Context, t *db.Tx, order int64, now time.Time) (bool, error) {
	var number int64
	var day, from, made, sections string
	rows, err := db.Collect(ctx, t.View, func(row db.Scanner) (bool, error) {
		return true, row.Scan(&number, &day, &from, &made, &sections)
	}, `SELECT number, next_day, from_day, made, sections FROM orders WHERE ended IS NULL AND next_day >= from_day
		AND next_day <> ''
		AND (?1 = 0 OR number = ?1) ORDER BY number LIMIT 1`, order)
	if err != nil || len(rows) == 0 {
		return false, err
	}
	names, err := sectionsOf(ctx, t.View, sections)
	if err != nil {
		return false, err
	}
	for _, s := range names {
		err := t.Exec(ctx, `INSERT INTO tasks (number, day, edition, code, due, done) VALUES (?1, ?2, ?3, ?4, ?5,
			(SELECT "read" FROM coverage WHERE edition = ?3 AND code = ?4 AND day = ?2 AND "read" >= ?6
			UNION ALL SELECT ?5 FROM calendar WHERE day = ?2 AND ?3 = 'pns'))
				ON CONFLICT DO NOTHING`,
			number, day, s.Edition, s.Code, site.Stamp(now), made)
		if err != nil {
			return false, err
		}
	}
	return true, t.Exec(ctx, "UPDATE orders SET next_day = ? WHERE number = ?", site.AddDays(day, -1), number)
}

func sectionsOf(ctx context.Context, v db.View, list string) ([]site.Section, error) {
	var names []string
	if err := json.Unmarshal([]byte(list), &names); err != nil {
		return nil, db.Damagedf("sections of an order cannot be read: %w", err)
	}
	if len(names) == 0 {
		return sectionsWithLists(ctx, v)
	}
	var sections []site.Section
	for _, name := range names {
		edition, code, _ := strings.Cut(name, "/")
		if !site.IsNews(edition) || code == "" {
			return nil, db.Damagedf("an order of section %q cannot be read", name)
		}
		sections = append(sections, site.Section{Edition: edition, Code: code})
	}
	return sections, nil
}

// SaveTask keeps what became of a section's day.
func (f *Frontier) SaveTask(ctx context.Context, k queue.Task, now time.Time) error {
	return f.Write(ctx, "save order", func(ctx context.Context, t *db.Tx) error {
		var done any
		if k.IsDone {
			done = site.Stamp(now)
		}
		err := t.Exec(ctx, `UPDATE tasks SET done = coalesce(done, ?), attempts = ?, due = ?, cause = ?, subject = ?,
			fault = ?
			WHERE number = ? AND day = ? AND edition = ? AND code = ?`,
			done, k.Attempts, site.Stamp(k.Due), k.Cause.Kind, k.Cause.Subject, k.Fault, k.Order, k.Day, k.Edition, k.Code)
		if err != nil {
			return err
		}
		return endOrders(ctx, t, now)
	})
}

// endOrders ends the orders of which nothing is left to do.
func endOrders(ctx context.Context, t *db.Tx, now time.Time) error {
	return t.Exec(ctx, `UPDATE orders SET ended = ? WHERE ended IS NULL AND (next_day = '' OR next_day < from_day)
		AND NOT EXISTS (SELECT 1 FROM tasks WHERE tasks.number = orders.number AND done IS NULL)`, site.Stamp(now))
}

// Failing are the section-days of orders that could not be read so far, the newest first.
func (f *Frontier) Failing(ctx context.Context) ([]queue.Task, error) {
	tasks, err := db.Collect(ctx, f.View(), scanTask, "SELECT "+taskColumns+` FROM tasks
		JOIN orders USING (number)
		WHERE done IS NULL AND attempts > 0 AND ended IS NULL ORDER BY day DESC, edition, code`)
	return tasks, db.Fault(f.Path(), "read orders", err)
}
