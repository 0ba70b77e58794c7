package words

import (
	_ "embed"
	"fmt"
	"io"
	"strings"

	"mingpao/extract/told"
)

// messages are what commands say, in Chinese: below each English format, as it stands in the code, its translation
// behind a tab. It is searched as it is, and only where Chinese is spoken: no table is built at any start.
//
//go:embed zh/messages.txt
var messages string

// Localized is a part of a message that is said otherwise in each language.
type Localized interface{ In(Speech) string }

// Count is a number of things: 1 page, 2 pages.
type Count struct {
	N     int
	Thing string // one of them, in English
}

// String is the count in English.
func (c Count) String() string {
	if c.N == 1 {
		return "1 " + c.Thing
	}
	head, tail, has := strings.Cut(c.Thing, " ") // looks that found no page
	if has {
		tail = " " + tail
	}
	return fmt.Sprintf("%d %ss%s", c.N, head, tail)
}

// In is the count in a language.
func (c Count) In(s Speech) string {
	if s == English {
		return c.String()
	}
	return fmt.Sprintf(chinese("%d "+c.Thing), c.N)
}

// Fprintf prints a message in the language of whoever reads the stream.
func Fprintf(w io.Writer, format string, args ...any) {
	fmt.Fprint(w, To(w).Sprintf(format, args...))
}

// Sprintf is a message in a language.
func (s Speech) Sprintf(format string, args ...any) string {
	if s == English {
		return fmt.Sprintf(format, args...)
	}
	said := make([]any, len(args))
	for i, arg := range args {
		switch arg := arg.(type) {
		case Localized:
			said[i] = arg.In(s)
		case error:
			said[i] = s.Error(arg)
		default:
			said[i] = arg
		}
	}
	return fmt.Sprintf(chinese(format), said...)
}

// Error is what an error says in a language, as far as it keeps what it was made of; what the system or a library says
// deep down stays as it is.
func (s Speech) Error(err error) string {
	if s == English {
		return err.Error()
	}
	var inner error
	switch e := err.(type) { //nolint:errorlint // each layer says its own part
	case Localized:
		return e.In(s)
	case *told.Error:
		return s.Sprintf(e.Format, e.Args...)
	case interface{ Unwrap() error }:
		inner = e.Unwrap()
	}
	text := err.Error()
	if inner == nil {
		return chinese(text)
	}
	if before, after, ok := strings.Cut(text, inner.Error()); ok {
		return before + s.Error(inner) + after
	}
	return text
}

// chinese is a format in Chinese; one that has no words there stays as it is.
func chinese(format string) string {
	body := strings.TrimRight(format, "\n")
	_, after, ok := strings.Cut(messages, "\n"+strings.ReplaceAll(body, "\n", `\n`)+"\n\t")
	if !ok {
		return format
	}
	said, _, _ := strings.Cut(after, "\n")
	return strings.ReplaceAll(said, `\n`, "\n") + format[len(body):]
}
