package extract

import (
	"strings"

	"mingpao/extract/internal/chars"
	"mingpao/extract/site"
)

// isFigureCaption is the line below a picture in the text that says what it shows.
func isFigureCaption(s spot) bool {
	l := s.signed[s.at]
	if s.bare {
		return isNumberedFigure(l.text) || chars.HasAnySuffix(l.text, "攝）", "攝)") && chars.Count(l.text) <= maxCaption
	}
	switch {
	case l.below:
		return true
	case l.photo == 0:
		return l.small && endsInPhotoCredit(l.text)
	}
	switch n := chars.Count(l.text); {
	case n > maxCaption:
		return false
	case isAgencyCredit(l.text):
		return n <= maxBareCaption
	case endsInPhotoCredit(l.text) || l.text == s.inline[l.photo-1].Caption:
		return true
	}
	return isBareCaption(s)
}

// isBareCaption tells a caption without a credit: behind a picture of instant news a line that is neither a sentence
// nor set off as a heading. In the daily paper the markup does not tell headings.
func isBareCaption(s spot) bool {
	l := s.signed[s.at]
	return s.ref.Edition != site.Daily && l.kind == paragraph && !l.strong && !l.linked &&
		chars.Count(l.text) <= maxBareCaption &&
		!chars.EndsSentence(l.text) && !isList(l.text) && !strings.ContainsRune("（(【[［", chars.First(l.text)) &&
		len(parseCredits(l.text)) == 0
}

// maxCaption is the length of the longest caption in the text of a real page, with room for as much again;
// maxBareCaption bounds those that nothing but their place tells from a paragraph.
const (
	maxCaption     = 120
	maxBareCaption = 40
)
