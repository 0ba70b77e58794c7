package extract

import (
	"strings"

	"mingpao/extract/internal/block"
	"mingpao/extract/internal/byline"
	"mingpao/extract/internal/chars"
	"mingpao/extract/internal/plain"
	"mingpao/extract/site"
)

// isFigureCaption reports whether a line is the caption of a picture in the text.
func isFigureCaption(s block.Spot) bool {
	l := s.Signed[s.At]
	if s.Bare {
		return plain.IsNumberedFigure(l.Text) ||
			chars.HasAnySuffix(l.Text, "攝）", "攝)") && chars.Count(l.Text) <= maxCaption
	}
	switch {
	case l.Below:
		return true
	case l.Photo == 0:
		return l.Small && byline.EndsInPhotoCredit(l.Text)
	}
	switch n := chars.Count(l.Text); {
	case n > maxCaption:
		return false
	case byline.IsAgencyCredit(l.Text):
		return n <= maxBareCaption
	case byline.EndsInPhotoCredit(l.Text) || l.Text == s.Inline[l.Photo-1].Caption:
		return true
	}
	return isBareCaption(s)
}

// isBareCaption reports whether a line is a caption without a credit: after a picture of instant news, neither a
// sentence nor set off as a heading. The daily paper's markup does not distinguish headings.
func isBareCaption(s block.Spot) bool {
	l := s.Signed[s.At]
	return s.Ref.Edition != site.Daily && l.Kind == block.Paragraph && !l.Strong && !l.Linked &&
		chars.Count(l.Text) <= maxBareCaption &&
		!chars.EndsSentence(l.Text) && !block.IsList(l.Text) && !strings.ContainsRune("（(【[［", chars.First(l.Text)) &&
		len(byline.Credits(l.Text)) == 0
}

// maxCaption is the length of the longest caption in the text of a real page, with room for as much again;
// maxBareCaption bounds those that only their place distinguishes from a paragraph.
const (
	maxCaption     = 120
	maxBareCaption = 40
)
