package extract

import (
	"slices"
	"strings"

	"mingpao/extract/internal/block"
	"mingpao/extract/internal/chars"
	"mingpao/extract/site"
)

// access is how much of an article its page gives. A page with markup shows where its text is cut short, and whether
// it hides some of it; a text is whole only where it shows the end of its article, and is more than the paragraph that
// is given away of one for sale.
func access(f *block.Form, signed []block.Signed) Access {
	switch {
	case f.Paid:
		return Excerpt
	case hidesText(signed) || f.Bare && (!showsEnd(signed, f.Ended) || isOpening(f, signed)):
		return Unknown
	}
	return Full
}

// hidesText reports whether a paragraph of an article is not shown.
func hidesText(signed []block.Signed) bool {
	isHidden := func(l block.Signed) bool { return l.Box == block.HiddenRule && isParagraph(l.Text) }
	return slices.ContainsFunc(signed, isHidden)
}

func isParagraph(t string) bool { return chars.Count(t) > block.MaxSubheading || chars.EndsSentence(t) }

// showsEnd reports whether something follows the text of an article that is below all of it, and is whole itself:
// a page may be cut off within its last line.
func showsEnd(signed []block.Signed, ended bool) bool {
	for i := len(signed) - 1; i >= 0; i-- {
		l, last := &signed[i], i == len(signed)-1
		switch l.Rule.Effect {
		case block.Keep:
			return false
		case block.DropRest, block.KeywordLine:
			if !last || ended {
				return true
			}
		case block.Label:
			return true
		case block.Disclaimer:
			if !last || chars.HasAnySuffix(strings.TrimRight(l.Text, "。"), "）", ")") {
				return true
			}
		}
	}
	return false
}

// isOpening reports whether a text may be the opening of an article for sale: one paragraph, in a section that sells
// some or in one that the site's table does not have.
func isOpening(f *block.Form, signed []block.Signed) bool {
	section := f.Ref.Section()
	isKnown := section != (site.Section{}) || f.Ref.Edition == site.Finance || f.Ref.Edition == site.Entertainment
	if isKnown && !section.Traits.Sold {
		return false
	}
	paragraphs := 0
	for _, l := range signed {
		if l.Rule.Effect == block.Keep && isParagraph(l.Text) {
			paragraphs++
		}
	}
	return paragraphs < 2
}
