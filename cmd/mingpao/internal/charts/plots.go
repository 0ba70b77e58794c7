package charts

import (
	"maps"
	"slices"
	"time"
)

// Bars is bars beside each other, as SVG draws them: every month has one, those without articles a gap.
type Bars struct {
	Bars          []Bar
	Width, Height int
	First, Last   string
	Most          int
	Gaps          bool // of some months nothing is known
}

// Bar is the bar of a month.
type Bar struct {
	Name          string
	Address       string
	Articles      int
	X, Y          int
	Width, Height int
	IsUnknown     bool // the archive has nothing of it
}

// The measures of a plot, in units of its drawing: it is drawn as wide as there is room.
const (
	plotHeight = 120
	plotWidth  = 600
	maxBars    = 240 // twenty years of months; of more the newest
	minBars    = 12  // a year at least: two months alone would be two walls
)

// Months draws the months from the first to the last with an article.
func Months(months map[string]int, address func(string) string) Bars {
	keys := slices.Sorted(maps.Keys(months))
	if len(keys) == 0 {
		return Bars{}
	}
	var names []string
	last, err := time.Parse("2006-01", keys[len(keys)-1])
	first, err2 := time.Parse("2006-01", keys[0])
	if err != nil || err2 != nil {
		return Bars{}
	}
	if limit := last.AddDate(0, 1-maxBars, 0); first.Before(limit) {
		first = limit
	}
	if year := last.AddDate(0, 1-minBars, 0); first.After(year) {
		first = year
	}
	for m := first; !m.After(last); m = m.AddDate(0, 1, 0) {
		names = append(names, m.Format("2006-01"))
	}
	return plotOf(names, months, address)
}

func plotOf(names []string, counts map[string]int, address func(string) string) Bars {
	p := Bars{Width: plotWidth, Height: plotHeight, First: names[0], Last: names[len(names)-1], Most: 1}
	for _, name := range names {
		p.Most = max(p.Most, counts[name])
	}
	for i, name := range names {
		left, right := i*plotWidth/len(names), (i+1)*plotWidth/len(names)
		height := (counts[name]*plotHeight + p.Most - 1) / p.Most
		p.Bars = append(p.Bars, Bar{name, address(name), counts[name], left, plotHeight - height,
			max(1, right-left-max(1, (right-left)/8)), height, false})
	}
	return p
}
