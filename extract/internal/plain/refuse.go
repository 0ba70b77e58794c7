package plain

import (
	"slices"
	"strings"

	"mingpao/extract/internal/block"
	"mingpao/extract/internal/chars"
	"mingpao/extract/internal/dates"
)

// refuse returns an error for a text that is not one article of the site: a list, or a page of another site.
func (p *textPage) refuse() error {
	markers := 0
	for _, t := range p.lines {
		if hasMarker(t) {
			markers++
		}
	}
	switch {
	case slices.ContainsFunc(p.lines, isForeign):
		return &block.Refusal{Reason: block.UnknownDesign, Detail: "a text of another site"}
	case markers > 1:
		return &block.Refusal{Reason: block.SectionList, Detail: "a text with the leads of several articles"}
	case slices.ContainsFunc(p.lines, isListLine):
		return &block.Refusal{Reason: block.SectionList, Detail: "a text with a day's headlines"}
	case !slices.ContainsFunc(p.lines, isOwn):
		return &block.Refusal{Reason: block.UnknownDesign, Detail: "a text without the marks of a page of Ming Pao"}
	}
	return nil
}

// SiteNames are in the titles and menus of the site's pages.
var SiteNames = []string{"明報新聞網", "明報財經網", "明報 Our Lifestyle"}

func isSiteName(t string) bool { return slices.Contains(SiteNames, t) }

// isOwn is a line that only a page of the site has.
func isOwn(t string) bool {
	return isSectionLabel(t) || isPathLabel(t) || isTextEnd(t) || IsPaidLine(t) || isDateLine(t) ||
		strings.HasPrefix(t, dateLabel) ||
		chars.HasAny(t, SiteNames...)
}

// canadianDate is the form of the line above the articles of the Canadian editions.
const canadianDate = "[0000.00.00] 發表"

// isForeign is a line of a site that carries the paper's texts: the Canadian editions, a portal.
func isForeign(t string) bool {
	return chars.Fits(t, canadianDate) || strings.Contains(t, "mingpaocanada.com") || strings.HasPrefix(t, "明報新聞網海外版") ||
		strings.HasPrefix(t, "更新於 ") ||
		strings.HasSuffix(t, "... 詳情")
}

// isListLine is a line of a section's page: the form that asks for a day, or an opening cut short.
func isListLine(t string) bool {
	label := chars.TrimColon(t)
	if label == "日期" || strings.HasPrefix(t, "日期") && dates.Day(t) != "" && chars.Count(t) <= 16 {
		return true
	}
	return hasMarker(t) && strings.HasSuffix(strings.ReplaceAll(t, " ", ""), "......")
}

// wall opens the sentence that asks for a login in place of the rest of an article.
const wall = "如要讀取全文"

// lifeWall is in place of the rest on life.mingpao.com, whose articles have no section.
const lifeWall = "這是明報教育網-訂戶專區"

// IsPaidLine asks for a login in place of the rest of an article.
func IsPaidLine(t string) bool {
	return strings.HasPrefix(t, "明報電子報訂戶登記") || strings.HasPrefix(t, wall) || strings.HasPrefix(t, lifeWall)
}
