package plain

import (
	"slices"
	"strings"
	"unicode"

	"mingpao/extract/internal/block"
	"mingpao/extract/internal/byline"
	"mingpao/extract/internal/chars"
	"mingpao/extract/site"
)

// residue is what no article has: marks of tools and scripts within a line.
var residue = chars.Compiled(`\]\(|\]\[|</?[a-zA-Z]+[ />]|(%[0-9A-Fa-f]{2}){2}|\{\{|__{2,}|\(BUTTON\)|` +
	"(?i:iframe)|javascript:|\\[\\[|`__|:PROPERTIES:|^\\.\\. |^:\\w+:|GliaStudios|Advertisements|\uFFFD\uFFFD")

// sound refuses a text whose lines are not all those of its page, each by itself: order and words would be right, what
// is a paragraph, a heading or a credit would be a guess.
func (p *textPage) sound() error {
	if t := p.lines[p.title]; residue().MatchString(t) || strings.ContainsRune(t, '\uFFFD') || beginsWithin(t) ||
		!strings.ContainsFunc(t, chars.IsHan) && !strings.Contains(t, " ") {
		return unclear("the headline of this text cannot be told: " + shortened(t))
	}
	end := p.end()
	for i := p.body; i < end; i++ {
		if fault := p.faultAt(i, end); fault != "" {
			return unclear(fault + ": " + shortened(p.lines[i]))
		}
	}
	return nil
}

// end is the first line below the text, or the number of lines.
func (p *textPage) end() int {
	for i := p.body; i < len(p.lines); i++ {
		if isBelow(p.lines[i]) {
			return i
		}
	}
	return len(p.lines)
}

// isBelow reports whether a line is below the text of an article.
func isBelow(t string) bool {
	return isTextEnd(t) || IsPaidLine(t) || isListBelow(t) || t == "發表評論" || t == "編輯推介" || t == "EDITOR'S CHOICE" ||
		chars.HasAnyPrefix(t, "<上一頁", "下一頁>", "明報網站 · 版權所有")
}

// isListBelow reports whether a line is the heading of a list of other articles.
func isListBelow(t string) bool {
	switch chars.TrimColon(t) {
	case "其他報道", "相關報道", "相關新聞", "日報新聞-相關報道":
		return true
	}
	return false
}

// faultAt says what is wrong with a line of the text, "" where nothing is.
func (p *textPage) faultAt(i, end int) string {
	t := p.lines[i]
	next := i+1 < end && !p.apart[i+1]
	switch {
	case isButton(t), strings.HasPrefix(t, "Made with Flourish"), isAddressLine(t):
	case residue().MatchString(t):
		return "what a tool put into this text cannot be told from it"
	case hasJoinedNames(t):
		return "the names in a line of this text were joined"
	case i > p.body && !p.apart[i] && isTextProse(p.lines[i-1]) && isCreditInBrackets(t):
		return "a credit of this text may be of the paragraph above it"
	case beginsWithin(t), chars.First(t) == '\uFFFD', chars.Last(t) == '\uFFFD',
		next && chars.Count(t) > block.MaxSubheading && !isFinished(t):
		return "the lines of this text were broken"
	case i > p.body && chars.HasAny(t, "【明報專訊】", "【明報文章】", "【明報社評】"), hasEndWithin(t):
		return "the lines of this text were joined"
	case isGalleryEnd(t):
		return "the captions of this text cannot be told from it"
	case p.isForeign(t, end):
		return "a line of this text is not of its page"
	}
	return ""
}

// hasJoinedNames reports whether a reporters' line has more ideographs in a row than a name has: a tool has dropped the
// spaces between names.
func hasJoinedNames(t string) bool {
	names, ok := strings.CutPrefix(t, "明報記者")
	return ok && chars.Count(names) > maxName && chars.Count(names) <= block.MaxSubheading &&
		!strings.ContainsFunc(names, func(r rune) bool { return !chars.IsHan(r) })
}

// isCreditInBrackets reports whether a line is a credit as it stands at the end of a paragraph or below it.
func isCreditInBrackets(t string) bool {
	_, ok := chars.Bracketed(t)
	_, roles := byline.EndCredit(t)
	return ok && len(roles) > 0
}

// beginsWithin reports whether a line begins with a mark that stands within one.
func beginsWithin(t string) bool {
	return strings.ContainsRune("，。、；：！？）」』》】｜︱|", chars.First(t))
}

// hasEndWithin reports whether what is below every text is within a line.
func hasEndWithin(t string) bool {
	return chars.HasAny(t, "相關字詞﹕", "日報新聞-相關報道", "上 / 下一篇新聞") && !isTextEnd(t) && !isListBelow(t)
}

// isForeign reports whether a line has words of another language alone, as buttons and players have, in a text of
// Chinese.
func (p *textPage) isForeign(t string, end int) bool {
	switch {
	case strings.ContainsFunc(t, chars.IsHan), !strings.ContainsFunc(t, unicode.IsLetter),
		strings.ContainsAny(t, "@.:：﹕!?"):
		return false
	case !strings.Contains(t, " "):
		return true
	}
	chinese := countLines(p.lines[p.body:end], func(l string) bool { return strings.ContainsFunc(l, chars.IsHan) })
	return 2*chinese > end-p.body
}

// maxName is the length of a name that may stand before a headline's colon.
const maxName = 4

// isAddressLine reports whether a line is an article's address.
func isAddressLine(t string) bool { _, ok := site.ParseURL(t); return ok }

// needsSection reports whether a text of no section has what is read by its section: a columnist's lead, or a line that
// may name a post.
func (p *textPage) needsSection() bool {
	end := p.end()
	if end == p.body || slices.ContainsFunc(p.lines, func(t string) bool { return strings.HasPrefix(t, lifeWall) }) {
		return false
	}
	marker, _ := block.CutMarker(p.lines[p.body])
	last := p.lines[end-1]
	name, _, named := chars.CutColon(p.lines[p.title])
	isPost := end-1 > p.body && !isFinished(last) && chars.Count(last) <= block.MaxSubheading
	return isPost || marker == "明報文章" || named && chars.Count(name) <= maxName
}

// shortened is the beginning of a line.
func shortened(t string) string {
	const most = 20
	if r := []rune(t); len(r) > most {
		return string(r[:most]) + "…"
	}
	return t
}
