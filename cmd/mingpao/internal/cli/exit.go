package cli

import (
	"context"
	"errors"
	"fmt"
	"mingpao/extract/told"
)

// The exit statuses. README.md says what each means to a person.
const (
	Done        = 0
	Failed      = 1
	Usage       = 2
	Partly      = 3
	Unhealthy   = 4
	Busy        = 5
	Refused     = 6
	Interrupted = 130
)

// StatusTable says what the exit statuses mean, in the lines of a help.
const StatusTable = `  0    all that was due was done
  1    failed
  2    wrong usage
  3    finished, but something was not read (the rest is saved)
  4    the health check failed
  5    another run holds the archive
  6    the site refuses us
  130  interrupted (all finished work is saved)`

// Exit is an error with the status that it ends the program with. Without an error it is silent.
type Exit struct {
	Status int
	Err    error
}

func (e *Exit) Error() string {
	if e.Err == nil {
		return fmt.Sprintf("exit status %d", e.Status)
	}
	return e.Err.Error()
}

func (e *Exit) Unwrap() error { return e.Err }

// Usagef is an error about the command line.
func Usagef(format string, args ...any) error {
	return &Exit{Usage, told.Errorf(format, args...)}
}

// WithStatus makes an error that does not say how the program ends a failure, or an interruption.
func WithStatus(ctx context.Context, err error) error {
	var e *Exit
	if err != nil && ctx.Err() != nil {
		return &Exit{Interrupted, nil}
	}
	if err == nil || errors.As(err, &e) {
		return err
	}
	return &Exit{Failed, err}
}
