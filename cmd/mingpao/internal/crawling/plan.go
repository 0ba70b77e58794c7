package crawling

import (
	"context"
	"fmt"
	"io"
	"net/url"
	"strings"

	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/site"
	"mingpao/scraper"
	"mingpao/store"
	"mingpao/store/queue"
)

// plan is what a crawl would begin with, for programs.
type plan struct {
	Time   string     `json:"time"`
	Asks   []ask      `json:"asks"`   // in the order in which they are made, as far as it is known before
	Orders []string   `json:"orders"` // that come after them
	Hosts  []hostPlan `json:"hosts"`

	in words.Speech
}

// ask is one request.
type ask struct {
	Kind string `json:"kind"` // list, page
	URL  string `json:"url"`
	Why  string `json:"why"`
}

type hostPlan struct {
	Name string `json:"name"`
	Asks int    `json:"asks"`
	Left int    `json:"left"` // of today's requests
	Wait string `json:"wait"` // until when it asks to be left alone
}

// PrintPlan says what a job would ask now, in which order and why: to people in their language, to programs in English.
// It asks and writes nothing.
func PrintPlan(ctx context.Context, w io.Writer, a *store.Archive, job Job, asJSON bool) error {
	c := &scraper.Crawl{Config: job.Config, Archive: crawled{a.Frontier(), a, 0, job.Now}, Log: job.log(io.Discard),
		Now: job.Now, Want: job.Want, Refs: job.Refs}
	found, err := c.Plan(ctx)
	if err != nil {
		return err
	}
	p := plan{Time: site.Stamp(job.Now()), Asks: []ask{}, Orders: []string{}, in: words.English}
	if !asJSON {
		p.in = words.To(w)
	}
	for _, s := range found.Lists {
		why := p.in.Sprintf("%s, %s", strings.TrimSuffix(s.Key(), " /all"), whyList(p.in, s))
		p.Asks = append(p.Asks, ask{"list", scraper.AddressOf(s, job.Now()), why})
	}
	if err := p.addPages(ctx, a, job, found.Skip); err != nil {
		return err
	}
	if err := p.addOrders(ctx, a, job); err != nil {
		return err
	}
	p.addHosts(found.Hosts)
	if asJSON {
		return export.JSON(w, p, "  ")
	}
	return p.write(w)
}

// addPages adds those that were named, else those that are due.
func (p *plan) addPages(ctx context.Context, a *store.Archive, job Job, skip []string) error {
	for _, r := range job.Refs {
		p.Asks = append(p.Asks, ask{"page", r.URL(), p.in.Sprintf("named")})
	}
	if len(job.Refs) > 0 {
		return nil
	}
	pages, err := a.Frontier().DuePages(ctx, job.Want, skip, job.Now(), job.MaxPages)
	for _, item := range pages {
		p.Asks = append(p.Asks, ask{"page", item.URL, whyPage(p.in, item)})
	}
	return err
}

func (p *plan) addOrders(ctx context.Context, a *store.Archive, job Job) error {
	if len(job.Refs) > 0 {
		return nil
	}
	orders, err := a.Frontier().Orders(ctx)
	for _, o := range orders {
		if o.Ended.IsZero() {
			p.Orders = append(p.Orders, orderText(p.in, o, job.Now()))
		}
	}
	return err
}

func (p *plan) addHosts(hosts []scraper.HostPlan) {
	asks := map[string]int{}
	for _, one := range p.Asks {
		if u, err := url.Parse(one.URL); err == nil {
			asks[u.Hostname()]++
		}
	}
	for _, h := range hosts {
		one := hostPlan{Name: h.Name, Asks: asks[h.Name], Left: h.Left}
		if !h.Wait.IsZero() {
			one.Wait = site.Stamp(h.Wait)
		}
		p.Hosts = append(p.Hosts, one)
	}
}

func whyList(in words.Speech, s queue.Source) string {
	switch {
	case s.Failures > 0:
		return words.Numbered("failed %d time|failed %d times", s.Failures).In(in)
	case s.Answered.IsZero():
		return in.Sprintf("not read so far")
	}
	return in.Sprintf("due since %s", s.Due.In(site.Zone).Format("2006-01-02 15:04"))
}

func whyPage(in words.Speech, i queue.Item) string {
	switch {
	case !i.Missing.IsZero():
		return in.Reason(words.Reason{Seen: "missing"}).Text
	case i.Attempts > 0:
		return words.Numbered("failed %d time|failed %d times", i.Attempts).In(in)
	case i.Visits == 0:
		return in.Reason(words.Reason{Seen: "new"}).Text
	}
	return in.Reason(words.Reason{Seen: "another look"}).Text
}

// write says the plan to people.
func (p plan) write(w io.Writer) error {
	table := terminal.Aligned(func(t io.Writer) {
		for _, one := range p.Asks {
			kind := p.in.Sprintf("page")
			if one.Kind == "list" {
				kind = p.in.Sprintf("list")
			}
			fmt.Fprintf(t, "%s\t%s\t%s\n", kind, one.Why, one.URL)
		}
		for _, o := range p.Orders {
			fmt.Fprintf(t, "%s\t%s\t\n", p.in.Sprintf("order"), o)
		}
		for _, h := range p.Hosts {
			state := p.in.Sprintf("%s now, %d left today", words.Numbered("%d request|%d requests", h.Asks), h.Left)
			if h.Wait != "" {
				state = p.in.Sprintf("asks to wait until %s", export.ReadableTime(h.Wait))
			}
			fmt.Fprintf(t, "%s\t%s\t%s\n", p.in.Sprintf("host"), h.Name, state)
		}
	})
	_, err := fmt.Fprintln(w, table+p.in.Sprintf("Nothing was asked, and nothing written, at %s. "+
		"Lists bring pages that are not known yet.", export.ReadableTime(p.Time)))
	return err
}
