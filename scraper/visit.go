package scraper

import (
	"context"
	"errors"
	"time"

	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/scraper/fetch"
	"mingpao/scraper/verdict"
	"mingpao/store/queue"
)

// fetch gets an address: an answer, a fault, or an error of the archive.
func (c *Crawl) fetch(ctx context.Context, address string, v queue.Validators) (*fetch.Answer, *fetch.Fault, error) {
	return told(c.fetcher.Fetch(ctx, address, v))
}

func told(answer *fetch.Answer, err error) (*fetch.Answer, *fetch.Fault, error) {
	var f *fetch.Fault
	if err == nil || errors.As(err, &f) {
		return answer, f, nil
	}
	return nil, nil, err
}

// visit fetches one page and settles what became of it. A fault is settled, too; an error is the archive's.
func (c *Crawl) visit(ctx, keep context.Context, p queue.Item) error {
	c.report.Tried++
	answer, fault, err := c.fetch(ctx, p.URL, p.Validators)
	if err != nil {
		return err
	}
	if fault != nil {
		return c.failed(keep, p, nil, fault)
	}
	if answer.NotModified() {
		return c.unchanged(keep, p, answer)
	}
	article, fault := verdict.Judge(ctx, p.Ref, answer)
	if fault != nil {
		fault.Host = site.HostOf(answer.URL)
		return c.failed(keep, p, answer, fault)
	}
	c.pages++
	// The siblings first: a page that is saved must not have to be fetched again for them.
	if err := c.addSiblings(keep, article, answer.Body); err != nil {
		return err
	}
	outcome, err := c.Archive.Settle(keep, queue.Visit{Item: p, At: answer.At, Look: queue.Read, Article: article,
		Answer: answer.Answer, Host: site.HostOf(answer.URL), Wishes: c.Pictures,
		Again: verdict.NextVisit(article.Edition, article.Published, p.FirstSeen, c.Now())})
	if err != nil {
		return err
	}
	c.report.Read++
	c.tally(outcome, article)
	c.Log.Info("page", "outcome", string(outcome), "url", article.URL, "title", article.Title)
	return c.hosts.gave(keep, site.HostOf(answer.URL), p.Attempts > 0)
}

func (c *Crawl) unchanged(keep context.Context, p queue.Item, answer *fetch.Answer) error {
	c.pages++
	c.report.Read++
	c.report.Unchanged++
	again := verdict.NextVisit(p.Ref.Edition, "", p.FirstSeen, c.Now())
	if _, err := c.Archive.Settle(keep, queue.Visit{Item: p, At: answer.At, Look: queue.NotModified,
		Answer: answer.Answer, Again: again}); err != nil {
		return err
	}
	return c.hosts.gave(keep, site.HostOf(answer.URL), p.Attempts > 0)
}

func (c *Crawl) tally(o queue.Outcome, a *extract.Article) {
	switch o {
	case queue.New:
		c.report.New++
	case queue.Changed:
		c.report.Changed++
	default:
		c.report.Unchanged++
	}
	if a.Access == extract.Excerpt {
		c.report.Excerpt++
	}
}

// failed settles a page that gave no article.
func (c *Crawl) failed(keep context.Context, p queue.Item, answer *fetch.Answer, f *fetch.Fault) error {
	switch f.Kind {
	case queue.Interrupted:
		return nil // the page was not asked for: it is still due
	case queue.Gone:
		c.pages++
		return c.gone(keep, p, answer, f)
	case queue.Legal:
		c.pages++
		return c.withheld(keep, p, f)
	}
	c.pages++
	if err := c.keepPage(keep, answer, f); err != nil {
		return err
	}
	v := queue.Visit{Item: p, At: c.Now(), Look: lookOf(answer, f), Cause: f.Cause(), Detail: f.Error(),
		Answer: kept(answer, f), Host: f.Host, Again: verdict.NextTry(p, f, c.Now())}
	v.Keep = answer != nil && len(answer.Body) > 0 && (f.Kind == queue.NotAPage || f.Kind == queue.BadEncoding)
	return c.notRead(keep, v, f)
}

// kept is what is kept of an answer that gave no article.
func kept(a *fetch.Answer, f *fetch.Fault) queue.Answer {
	if a == nil {
		return queue.Answer{Head: f.Head}
	}
	return a.Answer
}

// lookOf is the look that a failure amounts to: without an answer the page was not seen.
func lookOf(answer *fetch.Answer, f *fetch.Fault) queue.Look {
	switch {
	case f.Kind == queue.Refused:
		return queue.Denied
	case answer != nil:
		return queue.Unreadable
	}
	return queue.Failed
}

func asked(p queue.Item, f *fetch.Fault) thing {
	return thing{kind: "page", n: 1, host: f.Host, section: groupOf(p), url: p.URL}
}

// groupOf names the pages that are refused together: those of a section.
func groupOf(p queue.Item) string { return p.Ref.Edition + "/" + p.Ref.SectionCode }

// notRead counts and reports a page that was due and not read, and notes whose fault it is.
func (c *Crawl) notRead(keep context.Context, v queue.Visit, f *fetch.Fault) error {
	if f.Kind == queue.Refused {
		c.report.Refused++
	} else {
		c.report.Failed++
	}
	c.unread.add(asked(v.Item, f), grounds{f.Cause(), f.Detail})
	c.Log.Info("page not read", "url", v.Item.URL, "reason", f.Error())
	if _, err := c.Archive.Settle(keep, v); err != nil {
		return err
	}
	switch {
	case concernsHost(f):
		return c.hosts.failed(keep, f)
	case f.Kind == queue.Held || f.Kind == queue.Disallowed || f.Host == "":
		return nil
	}
	return c.hosts.missed(keep, v.Item, f)
}

// gone settles a page of which the site says that it has none. That is believed of a single page, not of many in a
// row, nor while lists go on to name it; and a page that was never read may only be late.
func (c *Crawl) gone(keep context.Context, p queue.Item, answer *fetch.Answer, f *fetch.Fault) error {
	if p.IsRead || c.isNews(p) {
		if err := c.hosts.missed(keep, p, f); err != nil {
			return err
		}
	}
	v := queue.Visit{Item: p, At: c.Now(), Look: queue.Missing, Cause: f.Cause(), Detail: f.Error(),
		Answer: kept(answer, f), Host: f.Host, Again: verdict.GoneAgain(p, c.Now())}
	switch {
	case c.isMassed(&v, f):
	case p.IsRead && !p.Missing.IsZero() && p.Listed.After(p.Missing):
		v.Look, v.Again, v.Detail = queue.Denied, c.Now().Add(day), f.Error()+", though a list names it"
	case p.IsRead && p.IsMissed:
		v.Look = queue.Vanished
	}
	return c.settleGone(keep, v, p.IsRead)
}

// settleGone settles a page that the site does not show. It counts once: when its article went, or at the first look if
// none was ever read.
func (c *Crawl) settleGone(keep context.Context, v queue.Visit, wasRead bool) error {
	c.Log.Info("page", "outcome", string(v.Look), "url", v.Item.URL, "reason", v.Detail)
	outcome, err := c.Archive.Settle(keep, v)
	isNews := !wasRead && v.Item.Missing.IsZero() && v.Look != queue.Denied
	if err == nil && (outcome == queue.Went || isNews) {
		c.report.Gone++
	}
	return err
}

// isMassed reports whether too many pages of the host in a row gave no article for this one's answer to mean anything
// of the page: it is not read, then.
func (c *Crawl) isMassed(v *queue.Visit, f *fetch.Fault) bool {
	if !c.hosts.massed(f.Host) {
		return false
	}
	v.Look, v.Again = queue.Denied, verdict.NextTry(v.Item, f, c.Now())
	v.Detail += ", as many others: the site's trouble"
	c.unread.add(asked(v.Item, f), grounds{f.Cause(), f.Detail})
	c.report.Failed++
	return true
}

// withheld settles a page that the site has and may not show. That is no failure: it is an event of the article, unless
// it is so of one after the other, as where a site keeps readers of a country out.
func (c *Crawl) withheld(keep context.Context, p queue.Item, f *fetch.Fault) error {
	if err := c.keepUnused(keep, "page "+f.Host, f); err != nil {
		return err
	}
	if err := c.hosts.missed(keep, p, f); err != nil {
		return err
	}
	wasRead := p.IsRead
	p.IsRead = true // it is there: looked for again like what is gone, not like what may only be late
	v := queue.Visit{Item: p, At: c.Now(), Look: queue.Withheld, Cause: f.Cause(), Detail: f.Error(), Answer: kept(nil, f),
		Host: f.Host, Again: verdict.GoneAgain(p, c.Now())}
	c.isMassed(&v, f)
	return c.settleGone(keep, v, wasRead)
}

// isNews reports whether lists have named a page lately: it ought to be there.
func (c *Crawl) isNews(p queue.Item) bool {
	return p.Missing.IsZero() && !p.Listed.IsZero() && c.Now().Sub(p.Listed) < 24*time.Hour
}
