package frontier

import (
	"context"

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

// Unread lists the pages of a day that were not read, by section.
func (f *Frontier) Unread(ctx context.Context, day string) ([]Unread, error) {
	scan := func(row db.Scanner) (u Unread, err error) {
		err = row.Scan(&u.Edition, &u.Code, &u.URL, &u.Title, &u.Cause.Kind, &u.Cause.Subject, &u.Reason, &u.Tried, &u.Due)
		return u, err
	}
	all, err := db.Collect(ctx, f.View(), scan, `SELECT edition, section_code, url,
		coalesce((SELECT title FROM listings WHERE listings.page = pages.page ORDER BY title DESC LIMIT 1), ''),
		cause, subject, last_error, coalesce(last_fetched, ''), coalesce(due, '') FROM pages
		WHERE issue = ? AND "read" = 0 AND state <> 'moved'
		AND NOT EXISTS (SELECT 1 FROM heads WHERE heads.id = pages.id AND heads.edition = pages.edition)
		AND NOT EXISTS (SELECT 1 FROM removed WHERE removed.id = pages.id AND removed.edition = pages.edition)
		ORDER BY edition DESC, section_code, id`, day)
	return all, db.Fault(f.Path(), "list unread pages", err)
}
