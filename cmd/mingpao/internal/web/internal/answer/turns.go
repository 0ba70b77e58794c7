package answer

import (
	"context"
	"time"
)

const (
	atOnce    = 3   // requests that read the archive at a time
	atLong    = 2   // of them, such as take long: search, lists of names
	streaming = 2   // exports at a time: they take long, and no turn
	waiting   = 200 // requests that wait for their turn; what comes then is told to come back
)

// turns lets so many requests read the archive at a time, in the order in which they came. Those that take long wait
// for each other first: the others are not held up by them.
type turns struct {
	queue   chan struct{} // those that read or wait
	long    chan struct{}
	read    chan struct{}
	streams chan struct{}
}

func newTurns() turns {
	return turns{make(chan struct{}, atOnce+waiting), make(chan struct{}, atLong), make(chan struct{}, atOnce),
		make(chan struct{}, streaming)}
}

// take waits for a turn. It fails where too many wait, or where nobody is there any more to be answered.
func (t turns) take(ctx context.Context, long bool) (leave func(), err error) {
	select {
	case t.queue <- struct{}{}:
	default:
		return nil, errBusy
	}
	places := []chan struct{}{t.read}
	if long {
		places = []chan struct{}{t.long, t.read}
	}
	taken := []chan struct{}{t.queue}
	leave = func() {
		for _, place := range taken {
			<-place
		}
	}
	for _, place := range places {
		select {
		case place <- struct{}{}:
			taken = append(taken, place)
		case <-ctx.Done():
			leave()
			return nil, ctx.Err()
		}
	}
	return leave, nil
}

// beginStream is the turn of what is sent as it is made. It is not waited for.
func (t turns) beginStream() (leave func(), err error) {
	select {
	case t.streams <- struct{}{}:
		return func() { <-t.streams }, nil
	default:
		return nil, errBusy
	}
}

// besideShare is how much of the time is left free by what is made beside: four times as much as it takes.
const besideShare = 4

// beside lets one thing at a time be made for which nobody waits.
type beside chan struct{}

func newBeside() beside { return make(beside, 1) }

// begin tells whether it may be made now.
func (b beside) begin() bool {
	select {
	case b <- struct{}{}:
		return true
	default:
		return false
	}
}

// end lets the next begin after a while.
func (b beside) end(took time.Duration) { time.AfterFunc(besideShare*took, func() { <-b }) }
