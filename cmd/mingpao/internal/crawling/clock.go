package crawling

import (
	"context"
	"time"

	"mingpao/extract/site"
	"mingpao/scraper"
	"mingpao/store/record"
)

const (
	// pause is how long after the last run a clock may have been set, and is asked about: crons run more often.
	pause = time.Hour
	// slight is how far back a clock may be set, by NTP or by hand, without a word.
	slight = 24 * time.Hour
)

// checkClock has hosts asked what time it is where that is in doubt before anything is written: the last run lies in
// the future, or far back; it was wrong the last time; or a person's order is to be written. Other runs see it by their
// first answer. Stamps of a run whose clock was ahead stop nobody, and are named once.
func (c teller) checkClock(ctx context.Context, crawl *scraper.Crawl) error {
	last, err := c.archive.Frontier().LatestRun(ctx)
	if err != nil {
		return err
	}
	since := c.now.Sub(last)
	isNarrow := len(c.job.Refs) > 0 || c.job.Want.From != ""
	isDoubted := c.job.IsDoubted != nil && *c.job.IsDoubted
	if !isDoubted && (last.IsZero() || -record.Future <= since && since <= pause && !isNarrow) {
		return nil
	}
	isRight, err := crawl.CheckClock(ctx)
	if isDoubted {
		*c.job.IsDoubted = !isRight
	}
	if err != nil || since >= -record.Future || !isRight && c.job.Config.TellsTime {
		return err
	}
	ahead, err := c.archive.Frontier().Discount(context.WithoutCancel(ctx), c.now)
	for _, start := range ahead {
		if start.Sub(c.now) > slight {
			c.line(c.in().Sprintf("a run of %s, by a clock that was ahead: what it recorded does not count before that day; "+
				"mingpao undo takes it back", start.In(site.Zone).Format("2006-01-02 15:04")))
		}
	}
	return err
}
