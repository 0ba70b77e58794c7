package find

import (
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/web/internal/answer"
	"mingpao/store/catalog"
	"mingpao/store/corpus"
	"mingpao/store/search"
)

// The characters beside a hit, and the hits of an article that a page has room for.
const (
	lineWidth = 20
	maxPlaces = 30
)

// places are an article with the places of what was looked for, each in its context.
type places struct {
	catalog.Headline
	Lines []corpus.Line
	More  bool // there are more
}

// placesOf are the places in the articles of a page.
func placesOf(q *answer.Request, listed []catalog.Headline, e search.Expression) (all []places, err error) {
	finder := corpus.Words(e)
	for _, h := range listed {
		text := catalog.Text{Number: h.Number, ID: h.ID, Edition: h.Edition, Published: h.Published,
			Title: terminal.Plain(h.Title)}
		if text.Body, err = q.Archive.Catalog().Text(q.Context(), h.Number); err != nil {
			return nil, err
		}
		text.Body = terminal.Plain(text.Body)
		one := places{Headline: h}
		for line := range corpus.Lines(finder.Hits(corpus.Of(text)), lineWidth) {
			if one.More = len(one.Lines) == maxPlaces; one.More {
				break
			}
			one.Lines = append(one.Lines, line)
		}
		all = append(all, one)
	}
	return all, nil
}
