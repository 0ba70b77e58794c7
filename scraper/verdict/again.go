package verdict

import (
	"time"

	"mingpao/extract/site"
	"mingpao/scraper/fetch"
	"mingpao/store/queue"
)

// Instant news is edited in place for a day, the daily paper hardly at all. After that an occasional look
// finds what was corrected or withdrawn late.
var (
	instantVisits = []time.Duration{time.Hour, 6 * time.Hour, day, 3 * day, 30 * day, 365 * day}
	dailyVisits   = []time.Duration{day, 30 * day, 365 * day}
	lateVisits    = []time.Duration{30 * day, 365 * day}
)

const (
	day = 24 * time.Hour
	// settled is the age from which an article that is met for the first time is taken to be final, for the time being.
	settled = 4 * day
	yearly  = 365 * day
)

// NextVisit returns the time of the next look at an article, published at a time as an article prints it. The visits
// count from when it was first seen.
func NextVisit(edition, published string, firstSeen, now time.Time) time.Time {
	visits := instantVisits
	switch at := publishedAt(published); {
	case !at.IsZero() && firstSeen.Sub(at) > settled:
		visits = lateVisits
	case edition == site.Daily:
		visits = dailyVisits
	}
	for _, v := range visits {
		if at := firstSeen.Add(v); at.After(now) {
			return at
		}
	}
	return now.Add(yearly)
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

// A page that fails is tried later and later, and never given up: ten minutes, twenty … a day; after a week weekly.
const (
	firstRetry = 10 * time.Minute
	lastRetry  = 7 * day
	dailyTries = 15 // attempts until then: eight that double, and a week of days
)

// NextTry returns the time of the next try of a page that has failed.
func NextTry(p queue.Item, f *fetch.Fault, now time.Time) time.Time {
	wait := lastRetry
	switch {
	case f.Kind == queue.Disallowed:
		wait = fetch.RobotsAge
	case p.Attempts < dailyTries:
		wait = min(firstRetry<<p.Attempts, day)
	}
	return now.Add(max(wait, f.RetryAfter))
}

// DayRetry is the time until a past day that could not be read is tried again: an hour, two … a week.
func DayRetry(attempts int) time.Duration { return min(time.Hour<<min(attempts-1, 10), lastRetry) }

// GoneAgain returns the time of the next look at a page that the site does not have. One that was read gets its second
// look a day later, some looks more, since some come back, and then few; one that was never read may only be late.
func GoneAgain(p queue.Item, now time.Time) time.Time {
	missing := now.Sub(p.Missing)
	switch {
	case p.Missing.IsZero() && !p.IsRead:
		return now.Add(firstRetry)
	case p.Missing.IsZero():
		return now.Add(day)
	case !p.IsRead && missing < day:
		return now.Add(min(max(missing, firstRetry), day-missing+time.Minute))
	case missing < settled:
		return now.Add(day)
	case missing < 30*day:
		return now.Add(30 * day)
	}
	return now.Add(yearly)
}
