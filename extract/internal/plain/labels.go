package plain

import (
	"slices"
	"strings"

	"mingpao/extract/internal/block"
	"mingpao/extract/internal/byline"
	"mingpao/extract/internal/chars"
)

// maxLabel is the length of the longest byline seen, 文．何裕婷／編輯．何詩韻, with room for another name.
const maxLabel = 30

// labels are the lines below the section and the date: a byline and the page's label. A section without columnists
// has none that matter. Of a single line, the headline or the label at the end must say that it is a byline.
func (p *textPage) labels(f *block.Form) (byline, page string) {
	traits := f.Ref.Section().Traits
	if f.Section == "" || !traits.Byline && !traits.Confirmed {
		return "", ""
	}
	from := p.title - 1
	for p.lines[from] != f.Section {
		from--
	}
	var labels []string
	for _, t := range p.lines[from+1 : p.title] {
		if isDateLine(t) {
			continue
		}
		if isTextNoise(t) || chars.Count(t) > maxLabel || len(labels) > 0 && !p.isPageLabel(t) || len(labels) == 2 {
			break
		}
		labels = append(labels, p.respaced(t))
	}
	switch {
	case len(labels) == 2:
		return labels[0], labels[1]
	case len(labels) == 0:
		return "", ""
	case p.confirms(labels[0]):
		return labels[0], ""
	}
	return "", labels[0]
}

// respaced sets the name that opens the headline off from the column after it, where a tool has dropped the space.
func (p *textPage) respaced(label string) string {
	name, _, ok := chars.CutColon(p.lines[p.title])
	isBar := func(r rune) bool { return strings.ContainsRune("｜︱丨│|", r) }
	if parts := strings.FieldsFunc(name, isBar); len(parts) > 0 {
		name = strings.TrimSpace(parts[len(parts)-1])
	}
	if column, has := strings.CutPrefix(label, name); ok && has && name != "" && column != "" && column[0] != ' ' {
		return name + " " + column
	}
	return label
}

// isPageLabel reports whether a line is the name of a newspaper page or a column rather than a headline, which the
// list below the text repeats.
func (p *textPage) isPageLabel(t string) bool {
	return chars.Count(t) <= 12 && !strings.ContainsAny(t, byline.Slashes+"：:，？！") &&
		!slices.Contains(p.lines[p.body:], t)
}

// confirms reports whether a line above the headline is a byline: the headline or a line below the text repeats it.
func (p *textPage) confirms(t string) bool {
	name := strings.Fields(t)[0]
	return strings.Contains(p.lines[p.title], name) || slices.Contains(byline.OpeningColumns, t) ||
		slices.Contains(p.lines[p.body:], "["+t+"]") || slices.Contains(p.lines[p.body:], "相關字詞﹕"+t)
}

// keywords reads the keyword line. Its words were links, which the text has lost, so they come apart at spaces.
// Those of another article, above the headline or below the end of this one, are not its own.
func (p *textPage) keywords() []string {
	for i, t := range p.lines[p.title:] {
		head, rest, ok := chars.CutColon(t)
		switch {
		case ok && (head == "相關字詞" || head == "標籤") && rest == "":
			return p.listedBelow(p.title + i + 1)
		case ok && (head == "相關字詞" || head == "標籤"):
			return strings.Fields(rest)
		case p.title+i >= p.body && (isTextEnd(t) || isDateLine(t) || strings.HasPrefix(t, dateLabel)):
			return nil
		}
	}
	return nil
}

// listedBelow are keywords on lines of their own.
func (p *textPage) listedBelow(i int) (words []string) {
	for ; i < len(p.lines) && !isBelow(p.lines[i]) && !isDateLine(p.lines[i]) && len(words) < maxKeywords; i++ {
		words = append(words, p.lines[i])
	}
	return words
}
