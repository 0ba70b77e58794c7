package frontier

import (
	"context"
	"time"

	"mingpao/extract/site"
	"mingpao/store/internal/db"
	"mingpao/store/internal/ident"
)

// What another archive has seen is looked at again as what a crawl meets late: fresh articles at once, the others in a
// month, spread over the month after it, so that a merge costs the site no flood.
const (
	fresh = 4 * 24 * time.Hour
	month = 30 * 24 * time.Hour
)

// Join puts articles of the archive into the queue that are not in it.
func (f *Frontier) Join(ctx context.Context, articles []int64, now time.Time) error {
	if len(articles) == 0 {
		return nil
	}
	return f.Write(ctx, "add to queue", func(ctx context.Context, t *db.Tx) error {
		for _, n := range articles {
			if err := join(ctx, t, n, now); err != nil {
				return err
			}
		}
		return nil
	})
}

func join(ctx context.Context, t *db.Tx, article int64, now time.Time) error {
	url, found, err := db.One[string](ctx, t.View, `SELECT coalesce(json_extract(fields, '$.url'), '') FROM heads
		JOIN readings USING (capture, address) WHERE heads.article = ?`, article)
	ref, ok := site.ParseURL(url)
	if err != nil || !found || !ok || ident.ArticleNumber(ref.Edition, ref.ID) != article {
		return err
	}
	due := now
	if day, err := time.ParseInLocation(time.DateOnly, site.Day(ref.Date), site.Zone); err != nil || now.Sub(day) > fresh {
		due = now.Add(month + time.Duration(article%int64(month/time.Minute))*time.Minute)
	}
	return t.Exec(ctx, `INSERT INTO pages (edition, id, url, host, section_code, listed_edition, listed_code, issue, state,
		due,
		first_seen, "read") VALUES (?1, ?2, ?3, ?4, ?5, ?1, ?5, ?6, 'done', ?7, ?8, 1) ON CONFLICT (edition, id) DO NOTHING`,
		ref.Edition, ref.ID, ref.URL(), site.EditionOf(ref.Edition).Host, ref.SectionCode, site.Day(ref.Date),
		site.Stamp(due), site.Stamp(now))
}
