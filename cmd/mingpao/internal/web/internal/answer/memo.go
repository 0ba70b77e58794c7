package answer

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/golang/groupcache/lru"
	"golang.org/x/sync/singleflight"
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

// memo keeps what was made of the archive, up to its limit, and forgets what was asked for longest ago. Nothing that it
// keeps is shown after the removal of an article.
type memo struct {
	limit  int // sizes together
	making singleflight.Group

	mu   sync.Mutex
	all  *lru.Cache // of *kept, by name
	size int
}

func newMemo(limit int) *memo {
	m := &memo{limit: limit, all: lru.New(0)} // the size is bounded, not the number
	m.all.OnEvicted = func(_ lru.Key, f any) { m.size -= f.(*kept).size }
	return m
}

// kept is something that was made.
type kept struct {
	at    time.Time // when it was begun
	state state     // of the archive then
	took  time.Duration
	value any
	size  int
}

// kind says how something is kept.
type kind[T any] struct {
	memo *memo
	size func(T) int // nil: 1
	make func(context.Context) (T, error)
}

// remember returns what is kept under a name, or makes it. What will do for a while is made anew
// beside.
func remember[T any](q *Request, name string, k kind[T]) (value T, err error) {
	now := q.Room.state(q.Context())
	f := k.memo.find(name)
	switch {
	case f != nil && f.holds(now):
	case f != nil && f.serves(now):
		q.Room.beside.try(func() { _, _ = made(q, name, now, k) })
	default:
		if f, err = made(q, name, now, k); err != nil {
			return value, err
		}
	}
	value, _ = f.value.(T)
	return value, nil
}

// Figure is one of the figures that pages share.
func Figure[T any](q *Request, name string, count func(context.Context) (T, error)) (T, error) {
	return remember(q, name, kind[T]{q.Room.figures, nil, count})
}

// made makes a figure, once for all who ask for it in the meantime. It is finished even if the first to ask has gone:
// others may wait. After the removal of an article nothing that was begun before is given out.
func made[T any](q *Request, name string, now state, k kind[T]) (*kept, error) {
	making := k.memo.making.DoChan(fmt.Sprintf("%s %d", name, now.removed), func() (any, error) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(q.Context()), patience)
		defer cancel()
		return fill(ctx, name, now, k)
	})
	select {
	case m := <-making:
		if m.Err != nil {
			return nil, m.Err
		}
		return m.Val.(*kept), nil
	case <-q.Context().Done():
		return nil, q.Context().Err()
	}
}

// fill makes a figure and keeps it. A panic is an error: in the goroutine in which it is made it would end the program.
func fill[T any](ctx context.Context, name string, now state, k kind[T]) (f *kept, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("%w: %v", errUnmade, fault)
		}
	}()
	f = &kept{at: time.Now(), state: now, size: 1}
	value, err := k.make(ctx)
	if ctx.Err() != nil {
		err = ctx.Err()
	}
	if err != nil {
		return nil, err
	}
	f.value, f.took = value, time.Since(f.at)
	if k.size != nil {
		f.size = k.size(value)
	}
	k.memo.keep(name, f)
	return f, nil
}

// find returns what is kept under a name, nil if nothing is.
func (m *memo) find(name string) *kept {
	m.mu.Lock()
	defer m.mu.Unlock()
	if f, ok := m.all.Get(name); ok {
		return f.(*kept)
	}
	return nil
}

// keep keeps what was made, in the place of what was kept under the name before.
func (m *memo) keep(name string, f *kept) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.all.Remove(name)
	m.all.Add(name, f)
	for m.size += f.size; m.size > m.limit; {
		m.all.RemoveOldest()
	}
}

// holds reports whether a figure is as good as one that is made now.
func (f *kept) holds(now state) bool {
	age := time.Since(f.at)
	switch {
	case !f.state.isSameAs(now):
		return false
	case f.state == now:
		return age < memoHold
	}
	return age < min(max(memoFresh, memoShare*f.took), memoHeld)
}

// serves reports whether a figure will do while the next is made.
func (f *kept) serves(now state) bool {
	return f.state.isSameAs(now) && (f.state == now || time.Since(f.at) < memoAge)
}
