package answer

import (
	"context"
	"time"

	"golang.org/x/sync/semaphore"
)

const (
	atOnce    = 3   // requests that read the archive at a time
	atLong    = 2   // of them, such as take long: search, lists of names
	streaming = 2   // exports at a time: they take long, and no turn
	waiting   = 200 // requests that wait for their turn; what comes then is told to come back
)

// turns limits how many requests read the archive at a time, first come, first served. Those that take long wait for
// each other first, so that they do not hold up the others.
type turns struct{ queue, long, read, streams *semaphore.Weighted }

func newTurns() turns {
	return turns{
		queue: semaphore.NewWeighted(atOnce + waiting), // those that read or wait
		long:  semaphore.NewWeighted(atLong), read: semaphore.NewWeighted(atOnce),
		streams: semaphore.NewWeighted(streaming),
	}
}

// take waits for a turn. It fails if too many wait, or if the client has gone.
func (t turns) take(ctx context.Context, long bool) (leave func(), err error) {
	if !t.queue.TryAcquire(1) {
		return nil, errBusy
	}
	places := []*semaphore.Weighted{t.read}
	if long {
		places = []*semaphore.Weighted{t.long, t.read}
	}
	taken := []*semaphore.Weighted{t.queue}
	leave = func() {
		for _, place := range taken {
			place.Release(1)
		}
	}
	for _, place := range places {
		if err := place.Acquire(ctx, 1); err != nil {
			leave()
			return nil, err
		}
		taken = append(taken, place)
	}
	return leave, nil
}

// beginStream is the turn of what is sent as it is made. It is not waited for.
func (t turns) beginStream() (leave func(), err error) {
	if !t.streams.TryAcquire(1) {
		return nil, errBusy
	}
	return func() { t.streams.Release(1) }, nil
}

// besideShare is the pause after something was made beside, in multiples of the time that it took.
const besideShare = 4

// beside makes one thing at a time that no client waits for.
type beside struct{ *semaphore.Weighted }

func newBeside() beside { return beside{semaphore.NewWeighted(1)} }

// try makes something, where nothing else is made.
func (b beside) try(make func()) {
	if !b.TryAcquire(1) {
		return
	}
	begun := time.Now()
	go func() {
		make()
		time.AfterFunc(besideShare*time.Since(begun), func() { b.Release(1) })
	}()
}
