package answer

import (
	"context"
	"sync"
	"time"
)

// How old an answer may be that takes long to make. With nothing written to the archive it holds, but for what the
// time of day changes. While something is written it holds for a while; then it will do until the next is there, which
// is made beside.
const (
	memoHold  = 10 * time.Minute // though nothing was written: what is late by now?
	memoFresh = 5 * time.Second  // though something was written
	memoShare = 100              // of the time that it took to make: no more than a hundredth goes into making it again
	memoHeld  = time.Minute      // so old at most
	memoAge   = 2 * time.Minute  // and so old while the next is made

	maxFigures   = 256
	maxDocuments = 12 << 20 // bytes
)

// memo keeps what was made of the archive, as much as its limit, what was asked for last. Nothing that it keeps
// outlives the removal of an article.
type memo struct {
	limit int // sizes together

	mu   sync.Mutex
	all  map[string]*kept
	size int
	asks int64
}

// kept is what is kept, or is being made.
type kept struct {
	at    time.Time     // when it was begun
	state state         // of the archive then
	made  chan struct{} // closed when it is made; then value, err and took may be read
	value any
	err   error
	took  time.Duration

	before *kept // that it is made instead of; nil: none

	size  int   // these the memo guards
	asked int64 // the number of the last who did
	again bool  // it is being made anew
}

// kind is how something is kept.
type kind[T any] struct {
	memo *memo
	size func(T) int // nil: 1
	make func(context.Context) (T, error)
}

// remember returns what is kept under a name, made where there is none that holds. Who asks for what is being made
// waits for it.
func remember[T any](q *Request, name string, k kind[T]) (value T, err error) {
	now := q.Room.state(q.Context())
	f, next := k.memo.find(name, now)
	if next != nil {
		if next == f {
			fill(q, name, f, k)
		} else if q.Room.beside.begin() {
			begun := next.at
			go func() {
				defer func() { q.Room.beside.end(time.Since(begun)) }()
				fill(q, name, next, k)
			}()
		} else {
			k.memo.leave(f)
		}
	}
	select {
	case <-f.made:
		value, _ = f.value.(T)
		return value, f.err
	case <-q.Context().Done():
		return value, q.Context().Err()
	}
}

// Figure is one of the figures that pages share.
func Figure[T any](q *Request, name string, count func(context.Context) (T, error)) (T, error) {
	return remember(q, name, kind[T]{&q.Room.figures, nil, count})
}

// fill makes a figure. It is made to its end though who asked for it first has gone: others may wait.
func fill[T any](q *Request, name string, f *kept, k kind[T]) {
	defer close(f.made)
	ctx, cancel := context.WithTimeout(context.WithoutCancel(q.Context()), patience)
	defer cancel()
	begun := time.Now()
	f.err = errUnmade // should it panic
	value, err := k.make(ctx)
	if ctx.Err() != nil {
		err = ctx.Err()
	}
	f.value, f.err, f.took = value, err, time.Since(begun)
	size := 1
	if k.size != nil {
		size = k.size(value)
	}
	k.memo.settle(name, f, size)
}

// find returns what to use; next is one to be made: the same, or one for those who come later. Nil: none is needed.
func (m *memo) find(name string, now state) (f, next *kept) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.asks++
	f = m.all[name]
	if f != nil && f.holds(now) {
		f.asked = m.asks
		return f, nil
	}
	next = &kept{made: make(chan struct{}), at: time.Now(), state: now, asked: m.asks}
	if f != nil && f.serves(now) {
		if f.asked = m.asks; f.again {
			return f, nil
		}
		f.again, next.before = true, f
		return f, next
	}
	if m.all == nil {
		m.all = map[string]*kept{}
	}
	if f != nil {
		m.size -= f.size
	}
	m.all[name] = next
	return next, next
}

// isMade tells whether the figure's fields may be read.
func (f *kept) isMade() bool {
	select {
	case <-f.made:
		return true
	default:
		return false
	}
}

// holds tells whether a figure is as good as one that is made now.
func (f *kept) holds(now state) bool {
	age := time.Since(f.at)
	switch {
	case f.state.removed != now.removed:
		return false
	case !f.isMade():
		return true
	case f.state == now:
		return age < memoHold
	}
	return age < min(max(memoFresh, memoShare*f.took), memoHeld)
}

// serves tells whether a figure will do while the next is made.
func (f *kept) serves(now state) bool {
	return f.isMade() && f.state.removed == now.removed && (f.state == now || time.Since(f.at) < memoAge)
}

// settle keeps what was made, in the place of an older one where that was made anew. It forgets errors, and what
// nobody has asked for longest.
func (m *memo) settle(name string, f *kept, size int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	old, before := m.all[name], f.before
	f.before = nil
	if old == nil || old != f && old != before {
		return
	}
	old.again = false
	switch {
	case f.err == nil:
		m.size += size - old.size
		m.all[name], f.size, f.asked = f, size, old.asked
	case old == f:
		m.drop(name)
	}
	m.shrink()
}

// shrink forgets what nobody has asked for longest, down to the limit.
func (m *memo) shrink() {
	for m.size > m.limit {
		oldest := ""
		for name, f := range m.all {
			if f.size > 0 && (oldest == "" || f.asked < m.all[oldest].asked) {
				oldest = name
			}
		}
		m.drop(oldest)
	}
}

func (m *memo) drop(name string) {
	m.size -= m.all[name].size
	delete(m.all, name)
}

// leave gives up making a figure anew.
func (m *memo) leave(f *kept) {
	m.mu.Lock()
	defer m.mu.Unlock()
	f.again = false
}
