package extract

import (
	"bytes"
	"slices"

	"mingpao/extract/site"
)

// mark is a kind of tag by which a layout is recognised or its window cut.
type mark int

// The marks. A tag bears at most one.
const (
	noMark         mark = iota
	newsTop             // the section, date and column line of a news article
	newsArticle         // the text of a news article
	financeTop          // a section line: the one nearest above the article is its own
	financeArticle      // title, tags, date, pictures and text of a finance article
	financeText         // the text
	financeEnd          // previous and next article
	olTop               // the section line of an ol article
	olArticle           // the text
	olTags              // the keyword line
	olMore              // the box of other articles below it
	selectList          // a list of other articles, the largest part of a page and never part of an article
	articleClose        // </article>
	selectClose         // </select>
)

// markRow tells which start tag bears a mark: an element's name with a value among the tokens of an attribute.
type markRow struct {
	mark             mark
	host             string // whose pages have it; "" for all
	element          string
	attribute, token string
	ends             bool // a window ends at it
}

var marks = []markRow{
	{newsTop, site.NewsHost, "div", "id", "articleTop", false},
	{newsArticle, site.NewsHost, "article", "class", "txt4", false},
	{financeTop, site.FinanceHost, "h4", "class", "content-title", false},
	{financeArticle, site.FinanceHost, "div", "class", "news-content", false},
	{financeText, site.FinanceHost, "div", "class", "article_content", false},
	{financeEnd, site.FinanceHost, "div", "class", "article_page", true},
	{olTop, site.OLHost, "div", "class", "page_title", false},
	{olArticle, site.OLHost, "article", "itemprop", "content", false},
	{olTags, site.OLHost, "div", "itemprop", "tag", false},
	{olMore, site.OLHost, "div", "itemprop", "more", true},
	{selectList, "", "select", "", "", false},
}

// marksOf are the marks of a host's pages; all where the base names none of the hosts.
func marksOf(base string) []markRow {
	u, err := site.ParseAddress(base)
	if err != nil {
		return marks
	}
	own := slices.DeleteFunc(slices.Clone(marks), func(m markRow) bool { return m.host != "" && m.host != u.Host })
	if len(own) == 1 {
		return marks
	}
	return own
}

// findMark is the mark of a start tag.
func findMark(wanted []markRow, name, attrs []byte) mark {
	for i := range wanted {
		m := &wanted[i]
		if !equalFold(name, m.element) {
			continue
		}
		if m.token == "" || bytes.Contains(attrs, []byte(m.token)) && hasToken(attribute(attrs, m.attribute), m.token) {
			return m.mark
		}
	}
	return noMark
}

// findEndMark is the mark of an end tag.
func findEndMark(name []byte) mark {
	switch {
	case equalFold(name, "article"):
		return articleClose
	case equalFold(name, "select"):
		return selectClose
	}
	return noMark
}

// hasToken looks for a token in an attribute's value, its parts separated by white space.
func hasToken[T string | []byte](value T, token string) bool {
	for len(value) > 0 {
		i := 0
		for i < len(value) && value[i] > ' ' {
			i++
		}
		if string(value[:i]) == token {
			return true
		}
		value = value[min(i+1, len(value)):]
	}
	return false
}

type element int

const (
	plainTag   element = iota
	rawText            // its content is text to an HTML parser
	headTag            // it may state a fact about the page
	carriedTag         // left open, it changes how the parser reads what follows
	foreignTag         // the same, and the rules of HTML do not hold in it
	optionTag          // belongs into a <select>
)

// elementKind sorts the elements that scan treats apart.
func elementKind(name []byte) element {
	switch string(lower(name)) {
	case "script", "style", "iframe", "noscript", "title", "textarea", "xmp", "noembed", "noframes":
		return rawText
	case "base", "link", "meta":
		return headTag
	case "a", "b", "strong", "i", "em", "u", "font", "small", "big", "code", "s", "strike", "tt", "nobr", "table", "form", "button", "select", "object",
		"applet", "marquee", "template":
		return carriedTag
	case "svg", "math":
		return foreignTag
	case "option", "optgroup":
		return optionTag
	}
	return plainTag
}

// The scripts that hold a part of the article: the call that fetches a paid article's rest, loginObj.getContent(, and the
// pictures that are put below its lead. A page is searched for them from end to end, which is four times as fast for a rare
// first letter.
const (
	paidCall     = "Obj.getContent("
	galleryStart = "$('#lower').prepend('"
)

func isScriptOfInterest(code []byte) bool {
	return bytes.Contains(code, []byte(paidCall)) || bytes.Contains(code, []byte(galleryStart))
}
