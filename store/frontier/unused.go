package frontier

import (
	"context"

	"mingpao/extract/site"
	"mingpao/store/internal/db"
	"mingpao/store/queue"
)

// fewAnswers are kept of each list and cause: the latest.
const fewAnswers = 3

// KeepUnused keeps an answer that could not be used. One that is the same as the last of its list and cause takes its
// place.
func (f *Frontier) KeepUnused(ctx context.Context, a queue.Unused) error {
	return f.Write(ctx, "keep answer", func(ctx context.Context, t *db.Tx) error {
		err := t.Exec(ctx, `DELETE FROM unused WHERE source = ?1 AND cause = ?2 AND subject = ?3 AND (body = ?4
			OR unused <= (SELECT unused FROM unused WHERE source = ?1 AND cause = ?2 AND subject = ?3
				ORDER BY unused DESC LIMIT 1 OFFSET ?5))`, a.Source, a.Cause.Kind, a.Cause.Subject, notNil(a.Body), fewAnswers-1)
		if err != nil {
			return err
		}
		return t.Exec(ctx, `INSERT INTO unused (source, url, at, cause, subject, program, status, head, bytes, body)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, a.Source, a.URL, site.Stamp(a.At), a.Cause.Kind, a.Cause.Subject, a.Program,
			a.Status, a.Head, a.Size, notNil(a.Body))
	})
}

func notNil(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

// Unused are the answers that could not be used and were kept, the latest first; with the key of a list only its own.
func (f *Frontier) Unused(ctx context.Context, source string) ([]queue.Unused, error) {
	scan := func(row db.Scanner) (a queue.Unused, err error) {
		var at string
		err = row.Scan(&a.Source, &a.URL, &at, &a.Cause.Kind, &a.Cause.Subject, &a.Program, &a.Status, &a.Head,
			&a.Size, &a.Body)
		a.At = site.ParseStamp(at)
		return a, err
	}
	all, err := db.Collect(ctx, f.View(), scan, `SELECT source, url, at, cause, subject, program, status, head, bytes, body
		FROM unused WHERE ?1 = '' OR source = ?1 ORDER BY unused DESC`, source)
	return all, db.Fault(f.Path(), "read answers", err)
}
