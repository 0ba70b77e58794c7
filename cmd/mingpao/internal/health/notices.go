package health

import (
	"iter"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"mingpao/store/catalog"
)

// A paragraph that is word for word in so many articles of different headlines is no article's own. One that
// stood there before is no news: a standing sub-heading, or a notice that somebody has looked at.
const (
	noticeCopies = 5
	noticeShort  = 8
	noticeLong   = 300
	noticeDays   = 3 // how long it is news
)

func (c *Check) lookForNotices(seen []catalog.Sample, accepted []string) {
	news := c.End.AddDate(0, 0, -noticeDays)
	titles, before := map[string]map[string]bool{}, map[string]int{}
	for _, art := range seen {
		if art.FirstSeen.Before(news) {
			continue
		}
		for p := range paragraphs(art.Body) {
			if titles[p] == nil {
				titles[p] = map[string]bool{}
			}
			titles[p][art.Title] = true
		}
	}
	maps.DeleteFunc(titles, func(p string, in map[string]bool) bool {
		return len(in) < noticeCopies || slices.Contains(accepted, p)
	})
	if len(titles) == 0 {
		return // as on most days: what was before need not be read
	}
	for _, art := range seen {
		if !art.FirstSeen.Before(news) {
			break // the oldest come first
		}
		for p := range paragraphs(art.Body) {
			before[p]++
		}
	}
	for _, p := range slices.Sorted(maps.Keys(titles)) {
		if before[p] < 2 {
			c.find("notice", len(titles[p]), p)
		}
	}
}

// paragraphs are those of a text that may be notices.
func paragraphs(body string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for p := range strings.SplitSeq(body, "\n\n") {
			if n := utf8.RuneCountInString(p); n >= noticeShort && n <= noticeLong && !yield(p) {
				return
			}
		}
	}
}
