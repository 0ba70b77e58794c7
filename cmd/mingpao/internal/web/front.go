package web

import (
	"cmp"
	"context"
	"slices"
	"time"

	"mingpao/cmd/mingpao/internal/diff"
	"mingpao/cmd/mingpao/internal/filter"
	"mingpao/cmd/mingpao/internal/health"
	"mingpao/cmd/mingpao/internal/web/internal/answer"
	"mingpao/cmd/mingpao/internal/web/internal/versions"
	"mingpao/cmd/mingpao/internal/web/internal/visit"
	"mingpao/extract/site"
	"mingpao/store/catalog"
)

// The numbers of articles that the front page names: what fits a screen. The rest is a click away.
const (
	maxCorrected = 6
	maxVanished  = 5
	maxOfNames   = 8
)

// news is what happened since a reader was here.
type news struct {
	Since    string                 `json:"since"`
	IsVisit  bool                   `json:"since_visit"` // since the reader's last; else since yesterday
	New      int                    `json:"new"`         // articles of the days since then
	Older    int                    `json:"older"`       // that are new here, and of days before
	Sections []catalog.SectionCount `json:"sections"`    // of those that are new
	Days     []catalog.DayCount     `json:"days"`        // the newest first, by edition
	Changed  int                    `json:"changed"`
	Changes  []diff.Change          `json:"changes"` // the latest of them, one an article
	Gone     int                    `json:"gone"`
	Vanished []diff.Change          `json:"vanished"` // the latest of them
	Followed []catalog.Headline     `json:"followed"`
	Silence  health.Silence         `json:"looks"`
}

// latest is the paper of the newest day, below what happened since the reader was here.
func latest(q *answer.Request) (answer.Answer, error) {
	p, err := front(q)
	if err != nil {
		return nil, err
	}
	if p == nil {
		return q.NewView("empty", q.Say("empty-archive"), nil), nil
	}
	if p.Calendar, err = calendarOf(q, p.Day[:len("2006-01")], p.Day); err != nil {
		return nil, err
	}
	v := q.NewView("day", "", p)
	v.Title, v.Feed, v.Wide = v.Day(p.Day), q.Link("/feed.atom"), true
	return v, nil
}

// latestData is the same for programs.
func latestData(q *answer.Request) (answer.Answer, error) {
	p, err := front(q)
	if err != nil {
		return nil, err
	}
	return answer.JSON(p)
}

// front is the data of the front page; nil where the archive is empty.
func front(q *answer.Request) (*dayPage, error) {
	day, _, err := q.Archive.Catalog().NearestDays(q.Context(), "")
	if err != nil || day == "" {
		return nil, err
	}
	p, err := dayOf(q, day)
	if err != nil {
		return nil, err
	}
	p.News, err = newsOf(q)
	return p, err
}

// newsOf is what happened since the reader's last visit; where none is known, since yesterday.
func newsOf(q *answer.Request) (*news, error) {
	yesterday, _, err := filter.Days("yesterday", "", q.Now())
	if err != nil {
		return nil, err
	}
	n := &news{Since: yesterday + "T00:00:00+08:00"}
	if since := q.Visit.Since; !since.IsZero() {
		n.Since, n.IsVisit = site.Stamp(since), true
	}
	counted, err := answer.Figure(q, "news "+n.Since, func(ctx context.Context) (news, error) {
		one := *n
		return one, one.count(ctx, q)
	})
	if err != nil {
		return nil, err
	}
	n = &counted
	if n.Silence, err = q.Silence(catalog.Filter{}, n.Since, ""); err != nil {
		return nil, err
	}
	return n, n.follow(q)
}

// count fills in what is the same for everybody who asks since a time.
func (n *news) count(ctx context.Context, q *answer.Request) (err error) {
	c := q.Archive.Catalog()
	fresh := catalog.Filter{NewSince: n.Since}
	if n.Days, err = c.Days(ctx, fresh); err != nil {
		return err
	}
	n.Days = slices.DeleteFunc(n.Days, func(d catalog.DayCount) bool {
		if d.Day < n.First() {
			n.Older += d.Articles
			return true
		}
		n.New += d.Articles
		return false
	})
	fresh.From = n.First()
	if n.Sections, err = c.Sections(ctx, fresh); err != nil {
		return err
	}
	answer.SortSections(n.Sections)
	events, err := c.Events(ctx, catalog.Query{}, catalog.Period{Since: n.Since})
	if err != nil {
		return err
	}
	changed, gone := byArticle(events)
	n.Changed, n.Gone = len(changed), len(gone)
	if n.Changes, err = versions.Told(ctx, q, changed[:min(maxCorrected, n.Changed)]); err != nil {
		return err
	}
	n.Vanished, err = versions.Told(ctx, q, gone[:min(maxVanished, n.Gone)])
	return err
}

// byArticle makes one event of all changes of an article. Those that went are apart.
func byArticle(events []catalog.Event) (changed, gone []catalog.Event) {
	at := map[int64]int{}
	for _, e := range events {
		i, known := at[e.Article]
		switch {
		case e.IsGone():
			gone = append(gone, e)
		case known:
			changed[i].Prior = e.Prior
		default:
			at[e.Article] = len(changed)
			changed = append(changed, e)
		}
	}
	return changed, gone
}

// follow lists what is new of those whom the reader follows.
func (n *news) follow(q *answer.Request) error {
	for _, f := range []catalog.Filter{{Authors: q.Visit.Names(visit.Author)}, {Columns: q.Visit.Names(visit.Column)}} {
		if len(f.Authors)+len(f.Columns) == 0 {
			continue
		}
		f.NewSince, f.Limit = n.Since, maxOfNames
		some, err := q.Archive.Catalog().Headlines(q.Context(), f)
		if err != nil {
			return err
		}
		n.Followed = append(n.Followed, some...)
	}
	slices.SortStableFunc(n.Followed, func(a, b catalog.Headline) int { return cmp.Compare(b.Published, a.Published) })
	n.Followed = slices.CompactFunc(n.Followed, func(a, b catalog.Headline) bool { return a.Number == b.Number })
	n.Followed = n.Followed[:min(maxOfNames, len(n.Followed))]
	return nil
}

// Day is the day on which the time since then begins, as a page is asked for it.
func (n *news) Day() string { return n.Since[:len(time.DateOnly)] }

// First is the day of the oldest articles that are new: what appeared on the eve may have been seen after midnight.
func (n *news) First() string { return site.AddDays(n.Day(), -1) }

// MoreChanged is how many changed articles are counted and not named.
func (n *news) MoreChanged() int { return n.Changed - len(n.Changes) }

// MoreGone is how many articles that went are counted and not named.
func (n *news) MoreGone() int { return n.Gone - len(n.Vanished) }

// ByDay are the numbers of new articles a day, the newest first.
func (n *news) ByDay() (days []catalog.DayCount) {
	for _, d := range n.Days {
		if i := slices.IndexFunc(days, func(e catalog.DayCount) bool { return e.Day == d.Day }); i >= 0 {
			days[i].Articles += d.Articles
			continue
		}
		days = append(days, catalog.DayCount{Day: d.Day, Articles: d.Articles})
	}
	slices.SortFunc(days, func(a, b catalog.DayCount) int { return cmp.Compare(b.Day, a.Day) })
	return days
}
