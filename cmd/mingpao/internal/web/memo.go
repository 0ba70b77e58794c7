package web

import (
	"os"
	"sync"
	"time"
)

const (
	memoAge  = 5 * time.Second // how old a figure may be while a crawl writes
	memoSize = 256             // figures that are kept
)

// memo keeps figures that take long to count. A figure holds for as long as nothing was written to the archive, and for some
// seconds more while something is.
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
}

// remember returns the figure of a name, which count makes where none holds. Who asks for one that is being counted waits for it.
func remember[T any](r *room, name string, count func() (T, error)) (T, error) {
	f := r.memo.figure(name, stateOf(r.archive.Path()), time.Now())
	f.once.Do(func() { f.value, f.err = count() })
	if f.err != nil {
		r.memo.forget(name, f)
		var none T
		return none, f.err
	}
	value, _ := f.value.(T)
	return value, nil
}

func (m *memo) figure(name, state string, now time.Time) *figure {
	m.mu.Lock()
	defer m.mu.Unlock()
	if f := m.kept[name]; f != nil && (f.state == state || now.Sub(f.at) < memoAge) {
		return f
	}
	if m.kept == nil || len(m.kept) >= memoSize {
		m.kept = map[string]*figure{}
	}
	f := &figure{at: now, state: state}
	m.kept[name] = f
	return f
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
