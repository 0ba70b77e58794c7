package extract

import (
	"slices"
	"strings"
	"unicode"

	"mingpao/extract/internal/chars"
	"mingpao/extract/site"
)

// leadMarkers open the first paragraph of the daily paper. The marker itself is not body.
var leadMarkers = []string{"明報專訊", "明報文章", "明報社評"}

// assemble makes the article of a form.
func assemble(f form) (*Article, []Signed) {
	f.title = chars.Normalise(f.title)
	signed := classify(&f)
	nameHeadings(&f, signed)
	a := &Article{
		ID: f.ref.ID, Edition: f.ref.Edition, URL: f.ref.URL(), Section: f.section, SectionCode: f.ref.SectionCode,
		Title: f.title, Authors: authors(&f, signed), Column: column(&f, signed), Published: f.published,
		Access: Full, Keywords: orEmpty(f.keywords), Credits: []string{}, Blocks: make([]Block, 0, len(signed)),
		Layout: f.layout,
		Videos: orEmpty(f.videos),
	}
	var notes []string
	for i := range signed {
		if a.take(&signed[i], f.inline); signed[i].rule.effect == note {
			notes = append(notes, signed[i].text)
		}
	}
	a.AuthorNote = strings.Join(notes, "\n")
	a.Images = unique(slices.Concat(f.images, f.inline))
	if f.paid {
		a.Access = Excerpt
	}
	a.Body = body(a.Blocks)
	a.Language = language(a.Blocks)
	return a, report(signed)
}

// take puts a line where its rule says. The lead marker is cut off the first line of the body.
func (a *Article) take(l *signedLine, inline []Image) {
	switch l.rule.effect {
	case keep:
		text := l.text
		if len(a.Blocks) == 0 && a.LeadMarker == "" {
			a.LeadMarker, text = cutMarker(text)
		}
		if text != "" {
			a.Blocks = append(a.Blocks, Block{l.kind, text})
		}
		if in, roles := endCredit(l.text); len(roles) > 0 {
			a.Credits = append(a.Credits, in)
		}
	case credit, reporter:
		a.Credits = append(a.Credits, l.text)
	case caption:
		if l.photo > 0 && (l.below || inline[l.photo-1].Caption == "") {
			inline[l.photo-1].Caption = l.text
		}
	}
}

// unique keeps the first of the pictures with the same address.
func unique(images []Image) []Image {
	seen := make(map[string]bool, len(images))
	seen[""] = true
	kept := make([]Image, 0, len(images))
	for _, i := range images {
		if !seen[i.URL] {
			seen[i.URL] = true
			kept = append(kept, i)
		}
	}
	return kept
}

func cutMarker(s string) (marker, rest string) {
	for _, m := range leadMarkers {
		if rest, ok := strings.CutPrefix(s, "【"+m+"】"); ok {
			return m, strings.TrimSpace(rest)
		}
	}
	return "", s
}

// nameHeadings tells sub-headings from paragraphs. The daily paper's markup does not: it sets any line of 4 to 20
// characters as a heading. So the text decides there, and on a page without markup; elsewhere the editor's own mark
// does. The first and the last line of a body are never a sub-heading, and more than two in a row are lines of a list
// or a poem.
func nameHeadings(f *form, signed []signedLine) {
	byText := f.layout == textLayout || f.ref.Edition == site.Daily
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
				h.kind = Heading
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
	return marked && l.kind == Paragraph && !chars.EndsSentence(l.text) && chars.Count(l.text) <= maxSubheading
}

// isList holds for a short line that belongs to a list rather than above a paragraph.
func isList(s string) bool {
	first := chars.First(s)
	return strings.ContainsRune("●■◆•*-–—·▪", first) || unicode.IsDigit(first) && strings.ContainsAny(s, ".．、") ||
		chars.IsColon(chars.Last(s))
}

func body(blocks []Block) string {
	texts := make([]string, len(blocks))
	for i, b := range blocks {
		texts[i] = b.Text
	}
	return strings.Join(texts, "\n\n")
}

func report(signed []signedLine) []Signed {
	out := make([]Signed, len(signed))
	for i, l := range signed {
		kind := l.kind
		if l.rule.effect == caption {
			kind = Caption
		}
		out[i] = Signed{kind, l.rule.name, l.text}
	}
	return out
}

// orEmpty keeps JSON free of null.
func orEmpty[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
