package answer

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

// TestTurns: so many read the archive at a time, fewer of them for long, and no more than so many wait.
func TestTurns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		turns, got := newTurns(), make(chan error, 2*waiting)
		ctx, cancel := context.WithCancel(t.Context())
		for range atLong {
			mustTake(t, turns, true)
		}
		wait := func(long bool) {
			go func() {
				_, err := turns.take(ctx, long)
				got <- err
			}()
			if synctest.Wait(); len(got) > 0 {
				t.Fatal("it did not wait", <-got)
			}
		}
		wait(true)
		leave := mustTake(t, turns, false)
		for range waiting - 1 {
			wait(false)
		}
		if _, err := turns.take(ctx, false); !errors.Is(err, errBusy) {
			t.Errorf("one too many: %v", err)
		}
		cancel()
		synctest.Wait()
		if len(got) != waiting {
			t.Errorf("%d ended, %d waited", len(got), waiting)
		}
		leave()
		mustTake(t, turns, false)
	})
}

func mustTake(t *testing.T, turns turns, long bool) (leave func()) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	leave, err := turns.take(ctx, long)
	if err != nil {
		t.Fatal(err)
	}
	return leave
}
