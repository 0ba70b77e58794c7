package db

import (
	"cmp"
	"context"
	"errors"
	"time"

	"github.com/mattn/go-sqlite3"
)

// Patience is how a run waits for another program that has the archive locked.
type Patience struct {
	Wait  time.Duration // at most so long at a time; 0: ten seconds
	Until time.Time     // and no longer than this; zero: no limit
	Tell  func()        // is called when a wait has lasted ten seconds; nil: no one is told
	Brief bool          // the run ends by itself within moments: others wait for it as for a program that has the lock
}

const (
	patienceUntold = 10 * time.Second       // a wait is nothing to speak of
	lockTry        = time.Second            // within SQLite, which cannot be interrupted there
	lockPause      = 100 * time.Millisecond // lets others have the lock, too
)

// ErrLocked is the error of a write that another program's lock has prevented for longer than the run had patience.
var ErrLocked = errors.New("another program is writing to it, or never ceases to read it; end that one and run " +
	"again, what was finished is kept")

// waiter waits for other programs' locks for as long as its run goes on.
type waiter struct {
	Patience
	ended func() error // of the run; nil: it goes on
}

// Try repeats what another program's lock prevents.
func (w waiter) Try(ctx context.Context, do func() error) error {
	began := time.Now()
	last := began.Add(cmp.Or(w.Wait, patienceUntold))
	if !w.Until.IsZero() && w.Until.Before(last) {
		last = w.Until
	}
	for {
		err := do()
		if !isLocked(err) {
			return err
		}
		if err := w.isOver(ctx); err != nil {
			return err
		}
		now := time.Now()
		if !now.Before(last) || errors.Is(ctx.Err(), context.DeadlineExceeded) {
			return ErrLocked
		}
		if w.Tell != nil && now.Sub(began) >= patienceUntold {
			w.Tell()
			w.Tell = nil // once a wait
		}
		time.Sleep(lockPause)
	}
}

// isOver is why no one waits any more. A run out of time has met the lock, not an interruption.
func (w waiter) isOver(ctx context.Context) error {
	if w.ended != nil && w.ended() != nil {
		return w.ended()
	}
	if err := ctx.Err(); !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil
}

func isLocked(err error) bool {
	var s sqlite3.Error
	return errors.As(err, &s) && s.Code == sqlite3.ErrBusy || errors.Is(err, errBrief)
}
