// Package sequence ends sequences of things and errors so that a part is never taken for the whole.
package sequence

import (
	"context"
	"fmt"
	"iter"
)

// Until yields what all yields until the context ends. That the context has ended is always yielded, as the last
// element and an error that names the operation; that the consumer wants no more is not. What all yields after the
// context has ended is dropped: it may be an error that only means the same.
func Until[T any](ctx context.Context, op string, all iter.Seq2[T, error]) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		if ctx.Err() == nil {
			for one, err := range all {
				if ctx.Err() != nil {
					break
				}
				if !yield(one, err) {
					return
				}
			}
		}
		if err := ctx.Err(); err != nil {
			yield(*new(T), fmt.Errorf("%s: %w", op, err))
		}
	}
}
