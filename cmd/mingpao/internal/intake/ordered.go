package intake

import (
	"context"
	"iter"
)

// InOrder does work on several things at a time and yields the results in the order of the things. Only a few per job
// are held in memory. When the context ends, what has been begun is yielded and the rest is left, even where the next
// thing is waited for.
func InOrder[In, Out any](ctx context.Context, things iter.Seq[In], jobs int, work func(In) Out) iter.Seq[Out] {
	return func(yield func(Out) bool) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		pending := make(chan chan Out, 2*jobs)
		free := make(chan struct{}, jobs)
		go func() {
			defer close(pending)
			for t := range things {
				done := make(chan Out, 1)
				select {
				case <-ctx.Done():
					return
				case pending <- done:
				}
				free <- struct{}{}
				go func() {
					defer func() { <-free }()
					done <- work(t)
				}()
			}
		}()
		for {
			done, ok := nextOf(ctx, pending)
			if !ok || !yield(<-done) {
				return
			}
		}
	}
}

// nextOf waits for the next of what comes, or after the end of the context takes what has come: the things may wait
// for ever.
func nextOf[T any](ctx context.Context, pending <-chan T) (next T, ok bool) {
	select {
	case next, ok = <-pending:
		return next, ok
	case <-ctx.Done():
	}
	select {
	case next, ok = <-pending:
	default:
	}
	return next, ok
}
