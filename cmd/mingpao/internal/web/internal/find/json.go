package find

import (
	"mingpao/cmd/mingpao/internal/web/internal/answer"
	"mingpao/store/catalog"
)

// searchData is a page of hits for other programs.
type searchData struct {
	Query    string             `json:"query"`
	Articles int                `json:"articles"` // in all
	From     int                `json:"from"`     // of them, the first and last of the page
	To       int                `json:"to"`
	Previous string             `json:"previous,omitempty"`
	Next     string             `json:"next,omitempty"`
	Hits     []hitData          `json:"hits"`
	Facets   map[string][]Facet `json:"facets"`
}

type hitData struct {
	catalog.Headline
	Address string `json:"article_json"` // with the text, and whose word it is
}

// SearchJSON answers with a page of hits as data.
func SearchJSON(q *answer.Request) (answer.Answer, error) {
	p, err := searched(q)
	if err != nil {
		return nil, err
	}
	d := searchData{Query: p.Query, Articles: p.Total, From: p.From, To: p.To, Previous: p.Previous, Next: p.Next,
		Hits: []hitData{}, Facets: map[string][]Facet{"edition": p.Facets.Editions, "section": p.Facets.Sections,
			"author": p.Facets.Authors, "column": p.Facets.Columns, "year": p.Facets.Years, "month": p.Facets.Months}}
	for _, h := range p.Hits {
		d.Hits = append(d.Hits, hitData{h.Headline, q.Link("/a/" + h.Edition + "/" + h.ID + ".json")})
	}
	return answer.JSON(d)
}
