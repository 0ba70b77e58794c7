package web

import (
	"context"
	"strings"

	"mingpao/cmd/mingpao/internal/charts"
	"mingpao/cmd/mingpao/internal/health"
	"mingpao/cmd/mingpao/internal/web/internal/answer"
	"mingpao/cmd/mingpao/internal/web/internal/find"
	"mingpao/store/catalog"
	"mingpao/store/frontier"
)

// archivePage is the state of the archive.
type archivePage struct {
	Articles, Versions, Gone, Excerpts, Unknown int
	First, Last                                 string // days
	Size                                        int64
	Status                                      *health.Status
	Findings                                    []string // of the health check
	Crawled                                     bool     // there was a crawl to look at
	Imports                                     []health.Run
	Failed                                      []frontier.Failed
	Months                                      charts.Bars
	Years                                       []find.Facet
	Sections                                    []find.Facet
}

// failedDays is the number of days for which failures are shown.
const failedDays = 7

func overview(q *answer.Request) (answer.Answer, error) {
	p, err := examine(q, q.Context())
	if err != nil {
		return nil, err
	}
	v := q.NewView("archive", q.Say("archive"), p)
	v.Wide = true
	return v, nil
}

// examine counts.
func examine(q *answer.Request, ctx context.Context) (*archivePage, error) {
	p := &archivePage{Size: q.Archive.Size()}
	totals, err := q.Archive.Catalog().Totals(ctx)
	if err != nil {
		return nil, err
	}
	p.Articles, p.Versions, p.Gone = totals.Articles, totals.Versions, totals.Gone
	p.Excerpts, p.Unknown = totals.Excerpts, totals.Unknown
	p.First, p.Last = totals.First, totals.Last
	if p.Status, err = health.Of(ctx, q.Archive, q.Now()); err != nil {
		return nil, err
	}
	if len(p.Status.Runs) > 0 {
		check, err := health.Examine(ctx, q.Archive, q.Now())
		if err != nil {
			return nil, err
		}
		for _, f := range check.Findings {
			p.Findings = append(p.Findings, f.In(q.Speech))
		}
	}
	p.Crawled = len(p.Status.Runs) > 0
	if p.Imports, err = health.LastRuns(ctx, q.Archive, "import", q.Now()); err != nil {
		return nil, err
	}
	if p.Failed, err = q.Archive.Frontier().FailedSince(ctx, q.Now().AddDate(0, 0, -failedDays)); err != nil {
		return nil, err
	}
	catalogue, err := q.Catalogue()
	if err != nil {
		return nil, err
	}
	names, err := q.PrintedNames()
	if err != nil {
		return nil, err
	}
	p.count(q, catalogue.Facets(catalogue.All(), 0), names)
	return p, nil
}

func (p *archivePage) count(q *answer.Request, counted catalog.Facets, names map[string]string) {
	months, years, sections := find.Tally{}, find.Tally{}, find.Tally{}
	for _, g := range counted.Groups {
		if len(g.Month) == len("2006-01") {
			months[g.Month] += g.Articles
			years[g.Month[:4]] += g.Articles
		}
		section := g.Edition + "/" + g.SectionCode
		sections[section] += g.Articles
	}
	search := func(pairs ...string) string { return q.Link("/search") + string(answer.NewQuery(pairs...)) }
	p.Months = charts.Months(months, func(m string) string { return q.Link("/month/" + m) })
	p.Years = years.Facets(find.Newest, find.Same, func(y string) string { return search("from", y, "to", y) })
	p.Sections = sections.Facets(find.ByPlace, func(s string) string {
		return q.EditionName(strings.Split(s, "/")[0]) + " · " + q.SectionLabel(s, names[s])
	},
		func(s string) string { return search("section", s) })
}
