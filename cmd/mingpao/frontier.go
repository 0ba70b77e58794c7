package main

import (
	"context"
	"time"

	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/scraper"
	"mingpao/store"
)

// frontier is the archive as a crawl sees it. It is where scraper and store meet.
type frontier struct {
	archive *store.Archive
	ctx     context.Context // of the run; it does not end with the crawl, which keeps what it has finished
	run     int64
	now     func() time.Time
}

var _ scraper.Archive = frontier{}

func (f frontier) Add(listings []site.Listing) (int, error) {
	found := make([]store.Listing, len(listings))
	for i, l := range listings {
		found[i] = store.Listing(l)
	}
	return f.archive.Add(f.ctx, found, f.now())
}

func (f frontier) Require(refs []site.Ref) ([]site.Ref, error) {
	return f.archive.Require(f.ctx, refs, f.now())
}

func (f frontier) Next(w scraper.Want, skip []string) (*scraper.Page, error) {
	p, err := f.archive.Next(f.ctx, want(w), skip, f.now())
	if p == nil || err != nil {
		return nil, err
	}
	return &scraper.Page{
		Number: p.Number, Ref: p.Ref, URL: p.URL, Attempts: p.Attempts, Visits: p.Visits, FirstSeen: p.FirstSeen,
		Validators: site.Validators{ETag: p.ETag, LastModified: p.LastModified},
	}, nil
}

func (f frontier) Due(w scraper.Want) (int, error) { return f.archive.Due(f.ctx, want(w), f.now()) }

func want(w scraper.Want) store.Want {
	return store.Want{Sections: w.Sections, From: w.From, To: w.To, IDs: w.IDs}
}

func page(p scraper.Page) store.Page {
	return store.Page{Number: p.Number, Ref: p.Ref, URL: p.URL, FirstSeen: p.FirstSeen}
}

func (f frontier) Save(p scraper.Page, a *extract.Article, from *scraper.Answer, again time.Time) (scraper.Outcome, error) {
	outcome, err := f.archive.Save(f.ctx, store.Visit{
		Run: f.run, Page: page(p), Article: a, Again: again,
		Capture: store.Capture{ContentType: from.ContentType, Body: from.Body},
		ETag:    from.Validators.ETag, LastModified: from.Validators.LastModified,
	}, f.now())
	return scraper.Outcome(outcome), err
}

func (f frontier) Unchanged(p scraper.Page, again time.Time) error {
	return f.archive.Touch(f.ctx, store.Visit{Run: f.run, Page: page(p), Again: again}, f.now())
}

func (f frontier) Gone(p scraper.Page, detail string, again time.Time) error {
	return f.archive.Gone(f.ctx, page(p), f.run, detail, again, f.now())
}

func (f frontier) Fail(p scraper.Page, refused bool, detail string, again time.Time) error {
	return f.archive.Fail(f.ctx, page(p), store.Failure{Run: f.run, Refused: refused, Detail: detail, Again: again}, f.now())
}

func (f frontier) Source(url string) (site.Validators, error) {
	etag, modified, err := f.archive.Source(f.ctx, url)
	return site.Validators{ETag: etag, LastModified: modified}, err
}

func (f frontier) SaveSource(url string, v site.Validators) error {
	return f.archive.SaveSource(f.ctx, url, v.ETag, v.LastModified, f.now())
}

func (f frontier) OldestListed(days int) (string, error) { return f.archive.OldestListed(f.ctx, days) }

func (f frontier) LoadRobots(origin string) (int, []byte, time.Time, bool) {
	return f.archive.LoadRobots(f.ctx, origin)
}

func (f frontier) SaveRobots(origin string, status int, body []byte, at time.Time) error {
	return f.archive.SaveRobots(f.ctx, origin, status, body, at)
}

func (f frontier) Wait(host string, until time.Time) error { return f.archive.Wait(f.ctx, host, until) }

func (f frontier) Waiting(host string) (time.Time, error) { return f.archive.Waiting(f.ctx, host) }
