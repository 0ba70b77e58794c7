package frontier

import (
	"context"
	"time"

	"mingpao/extract/site"
	"mingpao/store/internal/db"
	"mingpao/store/record"
)

// LatestRun is when the latest run of any command began, be it in the future if that was not met before; the zero time
// where there was none.
func (f *Frontier) LatestRun(ctx context.Context) (time.Time, error) {
	last, _, err := db.One[string](ctx, f.View(), `SELECT coalesce(max(started), '') FROM runs
		WHERE archive = '' AND run > coalesce((SELECT CAST(value AS INTEGER) FROM about WHERE name = ?), 0)`, futureRun)
	return site.ParseStamp(last), db.Fault(f.Path(), "read runs", err)
}

// futureRun names the row of about that says up to which run stamps of the future were looked at.
const futureRun = "future run"

// byFuture brings what a run wrote whose clock was ahead back to now (?1) where it is after ?2. ?3 is when the last run
// before began: what lists said since then nobody knows.
var byFuture = []string{
	"UPDATE sources SET due = ?1 WHERE due > ?2",
	"UPDATE sources SET asked = ?3, answered = min(answered, ?3), whole = NULL WHERE asked > ?2",
	"UPDATE sources SET news = NULL WHERE news > ?2",
	"UPDATE sources SET followed = ?3 WHERE followed > ?2",
	"UPDATE sources SET through = NULL WHERE through > ?2",
	"UPDATE sources SET late = NULL WHERE late > ?2",
	"UPDATE sources SET learned = NULL, pause = 0, hour = 0 WHERE learned > ?2",
	"UPDATE sources SET alone = NULL WHERE alone > ?2",
	"UPDATE sources SET failing_since = ?1 WHERE failing_since > ?2",
	// What came does not count.
	"UPDATE pages SET due = ?1, etag = '', last_modified = '', last_fetched = ?1 WHERE last_fetched > ?2",
	"UPDATE pages SET first_seen = ?1, due = min(due, ?1) WHERE first_seen > ?2",
	"UPDATE pages SET listed = ?1 WHERE listed > ?2",
	"UPDATE pages SET failing = ?1 WHERE failing > ?2",
	"UPDATE pages SET missing = ?1 WHERE missing > ?2",
	"UPDATE wanted SET due = ?1, etag = '', last_modified = '' WHERE asked > ?2 AND due IS NOT NULL",
	"UPDATE wanted SET due = ?1 WHERE asked IS NULL AND due > ?2",
	"UPDATE wanted SET asked = ?1 WHERE asked > ?2",
	"UPDATE wanted SET failing = ?1 WHERE failing > ?2",
	"UPDATE wanted SET missing = ?1 WHERE missing > ?2",
	"UPDATE listings SET seen = '' WHERE seen > ?2",
	// the longest wait
	"UPDATE hosts SET wait_until = '' WHERE wait_until <> '' AND julianday(wait_until) > julianday(?1) + 1",
	"UPDATE hosts SET since = ?1 WHERE since > ?2",
	"UPDATE coverage SET \"read\" = ?3 WHERE \"read\" > ?2",
	"UPDATE tasks SET due = ?1 WHERE done IS NULL AND due > ?2 AND number IN (SELECT number FROM orders WHERE made > ?2)",
	"UPDATE orders SET made = ?1 WHERE made > ?2",
	"DELETE FROM requests WHERE day > substr(?2, 1, 10)",
}

// Discount has what runs left whose clock was ahead stop nobody: the queue and its accounts go on from now. What those
// runs saw stays, and does not count before its time. It returns the starts of the runs that it had not met before.
func (f *Frontier) Discount(ctx context.Context, now time.Time) (ahead []time.Time, err error) {
	after := site.Stamp(now.Add(record.Future))
	err = record.Write(ctx, f.DB, "discount stamps of the future", func(ctx context.Context, t *record.Writer) error {
		met, _, err := t.About(ctx, futureRun)
		if err != nil {
			return err
		}
		starts, err := db.Collect(ctx, t.View, db.Column[string], `SELECT started FROM runs
			WHERE archive = '' AND started > ?1 AND run > CAST(?2 AS INTEGER) ORDER BY run`, after, met)
		if err != nil || len(starts) == 0 {
			return err
		}
		for _, s := range starts {
			ahead = append(ahead, site.ParseStamp(s))
		}
		before, _, err := db.One[string](ctx, t.View,
			"SELECT coalesce(max(started), '') FROM runs WHERE archive = '' AND started <= ?", after)
		if err != nil {
			return err
		}
		for _, statement := range byFuture {
			if err := t.Exec(ctx, statement, site.Stamp(now), after, before); err != nil {
				return err
			}
		}
		if err := t.SetAside(ctx, now); err != nil {
			return err
		}
		last, _, err := db.One[string](ctx, t.View, "SELECT CAST(max(run) AS TEXT) FROM runs")
		if err != nil {
			return err
		}
		return t.Describe(ctx, futureRun, last)
	})
	return ahead, err
}
