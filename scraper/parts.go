package scraper

import (
	"cmp"
	"errors"

	"mingpao/extract/site"
)

// readParts reads the lists that a list consists of. Where one of them fails, what the others name is taken, and the
// whole counts as cut off.
func (c *Crawl) readParts(source string, whole list) (list, error) {
	var first error
	for _, address := range whole.parts {
		part, err := c.readPart(source, address)
		if err != nil && !errors.Is(err, errEmpty) {
			first = cmp.Or(first, err)
			continue
		}
		whole.entries, whole.named = append(whole.entries, part.entries...), whole.named+part.named
		whole.cut = whole.cut || part.cut
	}
	whole.cut = whole.cut || first != nil
	if len(whole.entries) == 0 && first != nil {
		return whole, first
	}
	return whole.finish()
}

func (c *Crawl) readPart(source, address string) (list, error) {
	answer, err := c.fetcher.Fetch(address, site.Validators{})
	if err != nil {
		return list{}, err
	}
	return readSitemap(source, answer.Body)
}
