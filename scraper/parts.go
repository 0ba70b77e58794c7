package scraper

import (
	"cmp"
	"context"
	"errors"

	"mingpao/scraper/lists"
	"mingpao/store/queue"
)

// readParts reads the lists that a list consists of. Where one of them fails, what the others name is taken, and the
// whole counts as cut off.
func (c *Crawl) readParts(ctx context.Context, source string, whole lists.List) (lists.List, error) {
	var first error
	for _, address := range whole.Parts {
		part, err := c.readPart(ctx, source, address)
		if err != nil && !errors.Is(err, lists.ErrEmpty) {
			first = cmp.Or(first, err)
			continue
		}
		whole = whole.With(part)
	}
	whole.Cut = whole.Cut || first != nil
	if len(whole.Entries) == 0 && first != nil {
		return whole, first
	}
	return whole.Finish()
}

func (c *Crawl) readPart(ctx context.Context, source, address string) (lists.List, error) {
	answer, err := c.fetcher.Fetch(ctx, address, queue.Validators{})
	if err != nil {
		return lists.List{}, err
	}
	return lists.Sitemap(source, answer.Body)
}
