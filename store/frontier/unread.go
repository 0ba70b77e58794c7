package frontier

import (
	"context"
	"time"

	"mingpao/extract/site"
	"mingpao/store/internal/db"
	"mingpao/store/queue"
)

// Unread is a page that lists name and of which the archive has no article.
type Unread struct {
	Edition string      `json:"edition"`
	Code    string      `json:"section_code"`
	URL     string      `json:"url"`
	Title   string      `json:"title"` // as a list has it; "" where none does
	Cause   queue.Cause `json:"cause"` // why it could not be read; zero where it was not tried
	Reason  string      `json:"reason"`
	Tried   string      `json:"tried"` // last; "": never
	Due     string      `json:"due"`   // when it is to be tried again; "": never
}

// Unread lists the pages of a day that were not read, by section; "": those of all days that were tried.
func (f *Frontier) Unread(ctx context.Context, day string) ([]Unread, error) {
	scan := func(row db.Scanner) (u Unread, err error) {
		err = row.Scan(&u.Edition, &u.Code, &u.URL, &u.Title, &u.Cause.Kind, &u.Cause.Subject, &u.Reason, &u.Tried, &u.Due)
		return u, err
	}
	which, args := "issue = ?", []any{day}
	if day == "" {
		which, args = "page IN ("+tried+")", nil
	}
	all, err := db.Collect(ctx, f.View(), scan, `SELECT edition, section_code, url,
		coalesce((SELECT title FROM listings WHERE listings.page = pages.page ORDER BY title DESC LIMIT 1), ''),
		cause, subject, last_error, coalesce(last_fetched, ''), coalesce(due, '') FROM pages
		WHERE `+which+isUnread+" ORDER BY edition DESC, section_code, id", args...)
	return all, db.Fault(f.Path(), "list unread pages", err)
}

// tried are pages that a crawl tried in vain.
const tried = `SELECT page FROM pages INDEXED BY pages_failing WHERE failing IS NOT NULL
	UNION ALL SELECT page FROM pages INDEXED BY pages_missing WHERE missing IS NOT NULL AND failing IS NULL`

// isUnread leaves the pages of which there is no article.
const isUnread = ` AND "read" = 0 AND state <> 'moved'
	AND NOT EXISTS (SELECT 1 FROM heads WHERE heads.id = pages.id AND heads.edition = pages.edition)
	AND NOT EXISTS (SELECT 1 FROM removed WHERE removed.id = pages.id AND removed.edition = pages.edition)`

// UnreadBy counts the pages that were tried and not read by their cause, the most first.
func (f *Frontier) UnreadBy(ctx context.Context, now time.Time) ([]Waiting, error) {
	all, err := db.Collect(ctx, f.View(), scanWaiting, `SELECT min(last_error), cause, subject, sum(due IS NOT NULL
		AND due <= ?1), sum(due IS NULL OR due > ?1), min(first_seen)
		FROM (`+tried+") CROSS JOIN pages USING (page) WHERE true"+isUnread+`
		GROUP BY cause, subject, iif(cause = '', last_error, '') ORDER BY count(*) DESC, cause, subject`, site.Stamp(now))
	return all, db.Fault(f.Path(), "count unread pages", err)
}
