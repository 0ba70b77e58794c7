package diff

import (
	"fmt"
	"slices"
	"strings"

	unified "github.com/rogpeppe/go-internal/diff"
)

// Op says in which of two texts a part is.
type Op int

// The ops.
const (
	Same Op = iota // in both
	Gone           // in the older only
	Come           // in the newer only
)

// Span is a part of a text.
type Span struct {
	Op   Op
	Text string
}

// Line is a paragraph.
type Line []Span

// Changed reports whether something in the paragraph differs.
func (l Line) Changed() bool {
	return slices.ContainsFunc(l, func(s Span) bool { return s.Op != Same })
}

// Merged is two texts as one, paragraph by paragraph, with what went and what came.
func Merged(before, after string) []Line {
	var lines []Line
	var line Line
	for _, p := range pieces(before, after) {
		line = line.with(p.Span)
		if p.ends && (p.Op != Gone || line.all(Gone)) {
			lines, line = append(lines, line), nil
		}
	}
	if len(line) > 0 {
		lines = append(lines, line)
	}
	return lines
}

// Pair is shown side by side: some paragraphs of the older text and what became of them.
type Pair struct {
	Before, After Line
}

// SideBySide is two texts beside each other. A pair ends where both texts end a paragraph in the same words.
func SideBySide(before, after string) []Pair {
	var pairs []Pair
	var pair Pair
	for _, p := range pieces(before, after) {
		if p.Op != Come {
			pair.Before = pair.Before.with(p.Span)
		}
		if p.Op != Gone {
			pair.After = pair.After.with(p.Span)
		}
		if p.ends && p.Op == Same {
			pairs, pair = append(pairs, pair), Pair{}
		}
	}
	if len(pair.Before)+len(pair.After) > 0 {
		pairs = append(pairs, pair)
	}
	return pairs
}

// Size is how many characters of a text came and went: of clauses that replace one another those between their common
// beginning and end.
func Size(before, after string) (came, went int) {
	var gone, come []rune
	for _, p := range append(pieces(before, after), piece{}) {
		switch p.Op {
		case Gone:
			gone = append(gone, []rune(p.Text)...)
		case Come:
			come = append(come, []rune(p.Text)...)
		case Same:
			same := commonStart(gone, come)
			gone, come = gone[same:], come[same:]
			slices.Reverse(gone)
			slices.Reverse(come)
			same = commonStart(gone, come)
			came, went = came+len(come)-same, went+len(gone)-same
			gone, come = nil, nil
		}
	}
	return came, went
}

// commonStart is how many characters two texts begin with alike.
func commonStart(a, b []rune) (n int) {
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// with adds a part; parts of one kind that follow one another are one.
func (l Line) with(s Span) Line {
	if n := len(l); n > 0 && l[n-1].Op == s.Op {
		l[n-1].Text += s.Text
		return l
	}
	return append(l, s)
}

func (l Line) all(op Op) bool {
	return !slices.ContainsFunc(l, func(s Span) bool { return s.Op != op })
}

// piece is a clause; ends tells that its paragraph ends with it.
type piece struct {
	Span
	ends bool
}

func newPiece(op Op, clause string) piece {
	text, ends := strings.CutSuffix(clause, paragraphMark)
	return piece{Span{op, text}, ends}
}

// pieces are the clauses of both texts in one order. The library's answer leaves out what is the same and far from a
// change; it is put in again from the older text.
func pieces(before, after string) []piece {
	old := clauses(before)
	var all []piece
	next := 0 // of old
	same := func(end int) {
		for ; next < min(end, len(old)); next++ {
			all = append(all, newPiece(Same, old[next]))
		}
	}
	lines := strings.Split(string(unified.Diff("", joined(old), "", joined(clauses(after)))), "\n")
	for _, l := range lines[min(diffHeader, len(lines)):] {
		switch {
		case strings.HasPrefix(l, "@@ "):
			same(hunkStart(l))
		case strings.HasPrefix(l, " "):
			same(next + 1)
		case strings.HasPrefix(l, "-"):
			all = append(all, newPiece(Gone, old[next]))
			next++
		case strings.HasPrefix(l, "+"):
			all = append(all, newPiece(Come, l[1:]))
		}
	}
	same(len(old))
	return all
}

// diffHeader is the number of lines before the first hunk.
const diffHeader = 3

// hunkStart is the number of lines of the older text before a hunk: of "@@ -12,7 +12,8 @@" 11, and 3 of "@@ -3,0 +4,2
// @@", by which nothing of the older text is meant but what stands before.
func hunkStart(header string) int {
	var start, size int
	if _, err := fmt.Sscanf(header, "@@ -%d,%d", &start, &size); err != nil {
		return 0
	}
	if size == 0 {
		return start
	}
	return start - 1
}

// paragraphMark is at the end of a paragraph's last clause.
const paragraphMark = "\u2029"

// clauses cuts a text: what ends with a mark of Chinese, or of a Latin sentence before a space.
func clauses(text string) []string {
	if text == "" {
		return nil
	}
	var all []string
	for p := range strings.SplitSeq(text, "\n\n") {
		runes := []rune(strings.ReplaceAll(p, "\n", " "))
		from := 0
		for i := range len(runes) - 1 {
			if endsClause(runes, i) {
				all = append(all, string(runes[from:i+1]))
				from = i + 1
			}
		}
		all = append(all, string(runes[from:])+paragraphMark)
	}
	return all
}

func endsClause(runes []rune, i int) bool {
	r, next := runes[i], runes[i+1]
	switch {
	case strings.ContainsRune("。！？；，", r):
		return !strings.ContainsRune("」』）。！？", next)
	case r == ' ' && i > 0:
		return strings.ContainsRune(".,;:!?”\")", runes[i-1])
	}
	return false
}

func joined(lines []string) []byte {
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(l + "\n")
	}
	return []byte(b.String())
}
