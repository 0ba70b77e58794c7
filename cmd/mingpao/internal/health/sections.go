package health

import (
	"maps"
	"mingpao/cmd/mingpao/internal/words"
	"slices"
	"strings"
	"time"

	"mingpao/extract/site"
	"mingpao/store/catalog"
)

// section compares a section's day with its past.
type section struct {
	name     string
	today    day
	past     []day // the days before, the latest first
	pastBody []int
}

type day struct {
	articles, authors int
	lengths           []int
}

// sort puts articles into their sections and days, counted back from the end of the last run.
func (c *Check) sort(seen []catalog.Sample) {
	for _, art := range seen {
		key := art.Edition + "/" + art.SectionCode
		s := c.sections[key]
		if s == nil {
			s = &section{name: key + " " + art.Section, past: make([]day, pastDays)}
			c.sections[key] = s
		}
		d := &s.today
		if back := int(c.End.Sub(art.FirstSeen).Hours() / 24); back > pastDays {
			continue
		} else if back > 0 {
			d = &s.past[back-1]
			s.pastBody = append(s.pastBody, art.Length)
		} else {
			c.Articles++
		}
		d.articles++
		if art.Authors > 0 {
			d.authors++
		}
		d.lengths = append(d.lengths, art.Length)
	}
}

// fewDays of a past tell nothing.
const fewDays = 3

// compare finds sections that have become poorer than their own past.
func (c *Check) compare() {
	for _, key := range slices.Sorted(maps.Keys(c.sections)) {
		s := c.sections[key]
		counts := s.counts()
		if len(counts) < fewDays {
			continue
		}
		switch usual := median(counts); {
		case strings.HasPrefix(key, site.Daily+"/") && c.isHoliday():
		case usual >= 5 && s.today.articles*10 < usual*3:
			c.find("few-articles", s.name, s.today.articles, usual)
		case usual < 5:
			if pause, longest := s.pauses(); pause > longest+1 {
				c.find("long-pause", s.name, words.Days(pause), words.Days(longest))
			}
		}
		if s.today.articles >= 5 {
			c.compareArticles(s)
		}
	}
}

// isHoliday reports whether the day that is looked at had no paper, by a person's word.
func (c *Check) isHoliday() bool {
	for _, t := range []time.Time{c.End, c.End.AddDate(0, 0, -1)} {
		if _, ok := c.calendar[site.DayOf(t)]; ok {
			return true
		}
	}
	return false
}

// counts are the articles of the days that had some.
func (s *section) counts() (counts []int) {
	for _, d := range s.past {
		if d.articles > 0 {
			counts = append(counts, d.articles)
		}
	}
	return counts
}

// pauses are the days without an article up to now, and the longest such time between articles before.
func (s *section) pauses() (now, longest int) {
	days := append([]day{s.today}, s.past...)
	for now < len(days) && days[now].articles == 0 {
		now++
	}
	run := 0
	for _, d := range days[now:] {
		if d.articles == 0 {
			run++
			continue
		}
		longest, run = max(longest, run), 0
	}
	return now, longest
}

func (c *Check) compareArticles(s *section) {
	articles, authors := 0, 0
	for _, d := range s.past {
		articles, authors = articles+d.articles, authors+d.authors
	}
	if share, past := percent(s.today.authors, s.today.articles), percent(authors, articles); past >= 30 &&
		share*2 < past {
		c.find("few-authors", s.name, share, past)
	}
	if length, past := median(s.today.lengths), median(s.pastBody); length*2 < past {
		c.find("short-texts", s.name, length, past)
	}
}

func median(numbers []int) int {
	if len(numbers) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(numbers))
	return sorted[len(sorted)/2]
}

func percent(part, whole int) int {
	if whole == 0 {
		return 0
	}
	return 100 * part / whole
}
