package frontier

import (
	"context"
	"strings"
	"time"

	"mingpao/extract/site"
	"mingpao/store/internal/db"
	"mingpao/store/queue"
)

const pageColumns = `page, pages.edition, pages.id, url, host, attempts, visits, "read", missed, etag, last_modified,
	first_seen,
	coalesce(listed, ''), coalesce(missing, '')`

func scanPage(row db.Scanner) (p queue.Item, err error) {
	var first, listed, missing string
	err = row.Scan(&p.Number, &p.Ref.Edition, &p.Ref.ID, &p.URL, &p.Host, &p.Attempts, &p.Visits, &p.IsRead, &p.IsMissed,
		&p.Validators.ETag, &p.Validators.LastModified, &first, &listed, &missing)
	if ref, ok := site.ParseURL(p.URL); ok {
		p.Ref = ref
	}
	p.FirstSeen, p.Listed, p.Missing = site.ParseStamp(first), site.ParseStamp(listed), site.ParseStamp(missing)
	return p, err
}

// firstPage is the first page of a query, nil where there is none.
func (f *Frontier) firstPage(ctx context.Context, op, query string, args ...any) (*queue.Item, error) {
	pages, err := db.Collect(ctx, f.View(), scanPage, query, args...)
	if len(pages) == 0 || err != nil {
		return nil, db.Fault(f.Path(), op, err)
	}
	return &pages[0], nil
}

// Next is the page that is to be fetched next: untroubled ones first, then the newest issue; nil where none is due.
// Pages of hosts, and of sections as pns/s00001, that are to be left alone are passed over.
func (f *Frontier) Next(ctx context.Context, w queue.Want, skip []string, now time.Time) (*queue.Item, error) {
	pages, err := f.DuePages(ctx, w, skip, now, 1)
	if len(pages) == 0 || err != nil {
		return nil, err
	}
	return &pages[0], nil
}

// DuePages are the pages that Next would give one after the other, at most so many; 0: all.
func (f *Frontier) DuePages(ctx context.Context, w queue.Want, skip []string, now time.Time,
	most int) ([]queue.Item, error) {
	where, args := wanted(w)
	for _, name := range skip {
		if edition, code, isSection := strings.Cut(name, "/"); isSection {
			where, args = where+" AND NOT (edition = ? AND section_code = ?)", append(args, edition, code)
			continue
		}
		where, args = where+" AND host <> ?", append(args, name)
	}
	if most == 0 {
		most = -1
	}
	pages, err := db.Collect(ctx, f.View(), scanPage, "SELECT "+pageColumns+` FROM pages INDEXED BY pages_due
		WHERE due <= ?`+where+`
		ORDER BY attempts, issue DESC, page LIMIT ?`, append(append([]any{site.Stamp(now)}, args...), most)...)
	return pages, db.Fault(f.Path(), "read queue", err)
}

// Due counts the pages that are due, by the host that they are expected from and by section.
func (f *Frontier) Due(ctx context.Context, w queue.Want, now time.Time) ([]queue.Group, error) {
	return f.groups(ctx, "INDEXED BY pages_due WHERE due <= ?", w, site.Stamp(now))
}

// KeptOut counts those that robots.txt forbids and that are not due.
func (f *Frontier) KeptOut(ctx context.Context, w queue.Want, now time.Time) ([]queue.Group, error) {
	return f.groups(ctx, "INDEXED BY pages_failing WHERE failing IS NOT NULL AND due > ? AND cause = ?", w,
		site.Stamp(now), queue.Disallowed)
}

func (f *Frontier) groups(ctx context.Context, which string, w queue.Want, args ...any) ([]queue.Group, error) {
	scan := func(row db.Scanner) (g queue.Group, err error) {
		err = row.Scan(&g.Host, &g.Edition, &g.Code, &g.Pages)
		return g, err
	}
	where, more := wanted(w)
	all, err := db.Collect(ctx, f.View(), scan, "SELECT host, edition, section_code, count(*) FROM pages "+which+where+
		" GROUP BY host, edition, section_code", append(args, more...)...)
	return all, db.Fault(f.Path(), "read queue", err)
}

// wanted narrows a query to what a crawl is about. A page belongs to the section that it was listed under.
func wanted(w queue.Want) (where string, args []any) {
	if len(w.Sections) > 0 {
		where += " AND (" + repeated("listed_edition = ? AND listed_code = ?", len(w.Sections)) + ")"
		for _, s := range w.Sections {
			args = append(args, s.Edition, s.Code)
		}
	}
	if len(w.IDs) > 0 {
		where += " AND (" + repeated("pages.id = ?", len(w.IDs)) + ")"
		for _, id := range w.IDs {
			args = append(args, id)
		}
	}
	if w.From != "" {
		where, args = where+" AND issue >= ?", append(args, w.From)
	}
	if w.To != "" {
		where, args = where+" AND issue <= ?", append(args, w.To)
	}
	return where, args
}

func repeated(condition string, n int) string {
	return strings.TrimSuffix(strings.Repeat(condition+" OR ", n), " OR ")
}

// Wake makes the pages, or the pictures, of a host due at once that have failed, or that are missing, since a time.
func (f *Frontier) Wake(ctx context.Context, host string, since, now time.Time) error {
	return f.Write(ctx, "wake pages", func(ctx context.Context, t *db.Tx) error {
		for _, column := range []string{"failing", "missing"} {
			err := t.Exec(ctx, "UPDATE pages SET due = ?1 WHERE "+column+" >= ?2 AND host = ?3 AND due > ?1", site.Stamp(now),
				site.Stamp(since), host)
			if err == nil && host == site.PictureHost {
				err = t.Exec(ctx, "UPDATE wanted SET due = ?1 WHERE "+column+" >= ?2 AND due > ?1", site.Stamp(now),
					site.Stamp(since))
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// WakeFailing makes all pages and pictures due that could not be read, where another version of the program is at work
// than in the run before: what the old one could not read the new one may.
func (f *Frontier) WakeFailing(ctx context.Context, run int64, now time.Time) error {
	return f.Write(ctx, "wake pages", func(ctx context.Context, t *db.Tx) error {
		for _, table := range []string{"pages", "wanted"} {
			err := t.Exec(ctx, "UPDATE "+table+` SET due = ?1 WHERE failing IS NOT NULL AND due > ?1
				AND EXISTS (SELECT 1 FROM runs AS this
				JOIN runs AS last ON last.run = (SELECT max(run) FROM runs WHERE run < ?2 AND archive = '' AND command = 'crawl')
				WHERE this.run = ?2 AND this.version <> last.version)`, site.Stamp(now), run)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// Recheck makes all pages of some days due, and returns how many.
func (f *Frontier) Recheck(ctx context.Context, from, to string, now time.Time) (n int64, err error) {
	err = f.Write(ctx, "queue for another look", func(ctx context.Context, t *db.Tx) error {
		n, err = t.Changed(ctx, "UPDATE pages SET due = ? WHERE issue BETWEEN ? AND ? AND state <> 'moved'",
			site.Stamp(now), from, to)
		return err
	})
	return n, err
}

// OldestListed is the oldest issue, as 20251203, among the pages that a list has named and whose issue lies at most
// this many days before now, and not after tomorrow; "" where there is none.
func (f *Frontier) OldestListed(ctx context.Context, days int, now time.Time) (string, error) {
	oldest, _, err := db.One[string](ctx, f.View(), `SELECT coalesce(min(issue), '') FROM pages
		WHERE issue BETWEEN ? AND ? AND listed IS NOT NULL`, site.DayStamp(now.AddDate(0, 0, -days)),
		site.DayStamp(now.AddDate(0, 0, 1)))
	return strings.ReplaceAll(oldest, "-", ""), db.Fault(f.Path(), "read queue", err)
}

// AddressOf is where a page is fetched, "" where none is known; edition "" is any.
func (f *Frontier) AddressOf(ctx context.Context, edition, id string) (string, error) {
	found, _, err := db.One[string](ctx, f.View(), `SELECT url FROM pages
		WHERE edition IN ('pns', 'ins', 'fin', 'ol') AND id = ?1 AND ?2 IN ('', edition) AND state <> 'moved' LIMIT 1`,
		id, edition)
	return found, db.Fault(f.Path(), "read queue", err)
}

// PageOf is a page of a section's day, the soundest first; nil where none is known. Those that are missing, or could
// not be read, are asked in their own time.
func (f *Frontier) PageOf(ctx context.Context, t queue.Task) (*queue.Item, error) {
	return f.firstPage(ctx, "read queue", "SELECT "+pageColumns+` FROM pages
		WHERE edition = ?1 AND listed_edition = ?1 AND listed_code = ?2 AND issue = ?3 AND state <> 'moved'
		AND missing IS NULL AND failing IS NULL
		ORDER BY "read" DESC, attempts, last_fetched LIMIT 1`, t.Edition, t.Code, t.Day)
}
