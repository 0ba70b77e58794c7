package cli

import (
	"context"
	"errors"
	"time"

	"mingpao/store"
	"mingpao/store/frontier"
)

// Work is what a command does to an archive, in the run of a number. It returns what it counted, and whether something
// was left undone.
type Work func(run int64) (c frontier.Counts, partly bool, err error)

// Do does it and returns the status that it ends with. The error is that of the work, but for an interruption, which is
// a status.
func (do Work) Do(ctx context.Context, run int64) (c frontier.Counts, status int, err error) {
	c, partly, err := do(run)
	switch {
	case err != nil && ctx.Err() != nil:
		return c, Interrupted, nil
	case err != nil:
		return c, Failed, err
	case partly:
		return c, Partly, nil
	}
	return c, Done, nil
}

// NoteRun does work and has the archive keep account of it: which command ran, what it counted, and how it ended.
func NoteRun(ctx context.Context, a *store.Archive, command, version string, now func() time.Time,
	do Work) (status int, err error) {
	run, err := a.Frontier().BeginRun(ctx, command, version, now())
	if err != nil {
		return Failed, err
	}
	counts, status, failure := do.Do(ctx, run)
	return status, errors.Join(failure, a.Frontier().EndRun(ctx, run, counts, status, now()))
}

// Ended is how a command ends: with an error, silently with a status, or well.
func Ended(status int, err error) error {
	if err != nil || status == Done {
		return err
	}
	return &Exit{Status: status}
}
