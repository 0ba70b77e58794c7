package fresh

import (
	"slices"
	"strconv"
	"time"

	"mingpao/extract/site"
	"mingpao/store/queue"
)

// LookBack is how much of its past a list is judged by; what it did for less than known tells little.
const (
	LookBack = 60 * day
	known    = 14 * day
)

// Learn works out what a list usually does from what it has named. It reports false where less than two weeks are
// known, or too little was named.
func Learn(edition string, named []queue.Named, c Calendar, now time.Time) (u site.Usual, ok bool) {
	var first time.Time
	for _, n := range named {
		if first.IsZero() || n.FirstSeen.Before(first) {
			first = n.FirstSeen
		}
	}
	if len(named) == 0 || now.Sub(first) < known {
		return u, false
	}
	if edition == site.Daily {
		u.Hour = hourOf(named)
		u.Pause = usually(issuePauses(named, c))
	} else {
		u.Pause = usually(timePauses(named))
	}
	return u, u.Pause > 0
}

// usually is the longest of some pauses, without the one in twenty that are no habit: an outage, a typhoon.
func usually(pauses []time.Duration) time.Duration {
	if len(pauses) == 0 {
		return 0
	}
	slices.Sort(pauses)
	return pauses[len(pauses)-1-len(pauses)/20]
}

// issuePauses are the days from each issue to the next, those without a paper aside.
func issuePauses(named []queue.Named, c Calendar) (pauses []time.Duration) {
	var issues []string
	for _, n := range named {
		issues = append(issues, n.Issue)
	}
	slices.Sort(issues)
	issues = slices.Compact(issues)
	for i := 1; i < len(issues); i++ {
		from, err := time.Parse(time.DateOnly, issues[i-1])
		to, err2 := time.Parse(time.DateOnly, issues[i])
		if err != nil || err2 != nil {
			continue
		}
		pause := to.Sub(from)
		for d := from.Add(day); d.Before(to); d = d.Add(day) {
			if c[d.Format(time.DateOnly)] {
				pause -= day
			}
		}
		pauses = append(pauses, pause)
	}
	return pauses
}

// hourOf is the time of the day at which half of the issues were there.
func hourOf(named []queue.Named) time.Duration {
	first := map[string]time.Time{}
	for _, n := range named {
		if at, ok := first[n.Issue]; !ok || n.FirstSeen.Before(at) {
			first[n.Issue] = n.FirstSeen
		}
	}
	var hours []time.Duration
	for issue, at := range first {
		midnight, err := time.ParseInLocation(time.DateOnly, issue, site.Zone)
		if hour := at.Sub(midnight); err == nil && hour > 0 && hour < day {
			hours = append(hours, hour)
		}
	}
	if len(hours) == 0 {
		return site.Appears
	}
	slices.Sort(hours)
	return hours[len(hours)/2].Truncate(time.Second)
}

// timePauses are, of each day that brought something, the longest pause that ended in it.
func timePauses(named []queue.Named) (pauses []time.Duration) {
	var times []time.Time
	for _, n := range named {
		if at, ok := MadeAt(n.ID); ok {
			times = append(times, at)
		}
	}
	slices.SortFunc(times, time.Time.Compare)
	longest := map[string]time.Duration{}
	for i := 1; i < len(times); i++ {
		day := site.DayOf(times[i])
		longest[day] = max(longest[day], times[i].Sub(times[i-1]))
	}
	for _, pause := range longest {
		pauses = append(pauses, pause.Truncate(time.Second))
	}
	return pauses
}

// MadeAt is the time at which an article was made: its identity counts the milliseconds since 1970.
func MadeAt(id string) (time.Time, bool) {
	ms, err := strconv.ParseInt(id, 10, 64)
	return time.UnixMilli(ms), err == nil
}
