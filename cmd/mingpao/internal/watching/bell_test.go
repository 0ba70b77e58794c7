package watching

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/fsnotify/fsnotify"
)

// TestBell: it rings once for all that happens together, and when more happened than the system could tell.
func TestBell(t *testing.T) {
	const least, most = time.Second, time.Minute
	for name, c := range map[string]struct {
		events int
		err    error
		waits  time.Duration
	}{
		"nothing":               {waits: most},
		"one event":             {events: 1, waits: least},
		"thousands":             {events: 5000, waits: least},
		"more than can be told": {err: fsnotify.ErrEventOverflow, waits: least},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				events, errs := make(chan fsnotify.Event), make(chan error)
				b := &bell{watcher: &fsnotify.Watcher{Events: events, Errors: errs}, rings: make(chan struct{}, 1)}
				go b.listen()
				defer close(events)
				for range c.events {
					events <- fsnotify.Event{}
				}
				if c.err != nil {
					errs <- c.err
				}
				began := time.Now()
				b.wait(t.Context(), least, most)
				if got := time.Since(began); got != c.waits {
					t.Errorf("waited %v, want %v", got, c.waits)
				}
				b.wait(t.Context(), least, most)
				if got := time.Since(began); got != c.waits+most {
					t.Errorf("it rang again after %v", got-c.waits)
				}
			})
		})
	}
}
