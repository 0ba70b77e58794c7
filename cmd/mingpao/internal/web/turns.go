package web

import "context"

const (
	atOnce  = 4   // requests that read the archive at a time: it has so many connections
	waiting = 200 // requests that wait for their turn; what comes then is told to come back
)

// turns lets so many requests read the archive at a time, in the order in which they came.
type turns struct {
	queue chan struct{} // those that read or wait
	read  chan struct{}
}

func newTurns() turns {
	return turns{make(chan struct{}, atOnce+waiting), make(chan struct{}, atOnce)}
}

// take waits for a turn. It fails where too many wait, or where nobody is there any more to be answered.
func (t turns) take(ctx context.Context) error {
	select {
	case t.queue <- struct{}{}:
	default:
		return errBusy
	}
	select {
	case t.read <- struct{}{}:
		return nil
	case <-ctx.Done():
		<-t.queue
		return ctx.Err()
	}
}

func (t turns) leave() {
	<-t.read
	<-t.queue
}
