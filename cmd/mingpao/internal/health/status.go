package health

import (
	"context"
	"slices"
	"strings"
	"time"

	"mingpao/cmd/mingpao/internal/trouble"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/site"
	"mingpao/scraper/fresh"
	"mingpao/store"
	"mingpao/store/frontier"
	"mingpao/store/queue"
)

// Status is the state of an archive at a time. Times are text as in the archive; "" is never.
type Status struct {
	Time     string             `json:"time"`
	Archive  string             `json:"archive"`
	Articles Articles           `json:"articles"`
	LastLook LastLook           `json:"last_look"` // at the site
	Unread   []frontier.Waiting `json:"unread"`    // pages that were tried, and of which there is no article, by cause
	Imports  []Run              `json:"imports"`   // the latest first
	Bytes    int64              `json:"bytes"`
	Grown    int64              `json:"grown"` // bytes, about, of pages that were first kept in the last 30 days
	Pictures Pictures           `json:"pictures"`
	Runs     []Run              `json:"runs"` // the latest first
	Sources  []Source           `json:"sources"`
	Queue    []frontier.Waiting `json:"queue"`
	Orders   []Order            `json:"orders"` // that are not done
	Coverage []Section          `json:"coverage"`
	Calendar []Noted            `json:"calendar"` // days without a paper, of those
	Hosts    []Host             `json:"hosts"`
	Requests map[string]int     `json:"requests"` // by day, of the last week
	Troubles []Trouble          `json:"troubles"`
}

// Pictures are those that are kept.
type Pictures struct {
	Taken queue.Pictures `json:"taken"` // whether they are, without being asked each time
	Kept  int            `json:"kept"`
	Bytes int64          `json:"bytes"`

	Due     int `json:"due"`     // to be fetched now
	Failing int `json:"failing"` // of the others: could not be read so far
}

// Trouble is what a person was told of that lasts.
type Trouble struct {
	queue.Cause
	Since string `json:"since"`
	Told  string `json:"told"` // last
	Line  string `json:"line"`

	of []string // the lists and orders that it concerns
}

// Noted is a day of which a person has said something.
type Noted struct {
	Day  string `json:"day"`
	Note string `json:"note"`
}

// Run is one crawl.
type Run struct {
	Started string          `json:"started"`
	Ended   string          `json:"ended"` // "": it was killed, or is still running
	Status  int             `json:"status"`
	Counts  frontier.Counts `json:"counts"`
	Inputs  []string        `json:"inputs"` // of an import
}

// Source is a feed or list.
type Source struct {
	Name string `json:"name"` // feed pns/s00001
	// well, failing, stale, dry, quiet, off, new; late: not asked though due; reserve: asked for want of others
	State    string      `json:"state"`
	Answered string      `json:"answered"`
	News     string      `json:"news"`  // last article that nothing had named before
	Shows    string      `json:"shows"` // the newest issue that it has named
	Stale    string      `json:"stale"` // since when it names less than it usually does
	Entries  int         `json:"entries"`
	Failures int         `json:"failures"` // in a row
	Since    string      `json:"since"`    // of the first of them
	Cause    queue.Cause `json:"cause"`
	Fault    string      `json:"fault"` // the same in words
	Note     string      `json:"note"`
	Due      string      `json:"due"`
}

// Order is a range of past days that is to be fetched.
type Order struct {
	Number  int64  `json:"number"`
	Reason  string `json:"reason"`
	From    string `json:"from"`
	To      string `json:"to"`
	Next    string `json:"next"` // the newest day that is not begun
	Tasks   int    `json:"tasks"`
	Done    int    `json:"done"`
	Failing int    `json:"failing"`
}

// Host is who serves articles.
type Host struct {
	Name     string      `json:"name"`
	Wait     string      `json:"wait"` // until when it asks to be left alone
	Failures int         `json:"failures"`
	Misses   int         `json:"misses"` // in a row that gave no article, or no picture
	Cause    queue.Cause `json:"cause"`
	Fault    string      `json:"fault"` // the same in words
	Since    string      `json:"since"`
}

const (
	lastRuns     = 8
	coverageDays = 30
	// lateAfter is when a list is late: it was due hours ago, and every run would have asked it.
	lateAfter = 6 * time.Hour
)

// Of gathers the state of an archive.
func Of(ctx context.Context, a *store.Archive, now time.Time) (*Status, error) {
	s := &Status{Time: text(now), Archive: a.Path(), Bytes: a.Size()}
	for _, gather := range []func(context.Context, *store.Archive, time.Time) error{s.holdings, s.runs, s.sources, s.queue,
		s.coverage, s.hosts, s.size, s.troubles} {
		if err := gather(ctx, a, now); err != nil {
			return nil, err
		}
	}
	return s, nil
}

func text(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(site.Zone).Format(time.RFC3339)
}

func (s *Status) runs(ctx context.Context, a *store.Archive, now time.Time) (err error) {
	if s.Runs, err = LastRuns(ctx, a, "crawl", now); err == nil {
		s.Imports, err = LastRuns(ctx, a, "import", now)
	}
	return err
}

// LastRuns are the latest runs of a command, the latest first.
func LastRuns(ctx context.Context, a *store.Archive, command string, now time.Time) (last []Run, err error) {
	runs, err := a.Frontier().Runs(ctx, command, lastRuns, now)
	for _, r := range runs {
		last = append(last, Run{text(r.Started), text(r.Ended), r.Status, r.Counts, slices.Concat([]string{}, r.Inputs)})
	}
	return last, err
}

func (s *Status) sources(ctx context.Context, a *store.Archive, now time.Time) error {
	sources, err := a.Frontier().Sources(ctx)
	for _, src := range sources {
		s.Sources = append(s.Sources, Source{Name: strings.TrimSuffix(src.Key(), " /all"), State: stateOf(src, now),
			Answered: text(src.Answered), News: text(src.News), Shows: src.Shows, Stale: text(fresh.Since(src)),
			Entries: src.Entries, Failures: src.Failures, Since: text(src.FailingSince), Cause: src.Cause,
			Fault: said(src.Cause, src.Fault), Note: src.Note,
			Due: text(src.Due)})
	}
	return err
}

// said is why something failed, in words.
func said(c queue.Cause, seen string) string {
	return words.English.Reason(words.Reason{Cause: c, Seen: seen}).Text
}

func stateOf(s queue.Source, now time.Time) string {
	state := fresh.StateOf(s, now)
	if state == fresh.Well && now.Sub(s.Due) > lateAfter {
		return "late"
	}
	return string(state)
}

func (s *Status) queue(ctx context.Context, a *store.Archive, now time.Time) (err error) {
	if s.Queue, err = a.Frontier().Queue(ctx, now); err != nil {
		return err
	}
	sayReasons(s.Queue)
	orders, err := a.Frontier().Orders(ctx)
	for _, o := range orders {
		if o.Ended.IsZero() {
			s.Orders = append(s.Orders, Order{o.Number, o.Reason, o.From, o.To, o.Next, o.Tasks, o.Done, o.Failing})
		}
	}
	return err
}

func (s *Status) hosts(ctx context.Context, a *store.Archive, now time.Time) error {
	hosts, err := a.Frontier().Hosts(ctx)
	if err != nil {
		return err
	}
	for _, h := range hosts {
		host := Host{Name: h.Name, Failures: h.Failures, Misses: h.Misses, Cause: h.Cause, Fault: said(h.Cause, h.Fault),
			Since: text(h.Since)}
		if h.Wait.After(now) {
			host.Wait = text(h.Wait)
		}
		s.Hosts = append(s.Hosts, host)
	}
	s.Requests, err = a.Frontier().Requests(ctx, site.DayOf(now.AddDate(0, 0, -6)))
	return err
}

func (s *Status) troubles(ctx context.Context, a *store.Archive, _ time.Time) (err error) {
	s.Troubles, err = Troubles(ctx, a)
	return err
}

// Troubles are those that last, the oldest first; before them what keeps crawls from the archive.
func Troubles(ctx context.Context, a *store.Archive) ([]Trouble, error) {
	all := []Trouble{}
	known, err := a.Frontier().Troubles(ctx)
	for _, t := range append(trouble.AttemptsAt(a.Path()).Troubles, known...) {
		all = append(all, Trouble{t.Cause, text(t.Since), text(t.Told), t.Line, t.Of})
	}
	return all, err
}

func (s *Status) size(ctx context.Context, a *store.Archive, now time.Time) (err error) {
	if s.Grown, err = a.Frontier().Growth(ctx, now.AddDate(0, 0, -coverageDays)); err != nil {
		return err
	}
	if s.Pictures.Taken, err = a.Frontier().Pictures(ctx); err == nil {
		s.Pictures.Kept, s.Pictures.Bytes, err = a.Catalog().KeptPictures(ctx)
	}
	if err == nil {
		s.Pictures.Due, s.Pictures.Failing, err = a.Frontier().DuePictures(ctx, now)
	}
	return err
}
