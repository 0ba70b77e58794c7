package plain

import (
	"strings"

	"mingpao/extract/internal/block"
	"mingpao/extract/internal/chars"
)

// A kind is a way in which tools write pages as text: how it is recognised, by marks of its own, and undone.
type kind struct {
	is   func(lines []string) bool
	undo func(lines []string) ([]string, error)
}

// kinds are tried in turn. A text of none has its paragraphs on a line each, as a copy of all of a page or a crawl's
// text has; so has one that was folded between ideographs, once that is undone.
func kinds() []kind {
	return []kind{
		{isMarkdown, markdownLines},
		{isBracketed, bracketedLines},
		{isStarred, starredLines},
		{isPandoc, pandocLines},
		{isBrowser, browserLines},
	}
}

// undone are the lines of a text as its page set them.
func undone(lines []string) ([]string, error) {
	for _, k := range kinds() {
		if k.is(lines) {
			return k.undo(lines)
		}
	}
	if f, ok := foldOf(lines); ok {
		return f.unfold(lines), nil
	}
	return lines, nil
}

// unclear refuses a text whose lines cannot be told from each other, and says what to do.
func unclear(detail string) error {
	return &block.Refusal{Reason: block.UnclearText,
		Detail: detail + "; save the page itself, or copy all of it from a browser"}
}

// minMarks is how often a mark makes a kind: once it may be in an article.
const minMarks = 3

// countLines counts the lines that pass.
func countLines(lines []string, test func(string) bool) (n int) {
	for _, l := range lines {
		if test(l) {
			n++
		}
	}
	return n
}

// joinedMarks are lines of the page's foot as they stand where a tool has joined them.
var joinedMarks = []string{"不得轉載Copyright", "樓電話：", "樓電話:"}

// isJoined reports whether the elements of a page were joined without a mark between them: its source's indents are
// left, or the lines of its foot are one.
func isJoined(lines []string) bool {
	return countLines(lines, func(l string) bool { return strings.HasPrefix(l, "\t\t") }) >= minMarks ||
		countLines(lines, func(l string) bool { return chars.HasAny(l, joinedMarks...) }) > 0
}

// doubt marks a line that is not known to be as its page has it: none that bears it is read.
const doubt = "\uFFFD\uFFFD"
