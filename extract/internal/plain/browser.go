package plain

import (
	"strings"

	"mingpao/extract/internal/chars"
)

// A text browser numbers the links of a page, marks its lists and buttons, folds its lines to the window and lists the
// addresses below it.
var (
	linkNumber  = chars.Compiled(`\[\d+\]`)
	browserMark = chars.Compiled(`\(BUTTON\)|\[[^\]\s\p{Han}]*\.(jpe?g|png|gif|webp|svg)\]|\[(submit|button)\]|` +
		`_{5,}|^\s{4,}[*+o#] |^\s*\[[ X]\] |^\s*\([ *]\) `)
	browserLinks = chars.Compiled(`^\s*\d+\. \S+:\S+$`)
	browserFrame = chars.Compiled(`(?i)^\s*iframe:|^\s*Link: |\[IMG\]|\(BUTTON\)|^\s*\[INLINE\]`)
)

// minNumbers is more references than an article has: a page has a hundred links.
const minNumbers = 20

// isBrowser reports whether a page is from a text browser, by the list of addresses below it, its buttons, frames and
// pictures.
func isBrowser(lines []string) bool {
	if countLines(lines, linkNumber().MatchString) >= minNumbers {
		return true
	}
	for i, l := range lines {
		if browserFrame().MatchString(l) || isBrowserList(lines, i) {
			return true
		}
	}
	return false
}

// isBrowserList reports whether a line is the heading above the addresses of a page's links.
func isBrowserList(lines []string, i int) bool {
	switch strings.TrimSpace(lines[i]) {
	case "References", "Links:", "Visible links", "Visible links:":
	default:
		return false
	}
	for _, l := range lines[i+1 : min(len(lines), i+5)] {
		if browserLinks().MatchString(l) {
			return true
		}
	}
	return false
}

// browserLines takes out the marks that a text browser adds, and unfolds the lines.
func browserLines(lines []string) ([]string, error) {
	for i := range lines {
		if isBrowserList(lines, i) {
			lines = lines[:i]
			break
		}
	}
	f, ok := foldOf(lines)
	if !ok {
		f = spaceFold()
	}
	out := withoutFrames(f.unfold(lines))
	for i, l := range out {
		out[i] = browserMark().ReplaceAllString(linkNumber().ReplaceAllString(l, ""), " ")
	}
	return out, nil
}

// withoutFrames leaves out the addresses of frames, which a browser folds anywhere.
func withoutFrames(lines []string) (out []string) {
	in := false
	for _, l := range lines {
		t := strings.TrimSpace(l)
		in = t != "" && (in || strings.HasPrefix(strings.ToUpper(t), "IFRAME"))
		if !in {
			out = append(out, l)
		}
	}
	return out
}
