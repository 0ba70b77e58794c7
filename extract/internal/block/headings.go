package block

import (
	"strings"
	"unicode"

	"mingpao/extract/internal/chars"
	"mingpao/extract/site"
)

// NameHeadings distinguishes sub-headings from paragraphs. The daily paper's markup does not: it sets any line of 4
// to 20 characters as a heading. So the text decides there, and on a page without markup; elsewhere the editor's own
// mark does. The first and the last line of a body are never a sub-heading, and more than two in a row are lines of a
// list or a poem.
func NameHeadings(f *Form, signed []Signed) {
	byText := f.Bare || f.Ref.Edition == site.Daily
	var run []*Signed // lines of the body, one after the other, that may be sub-headings if another follows
	first := true
	for i := range signed {
		l := &signed[i]
		if l.Rule != &BodyRule {
			continue
		}
		if !first && mayBeHeading(l, byText) {
			run = append(run, l)
			continue
		}
		first = false
		if len(run) <= maxHeadings {
			for _, h := range run {
				h.Kind = Heading
			}
		}
		run = run[:0]
	}
}

// maxHeadings is the most sub-headings in a row in the paper's editorials.
const maxHeadings = 2

func mayBeHeading(l *Signed, byText bool) bool {
	marked := l.Strong
	if byText {
		marked = !IsList(l.Text)
	}
	return marked && l.Kind == Paragraph && !chars.EndsSentence(l.Text) && chars.Count(l.Text) <= MaxSubheading
}

// IsList reports whether a short line belongs to a list rather than above a paragraph.
func IsList(s string) bool {
	first := chars.First(s)
	return strings.ContainsRune("●■◆•*-–—·▪", first) || unicode.IsDigit(first) && strings.ContainsAny(s, ".．、") ||
		chars.IsColon(chars.Last(s))
}

// MaxSubheading is the length of the longest sub-heading seen on the real pages.
const MaxSubheading = 30
