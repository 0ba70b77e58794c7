package scraper

import (
	"cmp"
	"context"
	"slices"

	"mingpao/extract/site"
	"mingpao/scraper/fetch"
	"mingpao/store/queue"
)

// keptBody is how much of the body of an answer is kept that could not be used: enough for a challenge's whole page.
const keptBody = 64 << 10

// keepUnused keeps the answer that a fault is of, if there was one, for whoever wants to know what came.
func (c *Crawl) keepUnused(ctx context.Context, source string, f *fetch.Fault) error {
	a := f.Answer
	if a == nil {
		return nil
	}
	return c.Archive.KeepUnused(ctx, queue.Unused{Source: source, URL: a.URL, At: a.At, Cause: f.Cause(),
		Program: "mingpao/" + c.Config.Version, Status: a.Status, Head: a.Telling(), Size: len(a.Body),
		Body: a.Body[:min(len(a.Body), keptBody)]})
}

// keepPage keeps an answer in a page's place. What is only gone is no riddle.
func (c *Crawl) keepPage(ctx context.Context, answer *fetch.Answer, f *fetch.Fault) error {
	if f.Kind == queue.Gone || f.Kind == queue.Interrupted {
		return nil
	}
	if f.Answer == nil {
		f.Answer = answer
	}
	return c.keepUnused(ctx, "page "+f.Host, f)
}

// meetAt notes the section of an article's address.
func (c *Crawl) meetAt(r site.Ref) {
	c.meet(site.Section{Edition: r.Edition, Code: r.SectionCode, Name: r.SectionName})
}

// meet notes a section that a page or a list names.
func (c *Crawl) meet(s site.Section) {
	if !s.MayHaveFeed() || site.SectionOf(s.Edition, s.Code) != (site.Section{}) {
		return
	}
	for _, l := range c.lists {
		if l.Edition == s.Edition && l.Code == s.Code {
			return
		}
	}
	c.met[s] = true
}

// accountMet finds the sections that no list covers and that were not met before.
func (c *Crawl) accountMet(ctx context.Context) (err error) {
	if len(c.met) == 0 {
		return nil
	}
	var met []site.Section
	for s := range c.met {
		met = append(met, s)
	}
	slices.SortFunc(met, func(a, b site.Section) int {
		return cmp.Or(cmp.Compare(a.Edition, b.Edition), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Name, b.Name))
	})
	c.report.Met, err = c.Archive.Meet(ctx, met, c.Now())
	return err
}
