package scraper

import (
	"context"
	"net/http"
	"time"

	"mingpao/extract/site"
	"mingpao/scraper/fetch"
	"mingpao/scraper/verdict"
	"mingpao/store/queue"
)

// pictureBudget is what the host of pictures is asked in a day: as many as a week's articles show.
const pictureBudget = 4_000

// wish has the pictures fetched of the articles that the run is about, as far as they are read: else those of the last
// days, as far back as lists reach. Those of what it reads itself are wanted as it is settled.
func (c *Crawl) wish(keep context.Context) error {
	if !c.Pictures || c.isWished {
		return nil
	}
	c.isWished = true
	w := queue.Wish{Want: c.Want, Now: c.isNarrow(), Again: c.Recheck, OfOrder: c.Order}
	if w.From == "" {
		w.From, w.To = site.DayOf(c.began.AddDate(0, 0, -siblingDays)), site.DayOf(c.began.AddDate(0, 0, 1))
	}
	return c.Archive.Wish(keep, w, c.began)
}

// visitPicture fetches the picture that is due next. It reports false where none is, or the host is to be left alone.
// What is wished for the last days is written only now: by what was read the clock is known to be right.
func (c *Crawl) visitPicture(ctx, keep context.Context) (bool, error) {
	if err := c.wish(keep); err != nil {
		return false, err
	}
	if c.hosts.gate(site.PictureHost) != nil || c.hosts.missing[site.PictureHost] ||
		c.hosts.spent(site.PictureHost) >= pictureBudget {
		return false, nil
	}
	p, err := c.Archive.NextPicture(keep, c.picturesSince(), c.Now())
	if p == nil || err != nil {
		return false, err
	}
	answer, fault, err := told(c.fetcher.Picture(ctx, p.URL, p.Validators))
	if err != nil {
		return false, err
	}
	if fault == nil && !answer.NotModified() {
		fault = verdict.JudgePicture(answer)
	}
	if fault != nil {
		return true, c.pictureFailed(keep, *p, answer, fault)
	}
	look := queue.Picture
	if answer.NotModified() {
		look = queue.NotModified
	}
	c.pages++
	c.report.Pictures.Read++
	c.report.Pictures.Bytes += int64(len(answer.Body))
	v := queue.Visit{Item: *p, At: answer.At, Look: look, Answer: answer.Answer}
	if _, err := c.Archive.Settle(keep, v); err != nil {
		return false, err
	}
	return true, c.hosts.gave(keep, p.Host, p.Attempts > 0)
}

// picturesSince is since when pictures have been due that the run fetches: where it is about some articles, theirs
// only, which are wanted since it began.
func (c *Crawl) picturesSince() time.Time {
	if c.isNarrow() || len(c.Want.Sections) > 0 {
		return c.began
	}
	return time.Time{}
}

// pictureFailed settles a picture that did not come. A single one is no trouble, unless a person asked for its article.
func (c *Crawl) pictureFailed(keep context.Context, p queue.Item, answer *fetch.Answer, f *fetch.Fault) error {
	if f.Kind == queue.Interrupted || f.Kind == queue.Held {
		return nil
	}
	c.pages++
	c.report.Pictures.Failed++
	c.Log.Info("picture not read", "url", p.URL, "reason", f.Error())
	if len(c.Refs) > 0 {
		c.unread.add(thing{kind: "picture", n: 1, host: p.Host, url: p.URL}, grounds{f.Cause(), f.Detail})
	}
	if err := c.keepPage(keep, answer, f); err != nil {
		return err
	}
	v := queue.Visit{Item: p, At: c.Now(), Look: lookOf(answer, f), Cause: f.Cause(), Detail: f.Error(),
		Answer: kept(answer, f), Again: verdict.NextTry(p, f, c.Now())}
	switch f.Kind {
	case queue.Gone:
		v.Look, v.Again = queue.Missing, verdict.GoneAgain(p, c.Now())
	case queue.Legal:
		v.Look, v.Again = queue.Withheld, verdict.GoneAgain(p, c.Now())
	}
	if _, err := c.Archive.Settle(keep, v); err != nil {
		return err
	}
	return c.blamePictures(keep, p, f)
}

// blamePictures notes what a picture that did not come says of its host. What is tried again, or gone since long, says
// nothing of a host that is well: else a few bad pictures would be a trouble every night.
func (c *Crawl) blamePictures(keep context.Context, p queue.Item, f *fetch.Fault) error {
	h := c.hosts.of(p.Host)
	isTold := p.Attempts == 0 && (f.Kind != queue.Gone || c.Now().Sub(p.Listed) < lately)
	isWell := h.Failures < maxRow && h.Misses < maxRow
	if !isTold && isWell && f.RetryAfter == 0 && f.Status != http.StatusTooManyRequests {
		return nil
	}
	if concernsHost(f) {
		return c.hosts.failed(keep, f)
	}
	h.Misses++
	c.hosts.blame(h, f)
	c.hosts.missing[p.Host] = h.Misses >= maxRow
	return c.Archive.SaveHost(keep, *h)
}

// accountPictures says why pictures do not come where none does. What the budget or the time of a run leaves is left to
// the next ones.
func (c *Crawl) accountPictures(ctx context.Context) error {
	h := c.hosts.of(site.PictureHost)
	why := grounds{h.Cause, h.Fault}
	switch wait := h.Wait.Sub(c.Now()); {
	case wait > shortWait:
		why = grounds{queue.Cause{Kind: queue.Held, Subject: queue.Wait}, waitReason(*h)}
	case wait > 0 || !c.hosts.closed[h.Name] && !c.hosts.missing[h.Name]:
		return nil
	}
	due, failing, err := c.Archive.DuePictures(ctx, c.Now())
	c.unread.add(thing{kind: "picture", n: due + failing, host: h.Name}, why)
	return err
}
