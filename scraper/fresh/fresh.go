// Package fresh tells a list that is late from one that has nothing to say, by what it usually does. Pure.
//
//	fresh.go  when something new ought to be in a list, and what it is when that is not there
//	learn.go  what a list usually does, from what it has named
package fresh

import (
	"time"

	"mingpao/extract/site"
	"mingpao/store/queue"
)

// State says how a list stands.
type State string

// The states of a list. All but Stale are no trouble of their own: what fails is told by its cause.
const (
	New     State = "new"     // not read yet
	Well    State = "well"    // it names what it usually does
	Failing State = "failing" // it cannot be read
	Stale   State = "stale"   // it names nothing as new as usual
	Dry     State = "dry"     // it has run empty, or is silent as it rarely is
	Quiet   State = "quiet"   // the same, and a person knows
	Off     State = "off"     // a person wants it not read
	Reserve State = "reserve" // asked for want of others
)

const day = 24 * time.Hour

// Window is how far back the site's lists reach: what has named nothing for longer is empty.
const Window = 3 * day

// The site may be late by the grace: a quarter of the usual pause, within these bounds. The least is from the paper's
// hour to the end of the morning in which its late pages follow.
const (
	leastGrace = 4 * time.Hour
	mostGrace  = 2 * day
)

// Calendar holds the days of which a person has said that the daily paper did not appear: 2025-12-03.
type Calendar map[string]bool

// Usual is what a list usually does: as it was learned, else as the site's table says.
func Usual(s queue.Source) site.Usual {
	if s.Usual.Pause > 0 {
		return s.Usual
	}
	return site.UsualOf(s.Edition, s.Code)
}

// Expected is when something new is usually there, by the newest that a list has named; the zero time where it has
// named nothing so far.
func Expected(s queue.Source, c Calendar) time.Time {
	u := Usual(s)
	if s.Edition != site.Daily {
		if s.Newest.IsZero() {
			return time.Time{}
		}
		return s.Newest.Add(u.Pause)
	}
	issue, err := time.ParseInLocation(time.DateOnly, s.Shows, site.Zone)
	if err != nil {
		return time.Time{}
	}
	next := issue.Add(u.Pause)
	for c[site.DayOf(next)] {
		next = next.Add(day)
	}
	return next.Add(u.Hour)
}

// firstExpected is when something new is there at the earliest for who follows a list: what it did before nobody looked
// tells nothing.
func firstExpected(s queue.Source, c Calendar) time.Time {
	u := Usual(s)
	if s.Edition != site.Daily {
		return s.Followed.Add(u.Pause)
	}
	local := s.Followed.In(site.Zone)
	next := time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, site.Zone).Add(u.Hour)
	for !next.After(s.Followed) || c[site.DayOf(next)] {
		next = next.Add(day)
	}
	return next
}

// IsAlive reports whether a list has brought something since it was first read. Where no list of an edition has,
// nothing is known yet of when it appears.
func IsAlive(s queue.Source) bool { return s.News.After(s.Followed) }

// Late is since when a list is late at a time, the zero time where it is not.
func Late(s queue.Source, c Calendar, now time.Time) time.Time {
	expected := Expected(s, c)
	if expected.IsZero() || s.Choice.IsOff {
		return time.Time{}
	}
	if first := firstExpected(s, c); first.After(expected) {
		expected = first
	}
	grace := min(max(Usual(s).Pause/4, leastGrace), mostGrace)
	if !now.After(expected.Add(grace)) {
		return time.Time{}
	}
	return expected
}

// IsDry tells a late list that has run empty, or comes rarely, from one that shows what is old.
func IsDry(s queue.Source, now time.Time) bool {
	return Usual(s).Pause > Window || s.Entries == 0 && now.Sub(s.Newest) > Window
}

// StateOf is how a list stands, by its account.
func StateOf(s queue.Source, now time.Time) State {
	switch {
	case s.Choice.IsOff:
		return Off
	case s.StandsIn():
		return Reserve
	case s.Failures > 0:
		return Failing
	case s.Answered.IsZero():
		return New
	case Since(s).IsZero():
		return Well
	case IsQuiet(s, now):
		return Quiet
	case IsDry(s, now):
		return Dry
	}
	return Stale
}

// Since is since when a list is late by its account, the zero time where it is not, or might only pause when it was
// last read.
func Since(s queue.Source) time.Time {
	if s.Late.After(s.Answered) {
		return time.Time{}
	}
	return s.Late
}

// IsQuiet reports whether a person knows of a list's silence.
func IsQuiet(s queue.Source, now time.Time) bool { return s.Choice.Quiet >= site.DayOf(now) }
