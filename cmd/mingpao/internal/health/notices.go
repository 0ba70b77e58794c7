package health

import (
	"maps"
	"slices"
	"strings"

	"mingpao/store/catalog"
)

// A paragraph that stands word for word in so many articles of different headlines is no article's own. One that
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
		for p := range strings.SplitSeq(art.Body, "\n\n") {
			if n := len([]rune(p)); n < noticeShort || n > noticeLong {
				continue
			}
			if art.FirstSeen.Before(news) {
				before[p]++
				continue
			}
			if titles[p] == nil {
				titles[p] = map[string]bool{}
			}
			titles[p][art.Title] = true
		}
	}
	for _, p := range slices.Sorted(maps.Keys(titles)) {
		if n := len(titles[p]); n >= noticeCopies && before[p] < 2 && !slices.Contains(accepted, p) {
			c.find("notice", n, p)
		}
	}
}
