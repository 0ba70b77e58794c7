package play

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"mingpao/extract/site"
	"mingpao/testdata"
)

// Paper plays the site over days: what it lists follows its clock, which a test moves. The daily paper appears at
// 04:30, instant news from morning to midnight; two of its sections answer from finance and one from ol. Troubles can
// be scripted.
type Paper struct {
	is       testdata.Patterns
	mu       sync.Mutex
	now      time.Time
	stories  []Story // in the order in which they are listed
	byKey    map[string]int
	troubles []Trouble
	caches   []frozen
	requests map[string]int

	isIllustrated bool
}

// Story is an article of the paper.
type Story struct {
	Ref    site.Ref // as lists name it
	Answer site.Ref // as the article itself says; the same but for sections that other hosts answer
	Title  string
	Listed time.Time
}

// Key is the article's edition and identity, as an archive has it.
func (s Story) Key() string { return s.Answer.Edition + " " + s.Answer.ID }

// How much a day brings: about what the real paper does.
const (
	dailyStories   = 4  // a section and day of the daily paper
	instantStories = 72 // a day of instant news
	feedDays       = 3  // issues in a feed
	allEntries     = 60 // entries of the feed of all instant news
)

// NewPaper makes a paper of a number of days from a first one on; share makes it smaller: 1 is the whole, 4 a quarter.
func NewPaper(first time.Time, days, share int) *Paper {
	p := &Paper{is: testdata.NewPatterns(), now: first, byKey: map[string]int{}, requests: map[string]int{}}
	for day := range days {
		p.addDay(first.In(site.Zone).AddDate(0, 0, day), share)
	}
	slices.SortStableFunc(p.stories, func(a, b Story) int { return a.Listed.Compare(b.Listed) })
	p.index()
	return p
}

func (p *Paper) addDay(day time.Time, share int) {
	midnight := time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, site.Zone)
	var instant []site.Section
	for _, section := range site.Listed() {
		if section.Edition == site.Instant {
			instant = append(instant, section)
			continue
		}
		for i := range max(1, dailyStories/share) {
			p.add(section, midnight, midnight.Add(4*time.Hour+30*time.Minute), i)
		}
	}
	n := instantStories / share
	for i := range n {
		at := midnight.Add(7*time.Hour + time.Duration(i)*17*time.Hour/time.Duration(n))
		p.add(instant[i%len(instant)], midnight, at, i)
	}
}

// movedTo maps sections of instant news to the places on other hosts that they answer from.
var movedTo = map[string]site.Ref{
	"s00002": {Edition: site.Finance, SectionCode: "instantf"},
	"s00003": {Edition: site.Finance, SectionCode: "instantp"},
	"s00007": {Edition: site.Entertainment, SectionCode: "showbiz/latest"},
}

func (p *Paper) add(section site.Section, day, at time.Time, i int) {
	number := at.UnixMilli() + int64(len(p.stories)%900)
	ref := site.Ref{Edition: section.Edition, ID: fmt.Sprint(number), Date: day.Format("20060102"),
		SectionCode: section.Code, SectionName: section.Name}
	answer := ref
	if to, ok := movedTo[section.Code]; ok && section.Edition == site.Instant {
		answer = to
		answer.ID, answer.Date = fmt.Sprint(number+1_000), ref.Date
	}
	title := fmt.Sprintf("%s第%d則：社區消息", section.Name, i+1)
	p.stories = append(p.stories, Story{ref, answer, title, at})
}

// SetNow moves the paper's clock.
func (p *Paper) SetNow(t time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.now = t
}

// Now is the paper's clock.
func (p *Paper) Now() time.Time {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.now
}

// Stories are the articles that were listed up to a time.
func (p *Paper) Stories(until time.Time) []Story {
	n, _ := slices.BinarySearchFunc(p.stories, until, func(s Story, t time.Time) int {
		return cmp.Or(s.Listed.Compare(t), -1) // those of that very time included
	})
	return p.stories[:n]
}

// Requests counts what was asked for, by kind: feed, list, day page, article, picture, robots.txt, other.
func (p *Paper) Requests() map[string]int {
	p.mu.Lock()
	defer p.mu.Unlock()
	counts := map[string]int{}
	for kind, n := range p.requests {
		counts[kind] = n
	}
	return counts
}

// ServeHTTP implements http.Handler.
func (p *Paper) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	kind := kindOf(p.is, r)
	p.mu.Lock()
	now := p.now
	p.requests[kind]++
	troubles := p.troubles
	p.mu.Unlock()
	w.Header().Set("Date", now.UTC().Format(http.TimeFormat))
	for _, t := range troubles {
		if t.isOn(now) && t.Concerns(kind, hostOf(r)) && (t.Path == nil || t.Path(r.URL.Path)) {
			t.Answer(w, r)
			return
		}
	}
	p.answer(w, r, kind, p.seen(w, r, now))
}

// listAddress gives the lists of instant news.
const listAddress = "/php/getlisting.php"

func hostOf(r *http.Request) string {
	host, _, _ := strings.Cut(r.Host, ":")
	return host
}

func kindOf(is testdata.Patterns, r *http.Request) string {
	switch path := r.URL.Path; {
	case path == "/robots.txt":
		return "robots.txt"
	case hostOf(r) == site.PictureHost:
		return "picture"
	case is.Feed.MatchString(path):
		return "feed"
	case path == listAddress:
		return "list"
	case is.Day.MatchString(path):
		return "day page"
	case is.News.MatchString(r.URL.EscapedPath()), is.Dated.MatchString(path):
		return "article"
	}
	return "other"
}
