package extract

import (
	"bytes"
	"slices"
	"strings"

	"mingpao/extract/internal/window"
	"mingpao/extract/site"
)

const textLayout = "text"

// isPlainText tells a page saved as text: no markup at all, and the site's name or menu.
func isPlainText(text []byte) bool {
	return !bytes.Contains(text, []byte("</")) && !window.HasFold(text, "<html") && !window.HasFold(text, "<!doctype") && !window.HasFold(text, "<body") &&
		bytes.Contains(text, []byte("明報"))
}

// textPage is a page saved as text: its lines, and the places of those that tell where things are.
type textPage struct {
	lines []string // normalised, none empty
	title int      // the headline
	body  int      // the first line of the text
}

// readText reads a page saved as text: menus, section, date, byline, headline, text, keyword line, menus. What stands below
// the text goes by the rules, as on any page.
func readText(text []byte) (form, error) {
	p := textPage{}
	for l := range bytes.Lines(text) {
		if t := normalise(string(l)); t != "" {
			p.lines = append(p.lines, t)
		}
	}
	if !p.locate() {
		return form{}, &NotArticle{UnknownDesign, "a text without a headline, a date and a lead of Ming Pao"}
	}
	title, hour := cutTime(p.lines[p.title])
	f := form{layout: textLayout, title: title, keywords: p.keywords(), paid: p.isPaid()}
	f.section, f.ref = p.section()
	f.byline, f.page = p.labels(&f)
	date, clock := p.date()
	if clock == "" {
		clock = hour
	}
	f.published = published(date, clock)
	for _, t := range p.lines[p.body:] {
		f.lines = append(f.lines, line{kind: Paragraph, text: t})
	}
	return f, nil
}

// locate finds the headline and the text by what the page prints beside them, most telling first.
func (p *textPage) locate() bool {
	for i, t := range p.lines {
		if strings.HasPrefix(t, "文章日期") {
			return p.found(p.above(i), i+1)
		}
	}
	for i, t := range p.lines {
		if marker, _ := cutMarker(t); marker != "" {
			return p.found(p.above(i), i)
		}
	}
	for i, t := range p.lines {
		if _, hour := cutTime(t); hour != "" && p.hasDateAbove(i) {
			return p.found(i, i+1)
		}
	}
	return false
}

func (p *textPage) found(title, body int) bool {
	for i := body; i < len(p.lines) && title >= 0 && (p.isGallery(title, i) || isCaption(p.lines[i])); i++ {
		if isGalleryEnd(p.lines[i]) {
			body = i + 1
		}
	}
	for body < len(p.lines) && title >= 0 && p.isGallery(title, body) {
		body++
	}
	p.title, p.body = title, body
	return title >= 0 && body < len(p.lines)
}

// isCaption tells a caption by the credit at its end.
func isCaption(t string) bool {
	i := strings.LastIndex(t, "（")
	return i >= 0 && strings.HasSuffix(t, "）") && (endsInPhotoCredit(t) || strings.Contains(t[i:], "攝"))
}

// isGalleryEnd is the line of the buttons below the pictures.
func isGalleryEnd(t string) bool {
	return t == "prev" || t == "next" || t == "prevnext" || t == "prev next"
}

// isGallery holds for what stands between the headline and the text: buttons, pictures with their captions on the same line
// or the next, and captions that repeat the headline.
func (p *textPage) isGallery(title, i int) bool {
	headline, _ := cutTime(p.lines[title])
	bare := i > 0 && isNumberedFigure(p.lines[i-1]) && strings.HasSuffix(p.lines[i-1], " -")
	return isTextNoise(p.lines[i]) || p.lines[i] == headline || bare
}

// above is the nearest line above that may be the headline, -1 without one.
func (p *textPage) above(i int) int {
	for i--; i >= 0; i-- {
		if t := p.lines[i]; !isTextNoise(t) && !strings.HasPrefix(t, "標籤") {
			return i
		}
	}
	return -1
}

func (p *textPage) hasDateAbove(i int) bool {
	return slices.ContainsFunc(p.lines[max(0, i-12):i], isDateLine)
}

// isDateLine is 2025年11月29日星期六, alone on its line.
func isDateLine(t string) bool {
	return printedDate(t) != "" && strings.Contains(t, "星期") && runes(t) <= 16
}

// isTextNoise holds for what stands between the headline and the text: dates, buttons and the gallery.
func isTextNoise(t string) bool {
	switch t {
	case "上一篇", "下一篇", "上一篇下一篇", "下一篇上一篇", "上一篇 下一篇", "下一篇 上一篇", "Share", "| Share", "字體縮小", "字體放大", "分享", "列印":
		return true
	}
	return isDateLine(t) || isNumberedFigure(t) || isGalleryEnd(t) || strings.HasPrefix(t, "文章日期")
}

// date is the printed date and, on finance, time; else the date in the page's first line.
func (p *textPage) date() (date, clock string) {
	for _, t := range p.lines[:p.body] {
		if strings.HasPrefix(t, "文章日期") {
			return printedDate(t), printedTime(t)
		}
	}
	for i := p.body - 1; i >= 0; i-- {
		if isDateLine(p.lines[i]) {
			return printedDate(p.lines[i]), ""
		}
	}
	return printedDate(p.lines[0]), ""
}

// section is the nearest label above the headline, and what it says about the article's place.
func (p *textPage) section() (string, site.Ref) {
	for i := p.title - 1; i >= max(0, p.title-12); i-- {
		if s, ok := site.Labelled(p.lines[i]); ok {
			return s.Label, site.Ref{Edition: s.Edition, SectionCode: s.Code}
		}
		if strings.HasPrefix(p.lines[i], "SHOWBIZ /") {
			return p.lines[i], site.Ref{Edition: site.Entertainment}
		}
	}
	return "", site.Ref{}
}

// labels are the lines between section and headline: a byline that the headline or the label at the end confirms, and the
// page's label.
func (p *textPage) labels(f *form) (byline, page string) {
	if f.section == "" {
		return "", ""
	}
	from := p.title
	for p.lines[from-1] != f.section {
		from--
	}
	for _, t := range p.lines[from:p.title] {
		switch {
		case isTextNoise(t) || runes(t) > 30:
		case byline == "" && p.confirms(t):
			byline = t
		case page == "":
			page = t
		}
	}
	return byline, page
}

// confirms tells that a line above the headline is a byline: it stands in the headline or again below the text.
func (p *textPage) confirms(t string) bool {
	name := strings.Fields(t)[0]
	return strings.Contains(p.lines[p.title], name) || slices.Contains(openingColumns, t) ||
		slices.Contains(p.lines[p.body:], "["+t+"]") || slices.Contains(p.lines[p.body:], "相關字詞﹕"+t)
}

// keywords reads the keyword line. Its words stand in links that the text has lost, so they come apart at spaces.
func (p *textPage) keywords() []string {
	for _, t := range p.lines {
		if head, rest, ok := cutColon(t); ok && (head == "相關字詞" || head == "標籤") {
			return strings.Fields(rest)
		}
	}
	return nil
}

func (p *textPage) isPaid() bool {
	return slices.ContainsFunc(p.lines[p.body:], func(t string) bool {
		return t == "明報電子報訂戶登記" || strings.HasPrefix(t, "如要讀取全文，請按此")
	})
}
