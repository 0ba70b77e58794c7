package fetch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"mingpao/extract/site"
	"mingpao/scraper/internal/robots"
	"mingpao/store/queue"
)

// RobotsCache keeps robots.txt between runs. The archive is one.
type RobotsCache interface {
	// LoadRobots returns what was saved for an origin and when; ok is false where nothing was.
	LoadRobots(ctx context.Context, origin string) (status int, body []byte, at time.Time, ok bool)
	// SaveRobots keeps the answer of an origin.
	SaveRobots(ctx context.Context, origin string, status int, body []byte, at time.Time) error
}

// robotsBook answers what a host allows, by RFC 9309: 4xx allows everything, 5xx and silence nothing.
type robotsBook struct {
	*transport
	known map[string]robotsAnswer // by origin
}

type robotsAnswer struct {
	at     time.Time
	status int
	rules  robots.Rules
	fault  error // why they are not to be had in this run, nil where they are
}

// productToken is the name of this program in robots.txt.
const productToken = "mingpao"

func newRobots(t *transport) *robotsBook { return &robotsBook{t, map[string]robotsAnswer{}} }

// check refuses an address that its host disallows.
func (r *robotsBook) check(ctx context.Context, u *url.URL) error {
	answer, err := r.of(ctx, u)
	if err != nil {
		return err
	}
	if keepsOut(answer.status) {
		return &Fault{Kind: queue.Refused, Subject: queue.Robots + strconv.Itoa(answer.status), Status: answer.status,
			Host: u.Hostname(), Detail: fmt.Sprintf("robots.txt answers HTTP %d: keep out", answer.status)}
	}
	if !answer.rules.Allows(robots.Target(u)) {
		return &Fault{Kind: queue.Disallowed, Detail: u.Hostname() + " disallows " + u.Path}
	}
	return nil
}

// of returns the rules of an origin: from memory, from the cache of earlier runs, or from the host.
func (r *robotsBook) of(ctx context.Context, u *url.URL) (robotsAnswer, error) {
	origin := u.Scheme + "://" + u.Host
	now := r.Now()
	if known, ok := r.known[origin]; ok && isFresh(known.at, now) {
		return known, known.fault
	}
	if r.Robots != nil {
		if status, body, at, ok := r.Robots.LoadRobots(ctx, origin); ok && isFresh(at, now) {
			return r.remember(u, origin, status, body, at), nil
		}
	}
	status, body, err := r.fetch(ctx, origin)
	var f *Fault
	if errors.As(err, &f) && f.To != "" {
		r.known[origin] = robotsAnswer{at: now, fault: f}
	}
	if err != nil {
		return robotsAnswer{}, err
	}
	if r.Robots != nil && !keepsOut(status) {
		if err := r.Robots.SaveRobots(context.WithoutCancel(ctx), origin, status, body, now); err != nil {
			return robotsAnswer{}, &unkept{err}
		}
	}
	return r.remember(u, origin, status, body, now), nil
}

// keepsOut reports whether a status of robots.txt disallows everything: the host cannot say now what it allows. That
// includes 429, although it begins with a 4.
func keepsOut(status int) bool { return status >= 500 || status == http.StatusTooManyRequests }

// isFresh reports whether an answer is less than a day old. One from the future, after a clock was set back, is not.
func isFresh(at, now time.Time) bool { return !at.After(now) && now.Sub(at) < RobotsAge }

func (r *robotsBook) remember(u *url.URL, origin string, status int, body []byte, at time.Time) robotsAnswer {
	rules := robots.Forbidding() // what is neither yes nor no
	switch status / 100 {
	case 2:
		rules = robots.Parse(body, productToken)
	case 4:
		rules = robots.Rules{}
	}
	if delay := rules.Delay(); delay > 0 {
		r.pace.slow(u.Hostname(), delay)
	}
	r.known[origin] = robotsAnswer{at: at, status: status, rules: rules}
	return r.known[origin]
}

// fetch gets robots.txt, following up to five redirects, to others of the paper's hosts, too. A host that does not
// answer disallows everything, for this run; so does one whose rules are where we do not go.
func (r *robotsBook) fetch(ctx context.Context, origin string) (int, []byte, error) {
	address := origin + "/robots.txt"
	for range 6 {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
		if err != nil {
			return 0, nil, err
		}
		if inScope(req.URL, slices.Concat(site.Hosts, r.hosts)) != nil {
			return 0, nil, robotsElsewhere(origin, req.URL)
		}
		resp, body, err := r.exchange(req)
		var own *unkept
		if errors.As(err, &own) {
			return 0, nil, own
		}
		if err != nil {
			f := *AsFault(err)
			f.Detail = "robots.txt: " + f.Detail
			return 0, nil, &f
		}
		if next, err := resp.Location(); err == nil && resp.StatusCode/100 == 3 {
			address = next.String()
			continue
		}
		return max(resp.StatusCode, 200), body[:min(len(body), robots.Limit+1)], nil
	}
	return http.StatusNotFound, nil, nil
}

// robotsElsewhere is the fault of a host that keeps its rules where we do not go: it is asked for nothing.
func robotsElsewhere(origin string, to *url.URL) error {
	where := cmp.Or(to.Host, to.Scheme)
	return &Fault{Kind: queue.Refused, Subject: "robots-at:" + where, Host: site.HostOf(origin), To: where,
		Detail: "robots.txt leads to " + where + ": keep out"}
}
