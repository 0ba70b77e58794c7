package main

import (
	"os"
	"strings"
	"unicode"

	"golang.org/x/term"
)

// isTerminal tells whether a stream is a person's screen.
func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// plain deletes what a terminal would act on: control characters but line feed and tab, and bidirectional controls. Text that
// came from a page or a file's name passes through it before it reaches a person.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == '\u2028', r == '\u2029', r == '\uFEFF':
			return -1
		}
		return r
	}, s)
}
