package answer

import (
	"context"
	"time"

	"mingpao/extract/site"
	"mingpao/store/catalog"
)

// silentAfter is how long after the last look a page says loudly that there was none: a cron looks every day.
const silentAfter = 24 * time.Hour

// Silence is what a page says of looks: that nothing is new or was seen to change means little where nobody looked.
type Silence struct {
	Last  string `json:"last"`            // look at the site; "": there was none
	Days  int    `json:"days,omitempty"`  // since then, where it is longer ago than a day
	Since string `json:"since,omitempty"` // the beginning of a span; "": the page is of none
	catalog.Looked
}

// Unseen are the articles that nobody looked at again.
func (s Silence) Unseen() int { return s.Articles - s.Again }

// Silence tells when the site was last looked at, and how many of the articles that a filter admits were looked at in a
// span; "" for its beginning: no span, for its end: until now.
func (q *Request) Silence(f catalog.Filter, since, until string) (s Silence, err error) {
	s.Since = since
	if s.Last, err = Figure(q, "last look", func(ctx context.Context) (string, error) {
		return q.Archive.Catalog().LastLook(ctx, q.Now())
	}); err != nil {
		return s, err
	}
	if last := site.ParseStamp(s.Last); !last.IsZero() && q.Now().Sub(last) >= silentAfter {
		s.Days = int(q.Now().Sub(last) / (24 * time.Hour))
	}
	if since != "" {
		name := "looked " + q.Query.Encode() + " " + since + " " + until
		s.Looked, err = Figure(q, name, func(ctx context.Context) (catalog.Looked, error) {
			return q.Archive.Catalog().Looked(ctx, f, since, until)
		})
	}
	return s, err
}
