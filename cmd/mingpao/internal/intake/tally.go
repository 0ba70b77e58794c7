package intake

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/saved"
)

// Tally counts what became of inputs, and names on standard error what did not become an article.
type Tally struct {
	Err     io.Writer
	Verbose bool // what is passed over is named, too
	Bar     terminal.Progress
	Told    Told // what was said before, and is not said again; nil: all is said

	Pages, Failed int
	Absent        int            // files and folders that are not there
	Over          map[string]int // by kind
}

// Told is what was said of sources last.
type Told map[string]string

// IsNew reports whether something else was said of a source before, or nothing.
func (t Told) IsNew(source, text string) bool {
	if t == nil {
		return true
	}
	before, known := t[source]
	t[source] = text
	return !known || before != text
}

// Note counts an input and reports whether it is looked at, and not passed over.
func (t *Tally) Note(source string, err error) bool {
	var over *saved.PassedOver
	switch {
	case errors.Is(err, fs.ErrNotExist): // which is no page
		t.Absent++
		t.Say(source, err)
		return true
	case errors.As(err, &over):
		t.passOver(over.Kind, 1)
		if t.Verbose {
			t.Say(source, err)
		}
		return false
	}
	t.Pages++
	if err != nil {
		t.Failed++
		t.Say(source, err)
	}
	return true
}

func (t *Tally) passOver(kind string, n int) {
	if t.Over == nil {
		t.Over = map[string]int{}
	}
	if n > 0 {
		t.Over[kind] += n
	}
}

func (t *Tally) Say(source string, err error) {
	if !t.Told.IsNew(source, err.Error()) {
		return
	}
	t.Bar.Clear()
	words.Fprintf(t.Err, "mingpao: %s: %s\n", terminal.Plain(source), terminal.OneLine(words.To(t.Err).Error(err)))
}

// PagesOf counts pages for people.
func PagesOf(n int) words.Counted { return words.Numbered("%d page|%d pages", n) }

// Passed says what was passed over: "; passed over: 3 image/jpeg, 2 other site".
func (t *Tally) Passed() string {
	var kinds []string
	for _, kind := range slices.Sorted(maps.Keys(t.Over)) {
		kinds = append(kinds, fmt.Sprintf("%d %s", t.Over[kind], words.To(t.Err).Text(terminal.Plain(kind))))
	}
	if kinds == nil {
		return ""
	}
	return words.To(t.Err).Sprintf("; passed over: %s", strings.Join(kinds, ", "))
}

// NewBar is a bar over the bytes of files on a terminal; there is none where addresses or streams are among them.
func NewBar(w io.Writer, inputs []string) terminal.Progress {
	if !terminal.Is(w) {
		return terminal.Progress{}
	}
	return terminal.NewByteProgress(w, saved.Size(inputs...))
}
