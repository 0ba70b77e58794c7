package main

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"mingpao/extract/saved"
)

// tally counts what became of inputs, and names on standard error what did not become an article.
type tally struct {
	err     io.Writer
	verbose bool // what is passed over is named, too
	bar     progress

	pages, failed int
	over          map[string]int // by kind
}

// note counts an input and reports whether it was a page at all.
func (t *tally) note(source string, err error) bool {
	var over *saved.PassedOver
	if errors.As(err, &over) {
		if t.over == nil {
			t.over = map[string]int{}
		}
		t.over[over.Kind]++
		if t.verbose {
			t.say(source, err)
		}
		return false
	}
	t.pages++
	if err != nil {
		t.failed++
		t.say(source, err)
	}
	return true
}

func (t *tally) say(source string, err error) {
	t.bar.clear()
	fmt.Fprintf(t.err, "mingpao: %s: %s\n", plain(source), oneLine(err.Error()))
}

// pagesOf counts pages for people.
func pagesOf(n int) string {
	if n == 1 {
		return "1 page"
	}
	return fmt.Sprintf("%d pages", n)
}

// passed says what was passed over: "; passed over: 3 image/jpeg, 2 other site".
func (t *tally) passed() string {
	var kinds []string
	for _, kind := range slices.Sorted(maps.Keys(t.over)) {
		kinds = append(kinds, fmt.Sprintf("%d %s", t.over[kind], plain(kind)))
	}
	if kinds == nil {
		return ""
	}
	return "; passed over: " + strings.Join(kinds, ", ")
}
