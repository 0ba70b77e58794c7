package answer

import (
	"context"

	"mingpao/cmd/mingpao/internal/health"
	"mingpao/store/catalog"
)

// Silence tells when the site was last looked at, and how many of the articles that a filter admits were looked at in a
// span; "" for its beginning: no span, for its end: until now.
func (q *Request) Silence(f catalog.Filter, since, until string) (s health.Silence, err error) {
	last, err := Figure(q, "last look", func(ctx context.Context) (string, error) {
		return q.Archive.Catalog().LastLook(ctx, q.Now())
	})
	if err != nil {
		return s, err
	}
	if s = health.SilenceSince(last, q.Now()); since != "" {
		s.Since = since
		name := "looked " + q.Narrowed().Encode() + " " + since + " " + until
		s.Looked, err = Figure(q, name, func(ctx context.Context) (catalog.Looked, error) {
			return q.Archive.Catalog().Looked(ctx, f, since, until)
		})
	}
	return s, err
}
