package terminal

import (
	"io"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// Text is a stream for people. Whatever is written to it, and whoever wrote that, nothing passes that a terminal would
// act on but the marks of a Style, and those only where there is colour.
type Text struct {
	mu    sync.Mutex
	w     io.Writer
	marks bool
	tag   string // of the reader's language, "" for English
	rest  []byte // the beginning of a character or a mark, whose end is still to be written
}

// NewText makes a stream one for people.
func NewText(w io.Writer) *Text { return &Text{w: w, marks: StyleFor(w).colour} }

// In has the stream know its reader's language by the language's name.
func (t *Text) In(language string) *Text {
	t.tag = language
	return t
}

// Language is the name of the reader's language, "" where nobody has said.
func (t *Text) Language() string { return t.tag }

// Data is a stream for programs, which is what Text writes to. A person's screen has none: there it is for people, too.
func Data(w io.Writer) io.Writer {
	if Is(w) {
		return w
	}
	return raw(w)
}

// raw is what a stream for people writes to.
func raw(w io.Writer) io.Writer {
	if t, ok := w.(*Text); ok {
		return t.w
	}
	return w
}

// Write writes what is harmless of b.
func (t *Text) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	all := append(t.rest, b...)
	whole := len(all) - t.unfinished(all)
	if _, err := io.WriteString(t.w, t.harmless(string(all[:whole]))); err != nil {
		return 0, err
	}
	t.rest = slices.Clone(all[whole:])
	return len(b), nil
}

// longestMark is how many bytes a mark has at most.
const longestMark = len("\x1b[31;9m")

// unfinished is how many bytes at the end are the beginning of something.
func (t *Text) unfinished(b []byte) int {
	for n := 1; n < utf8.UTFMax && n <= len(b); n++ {
		if c := b[len(b)-n]; utf8.RuneStart(c) && !utf8.FullRune(b[len(b)-n:]) {
			return n
		}
	}
	end := string(b[max(0, len(b)-longestMark+1):])
	if at := strings.LastIndexByte(end, '\x1b'); t.marks && at >= 0 && !strings.Contains(end[at:], "m") {
		return len(end) - at
	}
	return 0
}

func (t *Text) harmless(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	if !t.marks {
		return Plain(s)
	}
	var b strings.Builder
	for s != "" {
		before, after, _ := strings.Cut(s, "\x1b[")
		b.WriteString(Plain(before))
		if code, rest, ended := strings.Cut(after, "m"); ended && slices.Contains(codes, code) {
			b.WriteString("\x1b[" + code + "m")
			after = rest
		}
		s = after
	}
	return b.String()
}

// codes are those of the marks, and what ends them.
var codes = []string{"0", Bold.code, Dim.code, Hit.code, Gone.code, Come.code, Less.code, More.code}
