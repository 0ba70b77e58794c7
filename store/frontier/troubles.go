package frontier

import (
	"context"
	"encoding/json"
	"time"

	"mingpao/extract/site"
	"mingpao/store/internal/db"
	"mingpao/store/queue"
)

// Trouble is what a person was told of that lasts.
type Trouble struct {
	Cause queue.Cause // what it is known by
	Since time.Time
	Told  time.Time // last
	Well  time.Time // since when what it concerns is well again; zero: it is not
	Of    []string  // the lists and orders that it concerns; pages keep their failures themselves
	Line  string
}

// more is what the table has no column for.
type more struct {
	Well string   `json:"well,omitempty"`
	Of   []string `json:"of,omitempty"`
}

// noteOf names the row of about that holds more of a trouble.
const noteOf = "trouble "

// Troubles are those that last. One of before causes were recorded is none of them: whether it is over cannot be told,
// and what lasts is told anew.
func (f *Frontier) Troubles(ctx context.Context) ([]Trouble, error) {
	scan := func(row db.Scanner) (t Trouble, err error) {
		var since, told, note string
		err = row.Scan(&t.Cause.Kind, &t.Cause.Subject, &since, &told, &t.Line, &note)
		var m more
		if err == nil && json.Unmarshal([]byte(note), &m) != nil {
			m = more{} // somebody else's: that it was well is forgotten
		}
		t.Since, t.Told, t.Well, t.Of = site.ParseStamp(since), site.ParseStamp(told), site.ParseStamp(m.Well), m.Of
		return t, err
	}
	all, err := db.Collect(ctx, f.View(), scan, `SELECT cause, subject, since, told, line, coalesce(value, '{}')
		FROM troubles
		LEFT JOIN about ON name = ?1 || trouble WHERE cause <> '' ORDER BY since, trouble`, noteOf)
	return all, db.Fault(f.Path(), "read troubles", err)
}

// SaveTroubles keeps what a person was told, and forgets what is over.
func (f *Frontier) SaveTroubles(ctx context.Context, kept []Trouble, over []queue.Cause) error {
	if len(kept)+len(over) == 0 {
		return nil
	}
	return f.Write(ctx, "save troubles", func(ctx context.Context, tr *db.Tx) error {
		for _, t := range kept {
			if err := saveTrouble(ctx, tr, t); err != nil {
				return err
			}
		}
		for _, cause := range over {
			if err := tr.Exec(ctx, "DELETE FROM troubles WHERE trouble = ?", cause.String()); err != nil {
				return err
			}
			if err := tr.Exec(ctx, "DELETE FROM about WHERE name = ?", noteOf+cause.String()); err != nil {
				return err
			}
		}
		return nil
	})
}

func saveTrouble(ctx context.Context, tr *db.Tx, t Trouble) error {
	err := tr.Exec(ctx, `INSERT INTO troubles (trouble, cause, subject, since, told, line) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (trouble) DO UPDATE SET since = excluded.since, told = excluded.told, line = excluded.line`,
		t.Cause.String(), t.Cause.Kind,
		t.Cause.Subject, site.Stamp(t.Since), site.Stamp(t.Told), t.Line)
	if err != nil {
		return err
	}
	m := more{Of: t.Of}
	if !t.Well.IsZero() {
		m.Well = site.Stamp(t.Well)
	}
	note, err := json.Marshal(m)
	if err != nil {
		return err
	}
	return tr.Describe(ctx, noteOf+t.Cause.String(), string(note))
}

// IsFailing reports whether pages cannot be read that failed for a cause since they could be read last, whatever they
// fail for now. A status lasts while robots.txt answers with it in place of the pages.
func (f *Frontier) IsFailing(ctx context.Context, cause queue.Cause) (bool, error) {
	_, found, err := db.One[int](ctx, f.View(), `SELECT 1 FROM pages INDEXED BY pages_failing
		WHERE failing IS NOT NULL AND missing IS NULL AND due IS NOT NULL
		AND (cause = ?1 AND subject IN (?2, ?3) OR EXISTS (SELECT 1 FROM failures WHERE failures.page = pages.page
			AND at >= failing AND failures.cause = ?1 AND failures.subject IN (?2, ?3)))
		LIMIT 1`, cause.Kind, cause.Subject, queue.Robots+cause.Subject)
	return found, db.Fault(f.Path(), "read queue", err)
}
