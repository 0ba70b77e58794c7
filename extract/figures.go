package extract

import (
	"cmp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"mingpao/extract/internal/chars"
	"mingpao/extract/site"
)

// image keeps a picture that stands in the text. Any picture counts for what follows; where it has no address of the
// site, it is not among the article's.
func (w *walker) image(n *html.Node) {
	if w.box != "" {
		return
	}
	w.images = append(w.images, Image{URL: addressOf(n), Caption: chars.Normalise(attr(n, "alt"))})
	w.photo = len(w.images)
}

// addressOf is the address of a picture: what a script would load comes before what stands in for it.
func addressOf(n *html.Node) string {
	candidates := []string{attr(n, "data-original"), attr(n, "data-src"), largest(attr(n, "srcset")), attr(n, "src")}
	if p := n.Parent; p != nil && p.DataAtom == atom.Picture {
		for c := p.FirstChild; c != nil; c = c.NextSibling {
			if c.DataAtom == atom.Source {
				candidates = append(candidates, largest(cmp.Or(attr(c, "srcset"), attr(c, "data-srcset"))))
			}
		}
	}
	for _, c := range candidates {
		if isPicture(c) {
			return c
		}
	}
	return ""
}

// largest is the last address of a srcset, which lists them from small to large.
func largest(srcset string) string {
	list := strings.Split(strings.TrimRight(srcset, ", "), ", ")
	address, _, _ := strings.Cut(strings.TrimSpace(list[len(list)-1]), " ")
	return address
}

// figure walks a <figure>: its <figcaption> belongs to its picture, above or below it. Without one it is text.
func (w *walker) figure(n *html.Node) {
	images, lines := len(w.images), len(w.lines)
	w.nested(n, w.kind)
	for i := lines; i < len(w.lines); i++ {
		l := &w.lines[i]
		l.below = l.below && len(w.images) > images
		if l.below {
			l.photo = len(w.images)
			w.photo = 0
		}
	}
}

// isFigureCaption is the line below a picture in the text that says what it shows.
func isFigureCaption(s spot) bool {
	l := s.signed[s.i]
	if s.layout == textLayout {
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
	return s.isBareCaption()
}

// maxCaption is the length of the longest caption in the text of a real page, with room for as much again;
// maxBareCaption bounds those that nothing but their place tells from a paragraph.
const (
	maxCaption     = 120
	maxBareCaption = 40
)

// isBareCaption tells a caption without a credit: behind a picture of instant news a line that is neither a sentence
// nor set off as a heading. In the daily paper the markup does not tell headings.
func (s spot) isBareCaption() bool {
	l := s.signed[s.i]
	return s.ref.Edition != site.Daily && l.kind == Paragraph && !l.strong && !l.linked &&
		chars.Count(l.text) <= maxBareCaption &&
		!chars.EndsSentence(l.text) && !isList(l.text) && !strings.ContainsRune("（(【[［", chars.First(l.text)) &&
		len(parseCredits(l.text)) == 0
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
	return chars.HasAnySuffix(t, "攝", "圖片", "提供", "製圖", "截圖", "照片", "網站", "社", "影片")
}

// isAgencyCredit tells a line that an agency signs in brackets: a caption, or as often a paragraph of its report.
func isAgencyCredit(t string) bool {
	i := strings.LastIndexAny(t, "（(")
	return i >= 0 && chars.HasAnySuffix(strings.TrimRight(t[i:], "）)"), "社", "電")
}
