package web

import (
	"context"
	"os"
	"sync"
	"time"
)

const (
	memoFresh = 5 * time.Second // a figure may be so old while a crawl writes
	memoAge   = time.Minute     // and so old while it is counted again
	memoSize  = 256             // figures that are kept
)

// memo keeps figures that take long to count. A figure holds for as long as nothing was written to the archive, and for a while
// more while something is: nobody waits for another count then.
type memo struct {
	mu   sync.Mutex
	kept map[string]*figure
}

type figure struct {
	once  sync.Once
	value any
	err   error
	at    time.Time
	state string // of the archive's files then
	again bool   // it is being counted again
}

// remember returns the figure of a name, which count makes where none holds. Who asks for one that is being counted waits for it.
func remember[T any](q *request, name string, count func(context.Context) (T, error)) (T, error) {
	ctx := context.WithoutCancel(q.Context()) // others may wait for it
	f, next := q.memo.figure(name, stateOf(q.archive.Path()), time.Now())
	fill := func(f *figure) {
		f.once.Do(func() {
			ctx, cancel := context.WithTimeout(ctx, patience)
			defer cancel()
			f.value, f.err = count(ctx)
		})
		if f.err != nil {
			q.memo.forget(name, f)
		}
	}
	if next != nil {
		go func() {
			fill(next)
			q.memo.replace(name, f, next)
		}()
	}
	fill(f)
	value, _ := f.value.(T)
	return value, f.err
}

// figure is the figure to use; next is one to be counted for those who come later, nil where that is not needed.
func (m *memo) figure(name, state string, now time.Time) (f, next *figure) {
	m.mu.Lock()
	defer m.mu.Unlock()
	f = m.kept[name]
	if f != nil && (f.state == state || now.Sub(f.at) < memoFresh) {
		return f, nil
	}
	if f != nil && now.Sub(f.at) < memoAge {
		if f.again {
			return f, nil
		}
		f.again = true
		return f, &figure{at: now, state: state}
	}
	if m.kept == nil || len(m.kept) >= memoSize {
		m.kept = map[string]*figure{}
	}
	f = &figure{at: now, state: state}
	m.kept[name] = f
	return f, nil
}

// replace puts a figure in the place of an older one.
func (m *memo) replace(name string, old, with *figure) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.kept[name] == old && with.err == nil {
		m.kept[name] = with
	}
	old.again = false
}

func (m *memo) forget(name string, f *figure) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.kept[name] == f {
		delete(m.kept, name)
	}
}

// stateOf changes with every write to the archive.
func stateOf(path string) (state string) {
	for _, name := range []string{path, path + "-wal"} {
		if info, err := os.Stat(name); err == nil {
			state += info.ModTime().Format(time.RFC3339Nano) + " "
		}
	}
	return state
}
