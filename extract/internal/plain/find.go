package plain

import (
	"slices"
	"strings"

	"mingpao/extract/internal/block"
	"mingpao/extract/internal/byline"
	"mingpao/extract/internal/chars"
	"mingpao/extract/internal/dates"
	"mingpao/extract/site"
)

// dateLabel opens the line with the date on finance, ol and life.mingpao.com.
const dateLabel = "文章日期"

// locate finds the headline and the text by the lines beside them, surest first.
func (p *textPage) locate() bool {
	for _, find := range []func() (title, body int){p.byDateLabel, p.byMarker, p.byClock, p.byLabel} {
		if title, body := find(); title >= 0 {
			return p.found(p.asTitled(title, body), body)
		}
	}
	return false
}

// documentTitle is the title of a page's document: headline - 20251203 - section - edition.
var documentTitle = chars.Compiled(`^(?:Title: )?(.*?)(?: ?[(（]\d{1,2}:\d{2}[)）])? - \d{8} - .*明報`)

// asTitled is the line that repeats the title of the page's document where the text has one, nearest above the body; -1
// where none does.
func (p *textPage) asTitled(title, body int) int {
	for _, t := range p.lines[:body] {
		m := documentTitle().FindStringSubmatch(t)
		if m == nil {
			continue
		}
		for i := body - 1; i >= 0; i-- {
			if headline, _ := dates.CutTime(p.lines[i]); unspaced(headline) == unspaced(m[1]) || p.lines[i] == m[1] {
				return i
			}
		}
		return -1
	}
	return title
}

func unspaced(t string) string { return strings.ReplaceAll(t, " ", "") }

func (p *textPage) byDateLabel() (title, body int) {
	i := slices.IndexFunc(p.lines, func(t string) bool { return strings.HasPrefix(t, dateLabel) })
	return p.headlineAbove(p.aboveKeywords(i)), i + 1
}

// maxKeywords is more than the keywords of an article of finance, which stand above its date.
const maxKeywords = 20

// aboveKeywords is the first of the lines with keywords directly above a line, else that line.
func (p *textPage) aboveKeywords(i int) int {
	for k := i - 1; k >= 0 && k >= i-maxKeywords; k-- {
		if strings.HasPrefix(p.lines[k], "標籤") {
			return k
		}
	}
	return i
}

func (p *textPage) byMarker() (title, body int) {
	i := slices.IndexFunc(p.lines, hasMarker)
	return p.headlineAbove(i), i
}

func hasMarker(t string) bool {
	marker, _ := block.CutMarker(t)
	return marker != ""
}

// byClock finds the headline of instant news: of the lines that end in a time, the last one above the text. Those
// above it are other articles.
func (p *textPage) byClock() (title, body int) {
	title = -1
	start := slices.IndexFunc(p.lines, isDateLine)
	if start < 0 {
		start = slices.IndexFunc(p.lines, isSectionLabel)
	}
	for i := start + 1; i > 0 && i < len(p.lines); i++ {
		t := p.lines[i]
		switch _, clock := dates.CutTime(t); {
		case clock != "":
			title = i
		case isTextEnd(t) || title >= 0 && isTextProse(t):
			return title, title + 1
		}
	}
	return title, title + 1
}

// byLabel finds the headline between a section's label and the first paragraph.
func (p *textPage) byLabel() (title, body int) {
	label := -1
	for i, t := range p.lines {
		if isSectionLabel(t) {
			label = i
		}
		if label >= 0 && isTextProse(t) {
			if p.namesOthers(i) {
				return -1, i
			}
			return p.headlineAbove(i), i
		}
	}
	return -1, -1
}

func isSectionLabel(t string) bool {
	_, ok := site.Labelled(t)
	return ok
}

// namesOthers reports whether headlines come between the paragraphs: a list of articles with their openings.
func (p *textPage) namesOthers(body int) bool {
	for _, t := range p.lines[body:] {
		switch {
		case isTextEnd(t):
			return false
		case chars.Count(t) > block.MaxSubheading && !chars.EndsSentence(t) && !isCaption(t):
			return true
		}
	}
	return false
}

// isTextProse reports whether a line is a paragraph rather than a headline, label or caption.
func isTextProse(t string) bool {
	return chars.Count(t) > maxHeading && chars.EndsSentence(t) && !isCaption(t)
}

// isTextEnd reports whether a line is one of those below every article.
func isTextEnd(t string) bool {
	head, _, ok := chars.CutColon(t)
	return ok && head == "相關字詞" || t == "上 / 下一篇新聞" || t == "MORE"
}

// headlineAbove is the headline of a text that begins at a line: the first line below the buttons that lead to other
// articles, else the nearest one above that is no caption. It is -1 where a label or a date comes first.
func (p *textPage) headlineAbove(i int) int {
	nearest, first := -1, -1
	for i--; i >= 0; i-- {
		t := p.lines[i]
		switch {
		case isNavigation(t) && first >= 0:
			return first
		case isSectionLabel(t), isDateLine(t), isPathLabel(t), isSiteName(t):
			return nearest
		case isTextNoise(t) || strings.HasPrefix(t, "標籤"):
			continue
		case isHeadline(t):
			if nearest < 0 {
				nearest = i
			}
			first = i
		}
	}
	return nearest
}

// maxHeadline is the length of the longest headline seen, with room for half as much again.
const maxHeadline = 120

// isHeadline reports whether a line is a headline rather than a caption or a paragraph.
func isHeadline(t string) bool {
	return chars.Count(t) <= maxHeadline && !isCaption(t) && !strings.HasSuffix(t, "。")
}

// found keeps the places, the text's first line being after the pictures and buttons.
func (p *textPage) found(title, body int) bool {
	if title < 0 {
		return false
	}
	body = p.afterGallery(body)
	prose, text := p.last(body, isTextProse), p.last(body, func(t string) bool { return chars.Count(t) > maxHeading })
	for ; body < len(p.lines); body++ {
		t := p.lines[body]
		caption := isCaptionOnly(t) && (body < prose || body < text && !chars.EndsSentence(beforeBracket(t)))
		if !caption && !p.isGallery(title, body) {
			break
		}
	}
	p.title, p.body = title, body
	return body < len(p.lines)
}

// afterGallery is the line after the buttons that end a gallery, the same line where there is none above the text.
func (p *textPage) afterGallery(body int) int {
	after := body
	for i := body; i < len(p.lines) && !isTextEnd(p.lines[i]) && !isTextProse(p.lines[i]); i++ {
		if isGalleryEnd(p.lines[i]) {
			after = i + 1
		}
	}
	return after
}

// last is the last line of the text that passes, -1 without one: a caption above it is not all of the text.
func (p *textPage) last(body int, test func(string) bool) int {
	last := -1
	for i, t := range p.lines[body:] {
		if isTextEnd(t) {
			break
		}
		if test(t) {
			last = body + i
		}
	}
	return last
}

// maxHeading is the length, in characters, up to which the daily paper's markup takes a line for a heading.
const maxHeading = 20

func beforeBracket(t string) string { return t[:max(strings.LastIndexAny(t, "（("), 0)] }

// isCaptionOnly reports whether a line is a caption rather than a paragraph that an agency signs.
func isCaptionOnly(t string) bool { return isCaption(t) && !byline.IsAgencyCredit(t) }

// isCaption reports whether a line is a caption, by the credit at its end.
func isCaption(t string) bool {
	i := strings.LastIndexAny(t, "（(")
	return i >= 0 && (strings.HasSuffix(t, "）") || strings.HasSuffix(t, ")")) &&
		(byline.EndsInPhotoCredit(t) || strings.Contains(t[i:], "攝"))
}

// isGalleryEnd is the line of the buttons below the pictures.
func isGalleryEnd(t string) bool {
	return t == "prev" || t == "next" || t == "prevnext" || t == "prev next"
}

// isGallery reports whether a line is one of those between the headline and the text: buttons, pictures with their
// captions on the same line or the next, and captions that repeat the headline.
func (p *textPage) isGallery(title, i int) bool {
	headline, _ := dates.CutTime(p.lines[title])
	bare := i > 0 && IsNumberedFigure(p.lines[i-1]) && strings.HasSuffix(p.lines[i-1], " -")
	return isTextNoise(p.lines[i]) || p.lines[i] == headline || bare
}

// isDateLine is 2025年11月29日星期六, alone on its line. The clock at the top of a page has a space in it.
func isDateLine(t string) bool {
	return dates.Day(t) != "" && strings.Contains(t, "日星期") && chars.Count(t) <= 16
}

// isNavigation is a line of the buttons above a headline.
func isNavigation(t string) bool {
	rest := strings.ReplaceAll(strings.ReplaceAll(t, "上一篇", ""), "下一篇", "")
	return t != "" && strings.Trim(rest, " /|") == ""
}

// isTextNoise reports whether a line is one of those between the headline and the text: dates, buttons and the
// gallery.
func isTextNoise(t string) bool {
	return isNavigation(t) || isDateLine(t) || IsNumberedFigure(t) || isGalleryEnd(t) || strings.HasPrefix(t, dateLabel) ||
		isButton(t) || strings.Trim(t, "_[]. ") == ""
}

// IsNumberedFigure is 圖3之1 - …, or the number alone.
func IsNumberedFigure(t string) bool {
	rest, ok := strings.CutPrefix(t, "圖")
	if !ok {
		return false
	}
	rest = strings.TrimLeft(rest, "0123456789")
	rest, ok = strings.CutPrefix(rest, "之")
	rest = strings.TrimLeft(rest, "0123456789")
	return ok && (rest == "" || strings.HasPrefix(rest, " -"))
}
