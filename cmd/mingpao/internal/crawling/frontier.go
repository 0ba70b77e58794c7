package crawling

import (
	"context"
	"time"

	"mingpao/scraper"
	"mingpao/store"
	"mingpao/store/frontier"
	"mingpao/store/queue"
)

// crawled is the archive as a crawl sees it. It is where scraper and store meet.
type crawled struct {
	*frontier.Frontier
	archive *store.Archive
	run     int64
	now     func() time.Time
}

var _ scraper.Archive = crawled{}

// Settle keeps what a look at a page gave.
func (c crawled) Settle(ctx context.Context, v queue.Visit) (queue.Outcome, error) {
	return c.archive.Settle(ctx, c.run, v, c.now())
}
