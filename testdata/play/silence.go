package play

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"mingpao/extract/site"
)

// frozen are the addresses that a cache answers for a while with what they were at the beginning.
type frozen struct {
	path     string // how they begin
	says     string // by which field it gives away how old its answers are
	from, to time.Time
}

// Freeze has a cache answer for addresses of the site that begin alike, from one time to another, with what it had at
// the first. Its Age tells.
func (p *Paper) Freeze(path string, from, to time.Time) { p.FreezeSaying("Age", path, from, to) }

// FreezeSaying is Freeze by a cache whose answers tell their age by another field: by Date, or by none, which is "".
func (p *Paper) FreezeSaying(field, path string, from, to time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.caches = append(p.caches, frozen{path, field, from, to})
}

// seen is the time that an address shows: the paper's, or that at which a cache took it.
func (p *Paper) seen(w http.ResponseWriter, r *http.Request, now time.Time) time.Time {
	for _, f := range p.caches {
		if !strings.HasPrefix(r.URL.Path, f.path) || now.Before(f.from) || !now.Before(f.to) {
			continue
		}
		switch f.says {
		case "Age":
			w.Header().Set("Age", strconv.Itoa(int(now.Sub(f.from).Seconds())))
		case "Date":
			w.Header().Set("Date", f.from.UTC().Format(http.TimeFormat))
		}
		return f.from
	}
	return now
}

// NoPaper takes the daily paper of some days away: 20260217.
func (p *Paper) NoPaper(days ...string) {
	p.drop(func(s Story) bool { return s.Ref.Edition == site.Daily && slices.Contains(days, s.Ref.Date) })
}

// Dry has a section bring nothing more from a time on.
func (p *Paper) Dry(edition, code string, from time.Time) {
	p.drop(func(s Story) bool {
		return s.Ref.Edition == edition && s.Ref.SectionCode == code && !s.Listed.Before(from)
	})
}

func (p *Paper) drop(is func(Story) bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.stories = slices.DeleteFunc(p.stories, is)
	p.index()
}

// index finds stories by their identities.
func (p *Paper) index() {
	clear(p.byKey)
	for i, s := range p.stories {
		p.byKey[s.Ref.Edition+" "+s.Ref.ID], p.byKey[s.Key()] = i, i
	}
}
