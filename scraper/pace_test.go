package scraper

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"mingpao/extract"
	"mingpao/extract/site"
)

// ledgerOf is a count of requests that outlives a run.
type ledgerOf map[string]time.Time

func (l ledgerOf) Spend(_ context.Context, host string, at time.Time) error {
	l[host] = at
	return nil
}

func (l ledgerOf) Spent(_ context.Context, host string, _ time.Time) (int, time.Time, error) {
	return len(l), l[host], nil
}

// TestPaceGoesOn has a run that begins right behind another one: its first request keeps the distance, robots.txt's
// where that is longer.
func TestPaceGoesOn(t *testing.T) {
	for _, c := range []struct {
		name                 string
		delay, asked, passed time.Duration
		least                time.Duration
	}{
		{"at once", 2 * time.Second, 0, 0, 2 * time.Second},
		{"after a second", 2 * time.Second, 0, time.Second, time.Second},
		{"after a while", 2 * time.Second, 0, time.Minute, 0},
		{"as robots.txt asks", 2 * time.Second, 20 * time.Second, time.Second, 19 * time.Second},
		{"the clock was set back", 2 * time.Second, 0, -time.Hour, 0},
		{"loopback", 0, 20 * time.Second, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				kept := ledgerOf{}
				config := Config{Delay: c.delay, Now: time.Now, Traffic: kept}
				if err := newPacer(config).spend(t.Context(), site.NewsHost); err != nil {
					t.Fatal(err)
				}
				kept[site.NewsHost] = time.Now().Add(-c.passed)
				next := newPacer(config)
				if c.asked > 0 {
					next.slow(site.NewsHost, c.asked)
				}
				began := time.Now()
				release, err := next.take(t.Context(), site.NewsHost)
				if err != nil {
					t.Fatal(err)
				}
				release()
				if waited := time.Since(began); waited != c.least {
					t.Errorf("waited %v, want %v", waited, c.least)
				}
			})
		})
	}
}

// TestInTime has a page whose extraction does not come to an end: it fails alone, and the end of the run ends the wait.
func TestInTime(t *testing.T) {
	for _, c := range []struct {
		name   string
		cancel time.Duration // when the run ends; 0: it does not
		takes  time.Duration
		most   time.Duration
		want   string
	}{
		{"in time", 0, time.Second, time.Second, ""},
		{"too long", 0, time.Hour, parseTime, "cannot be read in"},
		{"a signal", time.Second, time.Hour, time.Second + grace, "canceled"},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancel(context.Background())
				defer cancel()
				if c.cancel > 0 {
					time.AfterFunc(c.cancel, cancel)
				}
				slow := func(extract.Page) (*extract.Article, error) {
					select {
					case <-time.After(c.takes):
					case <-t.Context().Done(): // the test is over
					}
					return &extract.Article{}, nil
				}
				began := time.Now()
				a, err := inTime(ctx, slow, extract.Page{})
				if took := time.Since(began); took > c.most {
					t.Errorf("it took %v", took)
				}
				if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) ||
					(a == nil) != (err != nil) {
					t.Errorf("%v, %v; want %s", a, err, c.want)
				}
				if c.cancel > 0 && !errors.Is(err, ctx.Err()) {
					t.Errorf("%v is not the end of the run", err)
				}
			})
		})
	}
}

// TestOneAtATime: a host has one request at a time, others do not wait for it.
func TestOneAtATime(t *testing.T) {
	p := newPacer(Config{Now: time.Now})
	release, err := p.take(t.Context(), site.NewsHost)
	if err != nil {
		t.Fatal(err)
	}
	taken := make(chan string, 2)
	for _, host := range []string{site.NewsHost, site.FinanceHost} {
		go func() {
			if done, err := p.take(t.Context(), host); err == nil {
				taken <- host
				done()
			}
		}()
	}
	if host := <-taken; host != site.FinanceHost {
		t.Fatal("a second request began before the first was answered")
	}
	select {
	case <-taken:
		t.Fatal("a second request began before the first was answered")
	case <-time.After(50 * time.Millisecond):
	}
	release()
	if host := <-taken; host != site.NewsHost {
		t.Error(host)
	}
}
