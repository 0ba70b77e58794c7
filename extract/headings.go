package extract

import (
	"strings"
	"unicode"

	"mingpao/extract/internal/chars"
	"mingpao/extract/site"
)

// nameHeadings tells sub-headings from paragraphs. The daily paper's markup does not: it sets any line of 4 to 20
// characters as a heading. So the text decides there, and on a page without markup; elsewhere the editor's own mark
// does. The first and the last line of a body are never a sub-heading, and more than two in a row are lines of a list
// or a poem.
func nameHeadings(f *form, signed []signedLine) {
	byText := f.bare || f.ref.Edition == site.Daily
	var run []*signedLine // lines of the body, one behind the other, that may be sub-headings if another follows
	first := true
	for i := range signed {
		l := &signed[i]
		if l.rule != &bodyRule {
			continue
		}
		if !first && mayBeHeading(l, byText) {
			run = append(run, l)
			continue
		}
		first = false
		if len(run) <= maxHeadings {
			for _, h := range run {
				h.kind = heading
			}
		}
		run = run[:0]
	}
}

// maxHeadings is how many sub-headings stand one behind the other in the paper's editorials.
const maxHeadings = 2

func mayBeHeading(l *signedLine, byText bool) bool {
	marked := l.strong
	if byText {
		marked = !isList(l.text)
	}
	return marked && l.kind == paragraph && !chars.EndsSentence(l.text) && chars.Count(l.text) <= maxSubheading
}

// isList holds for a short line that belongs to a list rather than above a paragraph.
func isList(s string) bool {
	first := chars.First(s)
	return strings.ContainsRune("●■◆•*-–—·▪", first) || unicode.IsDigit(first) && strings.ContainsAny(s, ".．、") ||
		chars.IsColon(chars.Last(s))
}

// maxSubheading is the length of the longest sub-heading seen on the real pages.
const maxSubheading = 30
