package sequence_test

import (
	"context"
	"errors"
	"testing"

	"mingpao/extract/sequence"
)

// TestUntil cancels a sequence of three after so many of them, and stops listening after so many.
func TestUntil(t *testing.T) {
	own := errors.New("of the sequence itself")
	three := func(yield func(int, error) bool) {
		_ = yield(1, nil) && yield(2, own) && yield(3, nil)
	}
	const never = -1
	for _, c := range []struct {
		name            string
		cancel, stop    int // after so many
		want            int
		cancelled, said bool // the last is the context's error; the sequence's own was yielded
	}{
		{"to its end", never, never, 3, false, true},
		{"cancelled before", 0, never, 1, true, false},
		{"cancelled after the first", 1, never, 2, true, false},
		{"cancelled after the last", 3, never, 4, true, true},
		{"nobody wants more", never, 1, 1, false, false},
		{"nobody wants more when it is cancelled", 2, 2, 2, false, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			if c.cancel == 0 {
				cancel()
			}
			n, said := 0, false
			var last error
			for _, err := range sequence.Until(ctx, "count", three) {
				n, last, said = n+1, err, said || errors.Is(err, own)
				if n == c.cancel {
					cancel()
				}
				if n == c.stop {
					break
				}
			}
			if n != c.want || said != c.said || errors.Is(last, context.Canceled) != c.cancelled {
				t.Errorf("%d elements, the last with error %v", n, last)
			}
		})
	}
}
