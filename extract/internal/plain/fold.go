package plain

import (
	"strings"
	"unicode"

	"mingpao/extract/internal/chars"
)

// A fold is where a tool broke a line because it had no room for what follows. Browsers fold between any two
// ideographs, and those that count an ideograph as one column fold at twice the width; others fold at spaces only.
type fold struct {
	width   int
	measure func(string) int
	spaces  bool // only at spaces
}

// A window is wider than minFold; minFolds lines that fill it, and mostFolds in a hundred of those that may, are one.
const (
	minFold   = 40
	minFolds  = 3
	mostFolds = 45
)

// foldOf finds the width at which lines are broken between ideographs, false where they are not.
func foldOf(lines []string) (f fold, ok bool) {
	best := 0
	for _, measure := range []func(string) int{columns, chars.Count} {
		widths, all := foldable(lines, measure), 0
		for w := len(widths) - 1; w >= minFold; w-- {
			all += widths[w]
			filled := widths[w] + widths[w-1] + widths[w-2]
			if widths[w] > 0 && filled >= minFolds && filled*100 >= mostFolds*all && filled > best &&
				wider(lines, measure, w) <= filled/fewWider {
				best, f, ok = filled, fold{width: w, measure: measure}, true
			}
		}
	}
	return f, ok
}

// fewWider is how many lines that fill a window there are for one that does not keep to it.
const fewWider = 4

// wider counts the lines that do not keep to a width.
func wider(lines []string, measure func(string) int, width int) int {
	return countLines(lines, func(l string) bool {
		return measure(l) > width+1 && !isUnfoldable(l) && strings.ContainsFunc(l, chars.IsHan)
	})
}

// maxWindow is more columns than a window has.
const maxWindow = 400

// foldable counts the lines of each width that another follows though their sentence is not at its end.
func foldable(lines []string, measure func(string) int) (widths [maxWindow]int) {
	for i := 0; i+1 < len(lines); i++ {
		l, next := lines[i], strings.TrimSpace(lines[i+1])
		if next == "" || isFinished(strings.TrimSpace(l)) || isUnfoldable(l) || !strings.ContainsFunc(l, chars.IsHan) {
			continue
		}
		if w := measure(l); w < maxWindow {
			widths[w]++
		}
	}
	return widths
}

// isUnfoldable reports whether a line is a form or an address, which no tool folds.
func isUnfoldable(l string) bool { return chars.HasAny(l, "__", "....", "://", ". . .") }

// isFinished reports whether a line ends where a paragraph may.
func isFinished(t string) bool {
	return chars.EndsSentence(t) || chars.HasAnySuffix(t, "」", "』", "）", ")", "】", "》", "：", ":", "﹕")
}

// isFold reports whether a line was broken because what follows has no room on it.
func (f fold) isFold(above, below string) bool {
	top, below := unnumbered(above), unnumbered(below)
	if top == "" || below == "" || isUnfoldable(above) || isListItem(below) || isLandmark(top) && !isKeywords(top) ||
		isLandmark(below) || hasMarker(below) {
		return false
	}
	return f.isFoldAtSpace(above, below) || !f.spaces && f.fills(above, firstUnit(below), slack)
}

// slack is how many columns a browser leaves free though a character would fit.
const slack = 4

// unnumbered is a line without the numbers of its links.
func unnumbered(l string) string {
	if strings.Contains(l, "[") {
		l = linkNumber().ReplaceAllString(l, "")
	}
	return strings.TrimSpace(l)
}

// isKeywords reports whether a line has the keywords of an article, which may go on below it.
func isKeywords(t string) bool {
	head, rest, ok := chars.CutColon(t)
	return ok && (head == "相關字詞" || head == "標籤") && rest != ""
}

// isLandmark reports whether a line stands by itself on every page.
func isLandmark(t string) bool {
	return isBelow(t) || isButton(t) || morePictures().MatchString(t) || isGalleryEnd(t) || isDateLine(t) ||
		isSectionLabel(t) || isNavigation(t) || chars.HasAnyPrefix(t, dateLabel, "標籤")
}

// isFoldAtSpace reports whether a line was broken at a space: before a word that has no room.
func (f fold) isFoldAtSpace(above, below string) bool {
	word, _, _ := strings.Cut(below, " ")
	t := strings.TrimSpace(above)
	return !chars.EndsSentence(t) && !isCaption(t) && f.fills(above, word, 1)
}

// fills reports whether a line has no room for what follows.
func (f fold) fills(above, next string, room int) bool {
	return f.measure(above)+f.measure(next)+wide(above)+room > f.width
}

// wide counts the signs that take two columns on some terminals.
func wide(l string) (n int) {
	for _, r := range l {
		if r >= 0x2010 && r < 0x2E80 {
			n++
		}
	}
	return n
}

// firstUnit is what a browser keeps together at the start of a line: an ideograph or a word, and the closing marks
// after it.
func firstUnit(s string) string {
	n := 0
	for i, r := range s {
		switch {
		case strings.ContainsRune("（「『《〈【", r) && n == i:
		case i == n && r >= 0x2E80:
			n = i + len(string(r))
			return s[:n+closing(s[n:])]
		case r == ' ' || r >= 0x2E80:
			return s[:i+closing(s[i:])]
		}
		n = i + len(string(r))
	}
	return s
}

// closing is the length of the closing marks at the start of a text.
func closing(s string) (n int) {
	for _, r := range s {
		if !strings.ContainsRune("，。、；：！？）」』》〉】﹕﹔", r) {
			break
		}
		n += len(string(r))
	}
	return n
}

// isListItem reports whether a line begins with a mark of a list.
func isListItem(t string) bool {
	mark, rest, ok := strings.Cut(t, " ")
	return ok && rest != "" && (len(mark) == 1 && strings.Contains("*+-o#•", mark) || strings.HasSuffix(mark, ".") &&
		strings.Trim(mark, "0123456789.") == "")
}

// unfold joins what was folded. An empty line ends a paragraph.
func (f fold) unfold(lines []string) (out []string) {
	folded := false
	for i, l := range lines {
		if folded {
			atSpace := f.isFoldAtSpace(lines[i-1], strings.TrimSpace(l)) &&
				(f.spaces || !f.fills(lines[i-1], firstUnit(strings.TrimSpace(l)), 0))
			out[len(out)-1] = join(out[len(out)-1], l, atSpace)
		} else {
			out = append(out, l)
		}
		folded = i+1 < len(lines) && f.isFold(l, lines[i+1])
	}
	return out
}

// splitNumber is the beginning of a link's number that was folded.
var splitNumber = chars.Compiled(`\[\d*$`)

// join joins the parts of a line: with a space between words.
func join(above, below string, atSpace bool) string {
	above, below = strings.TrimRightFunc(above, unicode.IsSpace), strings.TrimLeftFunc(below, unicode.IsSpace)
	if splitNumber().MatchString(above) {
		return above + below
	}
	if chars.Last(above) >= 0x2E80 && chars.First(below) >= 0x2E80 {
		return above + below
	}
	if atSpace || chars.Last(above) < 0x2E80 && chars.First(below) < 0x2E80 {
		return above + " " + below
	}
	return above + below
}

// columns is the width of a line on a terminal: an ideograph takes two.
func columns(l string) (n int) {
	for _, r := range l {
		n++
		if r >= 0x2E80 {
			n++
		}
	}
	return n
}
