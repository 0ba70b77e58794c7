package web

import (
	"context"
	"strings"

	"mingpao/cmd/mingpao/internal/health"
	"mingpao/store"
)

// archivePage is the state of the archive.
type archivePage struct {
	Articles, Versions, Gone, Excerpts int
	First, Last                        string // days
	Size                               int64
	Status                             *health.Status
	Findings                           []faultText // of the health check
	Crawled                            bool        // there was a crawl to look at
	Imports                            []health.Run
	Failed                             []store.Failed
	Months                             barPlot
	Years                              []facet
	Sections                           []facet
}

// failedDays is how far back failures are shown.
const failedDays = 7

func (q *request) overview() (answer, error) {
	p, err := q.examine(q.Context())
	if err != nil {
		return nil, err
	}
	v := q.newView("archive", q.say("archive"), p)
	v.Wide = true
	return v, nil
}

// examine counts.
func (q *request) examine(ctx context.Context) (*archivePage, error) {
	p := &archivePage{Size: q.archive.Size()}
	totals, err := q.archive.Totals(ctx)
	if err != nil {
		return nil, err
	}
	p.Articles, p.Versions, p.Gone, p.Excerpts = totals.Articles, totals.Versions, totals.Gone, totals.Excerpts
	p.First, p.Last = totals.First, totals.Last
	if p.Status, err = health.Of(ctx, q.archive, q.now()); err != nil {
		return nil, err
	}
	if len(p.Status.Runs) > 0 {
		check, err := health.Examine(ctx, q.archive, q.now())
		if err != nil {
			return nil, err
		}
		for i, s := range check.Said {
			p.Findings = append(p.Findings, q.speech.finding(s.Format, s.Args, check.Findings[i]))
		}
	}
	p.Crawled = len(p.Status.Runs) > 0
	if p.Imports, err = health.LastRuns(ctx, q.archive, "import"); err != nil {
		return nil, err
	}
	if p.Failed, err = q.archive.FailedSince(ctx, q.now().AddDate(0, 0, -failedDays)); err != nil {
		return nil, err
	}
	catalogue, err := q.catalogue()
	if err != nil {
		return nil, err
	}
	names, err := q.printedNames()
	if err != nil {
		return nil, err
	}
	p.count(q, catalogue.Facets(catalogue.All(), 0), names)
	return p, nil
}

func (p *archivePage) count(q *request, counted store.Facets, names map[string]string) {
	months, years, sections := tally{}, tally{}, tally{}
	for _, g := range counted.Groups {
		if len(g.Month) == len("2006-01") {
			months[g.Month] += g.Articles
			years[g.Month[:4]] += g.Articles
		}
		section := g.Edition + "/" + g.SectionCode
		sections[section] += g.Articles
	}
	search := func(pairs ...string) string { return q.link("/search") + string(newQuery(pairs...)) }
	p.Months = plotMonths(months, func(m string) string { return q.link("/month/" + m) })
	p.Years = years.facets(newest, same, func(y string) string { return search("from", y, "to", y) })
	p.Sections = sections.facets(byPlace, func(s string) string {
		return q.edition(strings.Split(s, "/")[0]) + " · " + q.sectionLabel(s, names[s])
	},
		func(s string) string { return search("section", s) })
}
