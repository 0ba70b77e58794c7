// Package told has errors that keep their format and operands, so that the edge can say them in the reader's language.
package told

import "fmt"

// Error is an error with what it was made of. In English it reads as that of fmt.Errorf.
type Error struct {
	Format string
	Args   []any
	error
}

// Errorf is fmt.Errorf for an error that reaches a person.
func Errorf(format string, args ...any) error {
	return &Error{format, args, fmt.Errorf(format, args...)}
}

// Unwrap is the error that %w names.
func (e *Error) Unwrap() error { return e.error }
