package play

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"mingpao/extract/site"
)

// Trouble is something that goes wrong with the site for a while.
type Trouble struct {
	From, To time.Time
	Concerns func(kind, host string) bool // kinds as Requests has them
	Path     func(path string) bool       // nil: any
	Answer   http.HandlerFunc
}

func (t Trouble) isOn(now time.Time) bool { return !now.Before(t.From) && now.Before(t.To) }

// SetTroubles scripts what goes wrong.
func (p *Paper) SetTroubles(troubles ...Trouble) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.troubles = troubles
}

func status(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }
}

func isKind(kinds string) func(kind, host string) bool {
	return func(kind, _ string) bool { return strings.Contains(","+kinds+",", ","+kind+",") }
}

// NewTrouble makes a trouble of a name: lists-404, lists-empty, lists-challenge, days-403, finance-503, articles-404,
// articles-design, articles-loop, all-500, all-403.
func NewTrouble(name string, from, to time.Time) (Trouble, error) {
	t := Trouble{From: from, To: to}
	switch name {
	case "lists-404":
		t.Concerns, t.Answer = isKind("feed,list,day page"), status(http.StatusNotFound)
	case "lists-empty":
		t.Concerns, t.Answer = isKind("feed,list"), emptyList
	case "lists-challenge":
		t.Concerns, t.Answer = isKind("feed,list,day page"), page("<html><head><title>Just a moment</title></head></html>")
	case "days-403":
		t.Concerns, t.Answer = isKind("day page"), status(http.StatusForbidden)
	case "finance-503":
		t.Concerns, t.Answer = func(_, host string) bool { return host == site.FinanceHost },
			status(http.StatusServiceUnavailable)
	case "articles-404":
		t.Concerns, t.Answer = isKind("article"), status(http.StatusNotFound)
	case "articles-design":
		t.Concerns = isKind("article")
		t.Answer = redesigned
	case "articles-loop":
		t.Concerns, t.Answer = isKind("article"), func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, r.URL.Path, http.StatusFound)
		}
	case "all-500":
		t.Concerns, t.Answer = isAny, status(http.StatusInternalServerError)
	case "all-403":
		t.Concerns, t.Answer = isAny, status(http.StatusForbidden)
	default:
		return t, fmt.Errorf("no trouble %q", name)
	}
	return t, nil
}

func isAny(string, string) bool { return true }

func page(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, body)
	}
}

// redesigned is a page of a design that is not known, with a title of its own.
func redesigned(w http.ResponseWriter, r *http.Request) {
	page("<html><head><title>文章"+r.URL.Path+"</title></head><body><main>"+strings.Repeat("<p>一種新的設計。</p>", 50)+
		"</main></body></html>")(w, r)
}

func emptyList(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == listAddress {
		fmt.Fprint(w, `{"listing":[]}`)
		return
	}
	fmt.Fprint(w, `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>明報新聞網</title></channel></rss>`)
}

// AddStory adds a story of the future to a section's lists: a misprint of the desk.
func (p *Paper) AddStory(section site.Section, date string, listed time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	day, err := time.ParseInLocation("20060102", date, site.Zone)
	if err != nil {
		panic(err) // a test's own
	}
	p.add(section, day, listed, len(p.stories))
	last := len(p.stories) - 1
	for i := last; i > 0 && p.stories[i-1].Listed.After(p.stories[i].Listed); i-- {
		p.stories[i-1], p.stories[i] = p.stories[i], p.stories[i-1]
	}
	p.index()
}
