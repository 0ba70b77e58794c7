package plain

import (
	"strings"

	"mingpao/extract/internal/block"
	"mingpao/extract/internal/chars"
	"mingpao/extract/internal/dates"
)

// textLines are the lines of a page saved as text, normalised, none empty, without those that the saving tool added.
// date is the day that the tool wrote before the first line, "" without one.
func textLines(text []byte) (lines []string, date string) {
	raw := splitLines(string(text))
	if isTextBrowser(raw) {
		raw = withoutBrowserMarks(raw)
	}
	for _, l := range raw {
		if l = normalised(l); l != "" && len(lines) == 0 && date == "" {
			date, l = cutDumpDate(l)
		}
		if l != "" {
			lines = append(lines, l)
		}
	}
	return lines, date
}

// normalised is a line, normalised. The cells of a row come apart by a tab.
func normalised(l string) string {
	whole := chars.Normalise(l)
	if !strings.Contains(l, cellMark) || !strings.Contains(whole, " ") {
		return whole
	}
	cells, filled := strings.Split(l, cellMark), 0
	for i := range cells {
		if cells[i] = chars.Normalise(cells[i]); cells[i] != "" {
			filled++
		}
	}
	if filled < 2 {
		return whole
	}
	return strings.TrimRight(strings.Join(cells, cellMark), cellMark)
}

// cellMark is what browsers put between the cells of a row.
const cellMark = "\t"

// lineOf is a line of the text.
func lineOf(t string) block.Line {
	if strings.Contains(t, cellMark) {
		return block.Line{Kind: block.Row, Text: t}
	}
	return block.Line{Text: t}
}

// splitLines splits at any of the marks that systems and editors end a line with.
func splitLines(s string) []string {
	ends := strings.NewReplacer("\r\n", "\n", "\r", "\n", "\f", "\n", "\v", "\n", "\u0085", "\n", "\u2028", "\n",
		"\u2029", "\n")
	return strings.Split(ends.Replace(s), "\n")
}

// endsLine reports whether a text's last line has an end: one that has none may be cut short.
func endsLine(text []byte) bool { return len(text) > 0 && text[len(text)-1] <= '\r' }

// cutDumpDate cuts off the date that a web crawl writes before a page's first line: date 2025-09-01, date 2020-08.
func cutDumpDate(l string) (date, rest string) {
	day, ok := strings.CutPrefix(l, "date ")
	day, rest, _ = strings.Cut(day, " ")
	if !ok || !chars.Fits(day, "0000-00-00") && !chars.Fits(day, "0000-00") {
		return "", l
	}
	return dates.Day(day), strings.TrimSpace(rest)
}

// A text browser numbers the links of a page, marks its lists and buttons, folds its lines to the window and lists the
// addresses below it.
var (
	linkNumber   = chars.Compiled(`\[\d+\]`)
	browserMark  = chars.Compiled(`\(BUTTON\)|\[(submit|button)\]|_{5,}|^\s*[*+o#] `)
	browserLinks = chars.Compiled(`^\s*\d+\. \S+:\S+$`)
)

// isTextBrowser reports whether a page is from a text browser, by the list of addresses below it or by its buttons.
func isTextBrowser(lines []string) bool {
	for i, l := range lines {
		if strings.Contains(l, "(BUTTON)") || isBrowserList(lines, i) {
			return true
		}
	}
	return false
}

// isBrowserList reports whether a line is the heading above the addresses of a page's links.
func isBrowserList(lines []string, i int) bool {
	if strings.TrimSpace(lines[i]) != "References" {
		return false
	}
	for _, l := range lines[i+1 : min(len(lines), i+5)] {
		if browserLinks().MatchString(l) {
			return true
		}
	}
	return false
}

// withoutBrowserMarks takes out the marks that a text browser adds, and unfolds the lines.
func withoutBrowserMarks(lines []string) []string {
	width := windowWidth(lines)
	var out []string
	folded := false // the line before fills the window
	for i, l := range lines {
		if isBrowserList(lines, i) {
			break
		}
		if folded && goesOn(out[len(out)-1], l) {
			out[len(out)-1] = unfold(out[len(out)-1], l)
		} else {
			out = append(out, l)
		}
		folded = columns(l) > width-foldSlack && width > minFold
	}
	for i, l := range out {
		out[i] = browserMark().ReplaceAllString(linkNumber().ReplaceAllString(l, ""), " ")
	}
	return out
}

// windowWidth is the width of the widest line that the browser could have folded: choices and addresses it could not.
func windowWidth(lines []string) (width int) {
	for i, l := range lines {
		if isBrowserList(lines, i) {
			break
		}
		if !chars.HasAny(l, "__", "....", "://") {
			width = max(width, columns(l))
		}
	}
	return width
}

// goesOn reports whether a line continues on the next one. Two sentences are left apart: the second may be a line of
// its own.
func goesOn(above, below string) bool {
	mark := strings.TrimSpace(linkNumber().ReplaceAllString(below, ""))
	return mark != "" && !chars.EndsSentence(strings.TrimRight(above, " ")) && !IsPaidLine(mark) && !isTextEnd(mark)
}

// A folded line ends up to foldSlack columns before the window does, where a long word did not fit; a window is wider
// than minFold.
const (
	foldSlack = 30
	minFold   = 60
)

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

// unfold joins the parts of a line: with a space between Latin words.
func unfold(above, below string) string {
	above, below = strings.TrimRight(above, " "), strings.TrimLeft(below, " ")
	if chars.Last(above) < 0x2E80 && chars.First(below) < 0x2E80 {
		return above + " " + below
	}
	return above + below
}
