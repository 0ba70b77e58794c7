package scraper

import (
	"slices"
	"time"

	"mingpao/extract/site"
	"mingpao/store/queue"
)

// When a source is asked. Runs come about every quarter of an hour: one with a rest of ten minutes is read by each.
const (
	day        = 24 * time.Hour
	everyRun   = 10 * time.Minute
	firstRest  = 15 * time.Minute // of a list that says nothing that others do not
	longRest   = 3 * time.Hour    // the longest
	paperRest  = 2 * time.Hour    // of the daily paper's feeds, outside the hours when it appears
	aloneDays  = 3 * day
	wholeAfter = 24 * time.Hour   // without validators: a cache may answer 304 for ever
	lateAfter  = 40 * time.Minute // the feed of all instant news is missing for two runs
	mapRest    = 25 * time.Minute // of the sitemap, which repeats on every second run what is in four files
	longFail   = time.Hour        // the longest rest of a list that fails
)

// The daily paper appears at 04:30 (pubDate of its feeds); late pages follow until the morning.
const (
	paperFrom = 4 * time.Hour
	paperTo   = 8*time.Hour + 30*time.Minute
)

// sources are the lists that a crawl may read, each with its account, the most telling first.
func (c *Crawl) sources(known []queue.Source) (read []*queue.Source) {
	for _, s := range Lists(known, c.Want) {
		if !s.Choice.IsOff {
			read = append(read, &s)
		}
	}
	return read
}

// Lists are the lists of what is wanted: those of the site's sections, and those that a person has added.
func Lists(known []queue.Source, w queue.Want) []queue.Source {
	sections := w.Sections
	if len(sections) == 0 {
		sections = site.Listed()
	}
	var all []queue.Source
	add := func(s queue.Source) {
		if !slices.ContainsFunc(all, func(o queue.Source) bool { return o.Key() == s.Key() }) {
			all = append(all, accountOf(known, s))
		}
	}
	if len(w.Sections) == 0 {
		add(queue.Source{Kind: queue.KindFeed, Edition: site.Instant, Code: allCode})
		add(queue.Source{Kind: queue.KindSitemap, Edition: site.Instant, Code: allCode})
	}
	for _, kind := range []string{queue.KindFeed, queue.KindListing} {
		for _, s := range sections {
			isOurs := site.SectionOf(s.Edition, s.Code) != (site.Section{}) // lists of others are where a person says
			if isOurs && (kind == queue.KindFeed || s.Edition == site.Instant) {
				add(queue.Source{Kind: kind, Edition: s.Edition, Code: s.Code})
			}
		}
	}
	for _, s := range known {
		if s.Choice.Address != "" && w.HoldsSection(s.Edition, s.Code) {
			add(s)
		}
	}
	return all
}

// sectionOf is a section of the site's, or one that a person has named a list of.
func (c *Crawl) sectionOf(edition, code string) site.Section {
	section := site.SectionOf(edition, code)
	for _, s := range c.known {
		if section.Code == "" && s.Edition == edition && s.Code == code && s.Choice.Address != "" {
			section = site.Section{Edition: edition, Code: code, Name: s.Choice.Name, Label: s.Choice.Name}
		}
	}
	return section
}

// accountOf returns what is known of a source.
func accountOf(known []queue.Source, s queue.Source) queue.Source {
	if i := slices.IndexFunc(known, func(k queue.Source) bool { return k.Key() == s.Key() }); i >= 0 {
		return known[i]
	}
	return s
}

// allCode stands for all sections of an edition.
const allCode = "all"

// AddressOf is the address of a list at a time.
func AddressOf(s queue.Source, now time.Time) string {
	section := site.SectionOf(s.Edition, s.Code)
	switch {
	case s.Choice.Address != "":
		return s.Choice.Address
	case s.Kind == queue.KindSitemap:
		return site.InstantMap
	case s.Code == allCode:
		return site.InstantFeed
	case s.Kind == queue.KindListing:
		return section.Listing(now.In(site.Zone))
	}
	return section.Feed()
}

// isDue reports whether a source is to be read now. Where the feed of all instant news is missing, or where a run is
// about some sections only, their own lists stand in for it; where it is missing, the sitemap does, too.
func (c *Crawl) isDue(s *queue.Source, now time.Time) bool {
	if s.StandsIn() && !(c.allIsLate(now) && c.allRests(now)) {
		return false
	}
	if !s.Due.After(now) {
		return true
	}
	standIn := s.Edition == site.Instant && s.Code != allCode && s.Failures == 0 &&
		(len(c.Want.Sections) > 0 || c.allIsLate(now))
	return standIn && now.Sub(s.Asked) >= everyRun
}

func (c *Crawl) allIsLate(now time.Time) bool {
	return slices.ContainsFunc(c.lists, func(s *queue.Source) bool {
		return s.Code == allCode && !s.StandsIn() &&
			(s.Failures > 0 && now.Sub(s.Answered) > lateAfter || !s.Late.IsZero())
	})
}

// allRests reports whether the feed of all instant news is not to be asked now: it has just failed.
func (c *Crawl) allRests(now time.Time) bool {
	return slices.ContainsFunc(c.lists, func(s *queue.Source) bool {
		return s.Code == allCode && !s.StandsIn() && s.Due.After(now)
	})
}

// rest sets when a source that has answered is due again.
func rest(s *queue.Source, alone int, now time.Time) {
	switch {
	case s.StandsIn():
		s.Interval = mapRest
	case s.Code == allCode:
		s.Interval = everyRun
	case s.Edition == site.Daily:
		s.Interval = paperInterval(now)
	case alone > 0 || now.Sub(s.Alone) < aloneDays:
		s.Interval = everyRun
	default:
		s.Interval = min(max(2*s.Interval, firstRest), longRest)
	}
	s.Due = now.Add(s.Interval)
}

// paperInterval is short while the paper appears, and never reaches over the beginning of that time.
func paperInterval(now time.Time) time.Duration {
	local := now.In(site.Zone)
	midnight := time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, site.Zone)
	switch clock := local.Sub(midnight); {
	case clock < paperFrom:
		return min(paperRest, paperFrom-clock)
	case clock < paperTo:
		return everyRun
	default:
		return min(paperRest, 24*time.Hour+paperFrom-clock)
	}
}

// restFailing sets when a source that has failed is due again: soon at first, then hourly. The first of its kind that
// answers calls the others.
func restFailing(s *queue.Source, now time.Time) {
	s.Interval = min(everyRun<<min(s.Failures-1, 10), longFail)
	s.Due = now.Add(s.Interval)
}

// wakeKind makes the lists due that failed as one that answers again did.
func (c *Crawl) wakeKind(answered *queue.Source, now time.Time) {
	for _, s := range c.lists {
		if s.Failures > 0 && s.Kind == answered.Kind && s.Edition == answered.Edition && s != answered {
			s.Due = now
		}
	}
}
