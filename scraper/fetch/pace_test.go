package fetch

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

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

// TestPaceGoesOn has a run that begins right after another one: its first request keeps the distance, robots.txt's
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
				if err := newPacer(config).spend(t.Context(), site.NewsHost, time.Now()); err != nil {
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
