package fetch

import (
	"context"
	"math/rand/v2"
	"sync"
	"time"

	"mingpao/extract/site"
	"mingpao/store/queue"
)

// pacer keeps requests to a host apart: one at a time, a delay with jitter from the end of one to the start of the
// next.
type pacer struct {
	delay   time.Duration
	now     func() time.Time
	traffic Traffic

	mu    sync.Mutex
	hosts map[string]*hostPace
}

// Traffic keeps count of the requests that hosts get, between runs as well. The archive is one.
type Traffic interface {
	// Spend counts a request that is about to be made.
	Spend(ctx context.Context, host string, at time.Time) error
	// Spent is how many requests a host has had on the day of a time, and when it was asked last, the zero time for never.
	Spent(ctx context.Context, host string, at time.Time) (today int, last time.Time, err error)
}

type hostPace struct {
	turn  sync.Mutex
	free  time.Time     // when the next request may start
	last  time.Time     // when the run before asked it last
	delay time.Duration // of robots.txt, if it is longer
	day   string        // that the requests were counted on
	spent int           // requests on it
}

func newPacer(c Config) *pacer {
	return &pacer{delay: c.Delay, now: c.Now, traffic: c.Traffic, hosts: map[string]*hostPace{}}
}

func (p *pacer) host(name string) *hostPace {
	p.mu.Lock()
	defer p.mu.Unlock()
	h := p.hosts[name]
	if h == nil {
		h = p.goOn(name)
		p.hosts[name] = h
	}
	return h
}

// goOn takes over the pace and the count of the previous run.
func (p *pacer) goOn(name string) *hostPace {
	h := &hostPace{}
	if p.traffic == nil {
		return h
	}
	now := p.now()
	spent, last, err := p.traffic.Spent(context.Background(), name, now)
	if err != nil {
		return h // the pace within the run is kept, in any case
	}
	h.day, h.spent = site.DayOf(now), spent
	if p.delay > 0 && !last.IsZero() && !last.After(now) { // a clock that was set back must not make a run wait
		h.last, h.free = last, last.Add(p.delay)
	}
	return h
}

// spend counts a request before it is made: a run that is killed has made it.
func (p *pacer) spend(ctx context.Context, name string, now time.Time) error {
	h := p.host(name)
	p.mu.Lock()
	if day := site.DayOf(now); h.day != day {
		h.day, h.spent = day, 0
	}
	h.spent++
	p.mu.Unlock()
	if p.traffic == nil {
		return nil
	}
	return p.traffic.Spend(context.WithoutCancel(ctx), name, now)
}

// spent returns the number of requests that a host has had today.
func (p *pacer) spent(name string) int {
	h := p.host(name)
	p.mu.Lock()
	defer p.mu.Unlock()
	if h.day != site.DayOf(p.now()) {
		return 0
	}
	return h.spent
}

// take waits for the host's turn. The caller calls release when the answer has been read.
func (p *pacer) take(ctx context.Context, host string) (release func(), err error) {
	h := p.host(host)
	h.turn.Lock()
	free := h.free
	if !h.last.IsZero() { // robots.txt's delay counts from what the run before asked, too
		free = h.last.Add(p.atLeast(h))
	}
	if err := Sleep(ctx, free.Sub(p.now())); err != nil {
		h.turn.Unlock()
		return nil, &Fault{Kind: queue.Interrupted}
	}
	return func() {
		h.last, h.free = time.Time{}, p.now().Add(jittered(p.atLeast(h)))
		h.turn.Unlock()
	}, nil
}

func (p *pacer) atLeast(h *hostPace) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.delay == 0 {
		return 0 // loopback: no host to spare
	}
	return max(p.delay, h.delay)
}

// slow sets the delay that a host's robots.txt asks for.
func (p *pacer) slow(host string, delay time.Duration) {
	h := p.host(host)
	p.mu.Lock()
	defer p.mu.Unlock()
	h.delay = min(delay, maxCrawlDelay)
}

// jittered lengthens a delay by up to a quarter.
func jittered(d time.Duration) time.Duration {
	if d <= 0 {
		return 0
	}
	return d + rand.N(d/4+1)
}

// Sleep waits, or ends early with the context's error.
func Sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
