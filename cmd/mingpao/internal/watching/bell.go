package watching

import (
	"context"
	"time"

	"github.com/fsnotify/fsnotify"
)

// bell rings when something happens in a folder. It is a hint: where the system tells of nothing, as of what another
// machine writes, or of too much at once, the next look finds what there is.
type bell struct {
	watcher *fsnotify.Watcher // nil: the system has none left
	rings   chan struct{}
}

func newBell() *bell {
	b := &bell{rings: make(chan struct{}, 1)}
	var err error
	if b.watcher, err = fsnotify.NewWatcher(); err != nil {
		b.watcher = nil
		return b
	}
	go b.listen()
	return b
}

// listen rings for everything, errors included, so that the system's queue does not fill up.
func (b *bell) listen() {
	for {
		var open bool
		select {
		case _, open = <-b.watcher.Events:
		case _, open = <-b.watcher.Errors:
		}
		if !open {
			return
		}
		select {
		case b.rings <- struct{}{}:
		default:
		}
	}
}

// hangIn has it ring for a folder, also one that was hung in before.
func (b *bell) hangIn(folder string) {
	if b.watcher != nil {
		_ = b.watcher.Add(folder) // where there are too many, looking again finds it
	}
}

// wait waits for a ring, at least and at most so long, or until the context ends.
func (b *bell) wait(ctx context.Context, least, most time.Duration) {
	deaf, end := time.After(least), time.After(max(least, most))
	select {
	case <-ctx.Done():
		return
	case <-deaf:
	}
	select {
	case <-ctx.Done():
	case <-b.rings:
	case <-end:
	}
}

func (b *bell) close() {
	if b.watcher != nil {
		_ = b.watcher.Close()
	}
}
