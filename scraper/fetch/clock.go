package fetch

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"mingpao/extract/site"
)

// WrongClock is the error of a run whose clock two hosts say is wrong. Nothing that it sees may be kept.
type WrongClock struct {
	Ours, Theirs time.Time
	Hosts        []string
}

func (w *WrongClock) Error() string {
	const minute = "2006-01-02 15:04"
	return fmt.Sprintf("this machine's clock says %s, but by %s it is %s: nothing was recorded; set the clock",
		w.Ours.In(site.Zone).Format(minute), strings.Join(w.Hosts, " and "), w.Theirs.In(site.Zone).Format(minute))
}

// clock compares this machine's clock with what hosts say. A host that agrees is enough; to say that it is wrong takes
// two, which agree with each other.
type clock struct {
	*transport
	isSettled bool
	isRight   bool // a host says so
	isAsking  bool
	doubt     string     // the first host that says otherwise, where no two agree
	held      []spending // requests of before it was known whether the day is right
}

type spending struct {
	host string
	at   time.Time
}

const (
	// clockError is how far clocks may be apart.
	clockError = 5 * time.Minute
	// freshAge is how old an answer may be that a cache gives, by its own word.
	freshAge = time.Minute
)

// spend counts a request, or holds it until the first answer shows what day it is.
func (c *clock) spend(ctx context.Context, host string) error {
	if !c.TellsTime || c.isSettled {
		return c.pace.spend(ctx, host, c.Now())
	}
	c.held = append(c.held, spending{host, c.Now()})
	return nil
}

// see looks at an answer, nil for none. A date that is off is a doubt, whatever its age: then hosts are asked.
func (c *clock) see(ctx context.Context, resp *http.Response) error {
	switch {
	case !c.TellsTime || c.isSettled || c.isAsking:
		return nil
	case resp == nil:
		return c.release(ctx)
	}
	off, fresh, ok := c.offset(resp)
	switch {
	case ok && off.Abs() > clockError:
		return c.ask(ctx)
	case ok && fresh:
		c.isSettled, c.isRight = true, true
	}
	return c.release(ctx)
}

// release counts the requests that were held.
func (c *clock) release(ctx context.Context) error {
	for _, s := range c.held {
		if err := c.pace.spend(ctx, s.host, s.at); err != nil {
			return err
		}
	}
	c.held = nil
	return nil
}

// offset is how far a host's clock is ahead of ours, and whether the answer was made for us.
func (c *clock) offset(resp *http.Response) (off time.Duration, fresh, ok bool) {
	date, err := http.ParseTime(resp.Header.Get("Date"))
	if err != nil {
		return 0, false, false
	}
	age := ageOf(resp.Header)
	fresh = resp.StatusCode != http.StatusNotModified && age <= freshAge
	for _, name := range []string{"X-Cache", "Cf-Cache-Status"} {
		fresh = fresh && !strings.HasPrefix(strings.ToUpper(resp.Header.Get(name)), "HIT")
	}
	return date.Add(age).Sub(c.Now()), fresh, true
}

// ageOf is how long caches have held an answer, as they say; 0 where it comes from none.
func ageOf(h http.Header) time.Duration {
	seconds, _ := strconv.ParseInt(strings.TrimSpace(h.Get("Age")), 10, 32)
	return time.Duration(max(seconds, 0)) * time.Second
}

// made is when an answer was made: by its Age, or by its Date, which caches leave as it was. A clock that no host calls
// right is nothing to hold a Date against.
func (c *clock) made(h http.Header) time.Time {
	made := c.Now().Add(-ageOf(h))
	if date, err := http.ParseTime(h.Get("Date")); c.isRight && err == nil && date.Before(made) {
		return date
	}
	return made
}

// ask has hosts say what time it is.
func (c *clock) ask(ctx context.Context) error {
	c.isAsking = true
	defer func() { c.isAsking, c.isSettled = false, true }()
	offs, doubt := map[string]time.Duration{}, ""
	for _, host := range site.Hosts {
		off, ok := c.askHost(ctx, host)
		switch {
		case !ok:
			continue
		case off.Abs() <= clockError:
			c.isRight = true
			return c.release(ctx)
		}
		for other, theirs := range offs {
			if (theirs - off).Abs() <= clockError {
				now := c.Now()
				return &WrongClock{now, now.Add(off), []string{other, host}}
			}
		}
		offs[host], doubt = off, cmp.Or(doubt, host)
	}
	c.doubt = doubt
	return c.release(ctx)
}

func (c *clock) askHost(ctx context.Context, host string) (off time.Duration, ok bool) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "https://"+host+"/robots.txt", nil)
	if err != nil {
		return 0, false
	}
	r.Header.Set("Cache-Control", "no-cache")
	resp, _, err := c.exchange(r)
	if err != nil {
		return 0, false
	}
	off, fresh, ok := c.offset(resp)
	return off, ok && fresh
}
