package answer

import (
	"context"
	"errors"
	"net/http/httptest"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"mingpao/store"
)

// remembering is a request with a memo of its own.
func remembering(t *testing.T, limit int) (*Request, *memo) {
	t.Helper()
	a, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "empty.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	r := NewRoom(a, nil, nil, nil)
	return r.newRequest(httptest.NewRequestWithContext(t.Context(), "GET", "/", nil)), newMemo(limit)
}

// TestMadeOnce lets many ask at once for what takes a while: it is made once, and an error is not kept.
func TestMadeOnce(t *testing.T) {
	q, m := remembering(t, 10)
	var made atomic.Int32
	k := kind[int32]{m, nil, func(context.Context) (int32, error) {
		time.Sleep(20 * time.Millisecond)
		return made.Add(1), nil
	}}
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if n, err := remember(q, "x", k); n != 1 || err != nil {
				t.Errorf("%d, %v", n, err)
			}
		})
	}
	all.Wait()
	fault := errors.New("once")
	k.make = func(context.Context) (int32, error) { return 0, fault }
	if _, err := remember(q, "y", k); !errors.Is(err, fault) {
		t.Error(err)
	}
	k.make = func(context.Context) (int32, error) { panic("of a template") }
	if _, err := remember(q, "y", k); !errors.Is(err, errUnmade) {
		t.Error(err)
	}
	k.make = func(context.Context) (int32, error) { return 7, nil }
	if n, err := remember(q, "y", k); n != 7 || err != nil {
		t.Errorf("%d, %v: the error was kept", n, err)
	}
}

// TestOlderWillDo changes the archive under what is kept: for a while it holds, then it is made anew beside, and at
// last waited for.
func TestOlderWillDo(t *testing.T) {
	q, m := remembering(t, 10)
	made := make(chan int, 10)
	n := 0
	k := kind[int]{m, nil, func(context.Context) (int, error) {
		n++
		made <- n
		return n, nil
	}}
	ask := func(age time.Duration) int {
		t.Helper()
		if f := m.find("x"); f != nil {
			older := *f
			older.at, older.state.files = time.Now().Add(-age), "before"
			m.keep("x", &older)
		}
		got, err := remember(q, "x", k)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	if first, held := ask(0), ask(memoFresh/2); first != 1 || held != 1 {
		t.Errorf("first %d, then %d", first, held)
	}
	<-made
	if older := ask(memoFresh * 2); older != 1 {
		t.Errorf("%d, want the older one", older)
	}
	if next := <-made; next != 2 {
		t.Errorf("%d was made beside", next)
	}
	for m.find("x").value != 2 { // it is kept a moment after it is made
		time.Sleep(time.Millisecond)
	}
	if late := ask(memoAge * 2); late != 3 {
		t.Errorf("%d, want one that was made now", late)
	}
}

// TestMemoForgets keeps more than there is room for: what was asked for last stays.
func TestMemoForgets(t *testing.T) {
	q, m := remembering(t, 100)
	made := map[string]int{}
	for _, name := range []string{"a", "b", "a", "c", "a", "d", "a", "e", "a", "b"} {
		_, err := remember(q, name, kind[int]{m, func(int) int { return 30 }, func(context.Context) (int, error) {
			made[name]++
			return 0, nil
		}})
		if err != nil {
			t.Fatal(err)
		}
		if m.size > m.limit {
			t.Errorf("%d of %d", m.size, m.limit)
		}
	}
	if made["a"] != 1 || made["b"] != 2 {
		t.Errorf("made %v", made)
	}
}
