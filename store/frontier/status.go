package frontier

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"mingpao/extract/site"
	"mingpao/store/internal/db"
	"mingpao/store/queue"
	"mingpao/store/record"
)

// Runs are the archive's own latest runs of a command, the latest first. Those of the future do not count.
func (f *Frontier) Runs(ctx context.Context, command string, n int, now time.Time) ([]Run, error) {
	all, err := db.Collect(ctx, f.View(), scanRun, "SELECT "+runColumns+` FROM runs WHERE archive = '' AND command = ?
		AND started <= ?
		ORDER BY run DESC LIMIT ?`, command, site.Stamp(now.Add(record.Future)), n)
	return all, db.Fault(f.Path(), "read runs", err)
}

const runColumns = `run, command, version, started, coalesce(ended, ''), coalesce(status, -1), new, changed, unchanged,
	gone, excerpt, failed, refused,
	looks, inputs, coalesce((SELECT max(at) FROM retractions WHERE retractions.run = runs.run AND lifted IS NULL
		AND archive = (SELECT value FROM about WHERE name = 'archive')),
	(SELECT max(lifted) FROM retractions WHERE by = runs.run), '')`

// AllRuns are the archive's own latest runs of all commands, the latest first, as many as a limit; 0: all.
func (f *Frontier) AllRuns(ctx context.Context, limit int) ([]Run, error) {
	if limit == 0 {
		limit = -1
	}
	all, err := db.Collect(ctx, f.View(), scanRun,
		"SELECT "+runColumns+" FROM runs WHERE archive = '' ORDER BY run DESC LIMIT ?", limit)
	return all, db.Fault(f.Path(), "read runs", err)
}

func scanRun(row db.Scanner) (r Run, err error) {
	var started, ended, inputs string
	c := &r.Counts
	err = row.Scan(&r.Number, &r.Command, &r.Version, &started, &ended, &r.Status, &c.New, &c.Changed, &c.Unchanged,
		&c.Gone, &c.Excerpt,
		&c.Failed, &c.Refused, &r.Looks, &inputs, &r.Undone)
	_ = json.Unmarshal([]byte(inputs), &r.Inputs) // '': it was given nothing
	r.Started, r.Ended = site.ParseStamp(started), site.ParseStamp(ended)
	return r, err
}

// Waiting is a part of the queue: pages that wait for the same reason.
type Waiting struct {
	Reason string      `json:"reason"` // new, another look, missing, or what was seen of one that cannot be read
	Cause  queue.Cause `json:"cause"`  // why they cannot be read; zero of other pages
	Due    int         `json:"due"`    // now
	Later  int         `json:"later"`
	Oldest string      `json:"oldest"` // when the first of them was first seen
}

// Queue counts the pages that wait, by reason: the most first. Most wait for another look, later: they are counted by
// what is left of all, and the first page that is known is taken for the oldest.
func (f *Frontier) Queue(ctx context.Context, now time.Time) (all []Waiting, err error) {
	view := f.View()
	for _, query := range queueQueries {
		found, err := db.Collect(ctx, view, scanWaiting, query, site.Stamp(now))
		if err != nil {
			return nil, db.Fault(f.Path(), "read queue", err)
		}
		all = append(all, found...)
	}
	later, _, err := db.One[int](ctx, view, "SELECT count(*) FROM pages INDEXED BY pages_due WHERE due > ?",
		site.Stamp(now))
	if err != nil {
		return nil, db.Fault(f.Path(), "read queue", err)
	}
	again := Waiting{Reason: anotherLook}
	for _, w := range all {
		later -= w.Later
		if w.Reason == anotherLook {
			again = w
		}
	}
	if again.Later = later; again.Oldest == "" || later > 0 {
		again.Oldest, _, err = db.One[string](ctx, view, `SELECT first_seen FROM pages WHERE due IS NOT NULL
			AND failing IS NULL
			AND missing IS NULL AND visits > 0 ORDER BY page LIMIT 1`)
	}
	all = slices.DeleteFunc(all, func(w Waiting) bool { return w.Reason == anotherLook })
	if again.Due+again.Later > 0 {
		all = append(all, again)
	}
	slices.SortStableFunc(all, func(a, b Waiting) int { return b.Due + b.Later - a.Due - a.Later })
	return all[:min(len(all), mostReasons)], db.Fault(f.Path(), "read queue", err)
}

func scanWaiting(row db.Scanner) (w Waiting, err error) {
	err = row.Scan(&w.Reason, &w.Cause.Kind, &w.Cause.Subject, &w.Due, &w.Later, &w.Oldest)
	return w, err
}

const (
	anotherLook = "another look"
	mostReasons = 20
)

// queueQueries count what has an index: pages that fail, that are missing, and of the others those that are due.
var queueQueries = []string{
	`SELECT min(last_error), cause, subject, sum(due <= ?1), sum(due > ?1), min(first_seen)
		FROM pages INDEXED BY pages_failing
		WHERE failing IS NOT NULL AND due IS NOT NULL GROUP BY cause, subject, iif(cause = '', last_error, '')`,
	`SELECT 'missing', '', '', sum(due <= ?1), sum(due > ?1), min(first_seen) FROM pages INDEXED BY pages_missing
		WHERE missing IS NOT NULL AND failing IS NULL AND due IS NOT NULL HAVING count(*) > 0`,
	`SELECT iif(visits = 0, 'new', 'another look') AS reason, '', '', count(*), 0, min(first_seen)
		FROM pages INDEXED BY pages_due
		WHERE due <= ?1 AND failing IS NULL AND missing IS NULL GROUP BY reason`,
}

// SectionDay is what is known of a section's day.
type SectionDay struct {
	Edition string
	Code    string
	Day     string
	Listed  time.Time // when a list that covers it was read last; zero: none was
	Pages   int       // that lists have named
	Read    int       // of them
}

// SectionDays are what is known of every section's days from one on.
func (f *Frontier) SectionDays(ctx context.Context, from string) ([]SectionDay, error) {
	scan := func(row db.Scanner) (d SectionDay, err error) {
		var read string
		err = row.Scan(&d.Edition, &d.Code, &d.Day, &read, &d.Pages, &d.Read)
		d.Listed = site.ParseStamp(read)
		return d, err
	}
	all, err := db.Collect(ctx, f.View(), scan, `SELECT edition, code, day, max("read"), sum(pages), sum(done) FROM (
			SELECT edition, code, day, "read", 0 AS pages, 0 AS done FROM coverage WHERE day >= ?1
			UNION ALL SELECT listed_edition, listed_code, issue, '', count(*), sum("read" OR missing IS NOT NULL)
			FROM pages INDEXED BY pages_issue
				WHERE issue >= ?1 AND state <> 'moved' GROUP BY listed_edition, listed_code, issue)
		GROUP BY edition, code, day ORDER BY day, edition DESC, code`, from)
	return all, db.Fault(f.Path(), "read coverage", err)
}

// IsWhole reports whether all of a day is known: a list was read after it was over.
func (d SectionDay) IsWhole() bool {
	return !d.Listed.Before(complete(d.Edition, d.Day)) && !d.Listed.IsZero()
}

// Requests counts the requests to all hosts by day, from one on.
func (f *Frontier) Requests(ctx context.Context, from string) (map[string]int, error) {
	type count struct {
		day string
		n   int
	}
	scan := func(row db.Scanner) (c count, err error) {
		err = row.Scan(&c.day, &c.n)
		return c, err
	}
	rows, err := db.Collect(ctx, f.View(), scan, "SELECT day, sum(n) FROM requests WHERE day >= ? GROUP BY day", from)
	days := map[string]int{}
	for _, r := range rows {
		days[r.day] = r.n
	}
	return days, db.Fault(f.Path(), "count requests", err)
}

// weighed is how many pages and pictures are enough to say what all of them take, within some hundredths.
const weighed = 1000

// Growth is about how many bytes the pages and pictures take that were first kept after a time. Of thousands one in so
// many is weighed, by its number, which is as good as drawn.
func (f *Frontier) Growth(ctx context.Context, since time.Time) (int64, error) {
	view, from := f.View(), site.Stamp(since)
	looks, _, err := db.One[int64](ctx, view,
		"SELECT count(*) FROM sightings WHERE at >= ? AND outcome IN ('page', 'picture')", from)
	if err != nil {
		return 0, db.Fault(f.Path(), "measure", err)
	}
	one := 1 + looks/weighed
	bytes, _, err := db.One[int64](ctx, view, `SELECT coalesce(sum(length(data)), 0) FROM captures WHERE capture IN
		(SELECT capture FROM sightings AS s WHERE at >= ?1 AND outcome IN ('page', 'picture') AND capture % ?2 = 0
			AND NOT EXISTS (SELECT 1 FROM sightings AS before WHERE before.capture = s.capture AND before.at < ?1))`, from, one)
	return bytes * one, db.Fault(f.Path(), "measure", err)
}

// Accept notes that a paragraph is no notice, however often it is in articles.
func (f *Frontier) Accept(ctx context.Context, text string, now time.Time) error {
	return f.Write(ctx, "accept text", func(ctx context.Context, t *db.Tx) error {
		return t.Exec(ctx, "INSERT INTO accepted (text, at) VALUES (?, ?) ON CONFLICT DO NOTHING", text, site.Stamp(now))
	})
}

// Accepted are the paragraphs that are no notices.
func (f *Frontier) Accepted(ctx context.Context) ([]string, error) {
	all, err := db.Collect(ctx, f.View(), db.Column[string], "SELECT text FROM accepted")
	return all, db.Fault(f.Path(), "read accepted text", err)
}

// Run is a run of a command.
type Run struct {
	Number  int64
	Command string
	Version string // of the program
	Started time.Time
	Ended   time.Time // zero: it was killed, or is still running
	Status  int
	Counts  Counts
	Inputs  []string // that it was given: files, archives, the run that it took back
	Looks   int      // that it added
	Undone  string   // when it was taken back; "": it stands
}

// LastRun is the latest run of a command; ok is false where there was none.
func (f *Frontier) LastRun(ctx context.Context, command string, now time.Time) (r Run, ok bool, err error) {
	runs, err := f.Runs(ctx, command, 1, now)
	if err != nil || len(runs) == 0 {
		return r, false, err
	}
	return runs[0], true, nil
}

// Failed is an attempt at a page that saw nothing of it.
type Failed struct {
	URL     string
	At      string
	Outcome string // failed, refused
	Cause   queue.Cause
	Detail  string // what was seen
	Again   bool   // it will be tried again
}

// FailedSince lists the attempts at or after a time that saw nothing, the oldest first.
func (f *Frontier) FailedSince(ctx context.Context, from time.Time) ([]Failed, error) {
	scan := func(row db.Scanner) (one Failed, err error) {
		err = row.Scan(&one.URL, &one.At, &one.Outcome, &one.Cause.Kind, &one.Cause.Subject, &one.Detail, &one.Again)
		return one, err
	}
	all, err := db.Collect(ctx, f.View(), scan, `SELECT url, at, outcome, failures.cause, failures.subject, detail,
		due IS NOT NULL FROM failures
		JOIN pages USING (page)
		WHERE at >= ? ORDER BY at, failure`, site.Stamp(from))
	return all, db.Fault(f.Path(), "read failures", err)
}
