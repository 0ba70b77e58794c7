package cli

import (
	"context"
	"errors"
	"time"

	"mingpao/store"
	"mingpao/store/frontier"
)

// NoteRun has the archive keep account of a command that changes it: that it ran, what it counted, and how it ended. do
// says whether something was left undone. Its error is returned, but for that of an interruption, which is a status.
func NoteRun(ctx context.Context, a *store.Archive, command, version string, now func() time.Time,
	do func(run int64) (c frontier.Counts, partly bool, err error)) (status int, err error) {
	run, err := a.Frontier().BeginRun(ctx, command, version, now())
	if err != nil {
		return Failed, err
	}
	counts, partly, failure := do(run)
	switch {
	case failure != nil && ctx.Err() != nil:
		status, failure = Interrupted, nil
	case failure != nil:
		status = Failed
	case partly:
		status = Partly
	}
	return status, errors.Join(failure, a.Frontier().EndRun(ctx, run, counts, status, now()))
}

// Ended is how a command ends: with an error, silently with a status, or well.
func Ended(status int, err error) error {
	if err != nil || status == Done {
		return err
	}
	return &Exit{Status: status}
}
