package scraper

import (
	"context"
	"math/rand/v2"
	"sync"
	"time"
)

// pacer keeps requests to a host apart: one at a time, a delay with jitter from the end of one to the start of the next.
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
	Spend(host string, at time.Time) error
	// LastRequest is when a host was asked last, the zero time for never.
	LastRequest(host string) (time.Time, error)
}

type hostPace struct {
	turn  sync.Mutex
	free  time.Time     // when the next request may start
	delay time.Duration // of robots.txt, if it is longer
}

func newPacer(c Config) *pacer {
	return &pacer{delay: c.Delay, now: c.Now, traffic: c.Traffic, hosts: map[string]*hostPace{}}
}

func (p *pacer) host(name string) *hostPace {
	p.mu.Lock()
	defer p.mu.Unlock()
	h := p.hosts[name]
	if h == nil {
		h = &hostPace{free: p.freeSince(name)}
		p.hosts[name] = h
	}
	return h
}

// freeSince goes on with the pace of the run before.
func (p *pacer) freeSince(name string) time.Time {
	if p.traffic == nil || p.delay == 0 {
		return time.Time{}
	}
	last, err := p.traffic.LastRequest(name)
	if err != nil || last.After(p.now()) {
		return time.Time{} // a clock that was set back must not make a run wait
	}
	return last.Add(p.delay)
}

// take waits for the host's turn. The caller calls release when the answer has been read.
func (p *pacer) take(ctx context.Context, host string) (release func(), err error) {
	h := p.host(host)
	h.turn.Lock()
	if err := sleep(ctx, h.free.Sub(p.now())); err != nil {
		h.turn.Unlock()
		return nil, &Fault{Kind: Interrupted}
	}
	return func() {
		h.free = p.now().Add(jittered(p.atLeast(h)))
		h.turn.Unlock()
	}, nil
}

func (p *pacer) atLeast(h *hostPace) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.delay == 0 {
		return 0 // loopback: nobody to spare
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

// sleep waits, or ends early with the context's error.
func sleep(ctx context.Context, d time.Duration) error {
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
