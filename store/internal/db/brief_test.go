package db_test

import (
	"errors"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"mingpao/store/internal/db"
)

// TestBriefLock: who holds the lock for a moment is waited for, and who holds it for long is not, whatever another one
// who was killed has left.
func TestBriefLock(t *testing.T) {
	const moment = 5 * time.Second
	for name, c := range map[string]struct {
		isBrief, wasBrief bool
		patience          time.Duration
		want              error
	}{
		"held for long":                      {want: db.ErrBusy, patience: time.Hour},
		"for long after one that was brief":  {wasBrief: true, want: db.ErrBusy, patience: time.Hour},
		"for a moment":                       {isBrief: true, patience: time.Hour},
		"for a moment longer than one waits": {isBrief: true, want: db.ErrBusy, patience: moment / 2},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				path := filepath.Join(t.TempDir(), "a.db")
				for _, isBrief := range []bool{c.wasBrief, c.isBrief} {
					lock, err := db.Acquire(t.Context(), path, db.Patience{Brief: isBrief})
					if err != nil {
						t.Fatal(err)
					}
					if isBrief == c.isBrief {
						time.AfterFunc(moment, func() { _ = lock.Unlock() })
						break
					}
					_ = lock.Unlock()
				}
				lock, err := db.Acquire(t.Context(), path, db.Patience{Wait: c.patience})
				if !errors.Is(err, c.want) {
					t.Fatalf("%v, want %v", err, c.want)
				}
				if err == nil {
					_ = lock.Unlock()
				}
			})
		})
	}
}
