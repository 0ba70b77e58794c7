package extract

import (
	"slices"
	"strings"
)

// isFigureCaption is the line below a picture in the text, or one in small type, that ends in a credit.
func isFigureCaption(s spot) bool {
	l := s.signed[s.i]
	if s.layout == textLayout {
		return isNumberedFigure(l.text) || strings.HasSuffix(l.text, "攝）") && strings.Contains(l.text, "（") && runes(l.text) <= 120
	}
	return (l.photo > 0 || l.small) && endsInPhotoCredit(l.text)
}

// isNumberedFigure is 圖3之1 - …, or the number alone.
func isNumberedFigure(t string) bool {
	rest, ok := strings.CutPrefix(t, "圖")
	if !ok {
		return false
	}
	rest = strings.TrimLeft(rest, "0123456789")
	rest, ok = strings.CutPrefix(rest, "之")
	rest = strings.TrimLeft(rest, "0123456789")
	return ok && (rest == "" || strings.HasPrefix(rest, " -"))
}

func endsInPhotoCredit(t string) bool {
	t = strings.TrimRight(t, "）)")
	return hasAnySuffix(t, "攝", "圖片", "提供", "製圖", "截圖", "照片", "網站", "社", "影片")
}

// isAgencyCredit tells a line that an agency signs in brackets: a caption, or as often a paragraph of its report.
func isAgencyCredit(t string) bool {
	i := strings.LastIndexAny(t, "（(")
	return i >= 0 && hasAnySuffix(strings.TrimRight(t[i:], "）)"), "社", "電")
}

func hasAnySuffix(s string, ends ...string) bool {
	return slices.ContainsFunc(ends, func(end string) bool { return strings.HasSuffix(s, end) })
}
