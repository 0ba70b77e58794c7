package scraper

import (
	"time"

	"mingpao/extract"
	"mingpao/extract/site"
)

// Instant news is edited in place for a day, the daily paper hardly at all.
var (
	instantVisits = []time.Duration{time.Hour, 6 * time.Hour, 24 * time.Hour, 72 * time.Hour}
	dailyVisits   = []time.Duration{24 * time.Hour}
)

// settled is the age from which an article that is met for the first time is taken to be final.
const settled = 4 * 24 * time.Hour

// nextVisit is when to look at an article again, the zero time for never. The visits count from when it was first seen.
func nextVisit(a *extract.Article, firstSeen, now time.Time) time.Time {
	return visitAfter(a.Edition, publishedAt(a.Published), firstSeen, now)
}

func visitAfter(edition string, published, firstSeen, now time.Time) time.Time {
	if !published.IsZero() && firstSeen.Sub(published) > settled {
		return time.Time{}
	}
	visits := instantVisits
	if edition == site.Daily {
		visits = dailyVisits
	}
	for _, v := range visits {
		if at := firstSeen.Add(v); at.After(now) {
			return at
		}
	}
	return time.Time{}
}

// publishedAt is the time of 2025-12-03 or 2025-12-03T19:49:00+08:00, the zero time of anything else.
func publishedAt(s string) time.Time {
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t
	}
	t, err := time.ParseInLocation(time.DateOnly, s, site.Zone)
	if err != nil {
		return time.Time{}
	}
	return t
}

const (
	firstRetry = 10 * time.Minute
	lastRetry  = 24 * time.Hour
	maxRetries = 8
)

// nextTry is when to try a page again that has failed: exponentially later, in the end never.
func nextTry(p Page, f *Fault, now time.Time) time.Time {
	if f.Kind == Disallowed {
		return now.Add(robotsAge)
	}
	if !f.Retry() || p.Attempts+1 >= maxRetries {
		return time.Time{}
	}
	wait := min(firstRetry<<p.Attempts, lastRetry)
	return now.Add(max(wait, f.RetryAfter))
}
