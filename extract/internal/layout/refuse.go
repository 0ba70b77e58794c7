package layout

import (
	"slices"
	"strings"

	"mingpao/extract/internal/block"
	"mingpao/extract/internal/chars"
	"mingpao/extract/internal/window"
	"mingpao/extract/site"
)

// Refusal is a row of the pages that answer in place of an article: known by a part of the title or of the page's own
// address, never by its text.
type Refusal struct {
	Reason string
	in     func(address, title, part string) bool
	Part   string
}

// Refusals has the surest first: answers of servers and their guards, then the site's own pages.
var Refusals = []Refusal{
	{block.AccessRefused, inTitle, "403 - Forbidden"},
	{block.AccessRefused, inTitle, "403 Forbidden"},
	{block.AccessRefused, inTitle, "Access Denied"},
	{block.AccessRefused, inTitle, "Just a moment"},
	{block.AccessRefused, inTitle, "Attention Required"},
	{block.AccessRefused, inTitle, "429 Too Many"},
	{block.AccessRefused, inTitle, "Service Unavailable"},
	{block.NotFound, inTitle, "404 - "},
	{block.NotFound, inTitle, "404 Not Found"},
	{block.NotFound, inTitle, "410 Gone"},
	{block.LoginPage, inAddress, "/php/login"},
	{block.LoginPage, inTitle, "登入"},
	{block.HomePage, endsAddress, "/main.php"},
	{block.HomePage, endsAddress, "/main"},
	{block.HomePage, endsAddress, "/insindex.htm"},
	{block.HomePage, isWholePath, ""},
	{block.SectionList, inAddress, "/section/"},
	{block.SectionList, inAddress, "/archive/"},
	{block.SectionList, inAddress, "/newscorr/"},
	{block.SectionList, inAddress, "/focus/"},
	{block.SectionList, inAddress, "/photo1/latest"},
	{block.SectionList, inAddress, "/video/latest"},
	{block.SectionList, inAddress, "/fin/instantf1.php"},
	{block.SectionList, inAddress, "/fin/instantp1.php"},
	{block.SectionList, inAddress, "/fin/daily1.php"},
	{block.SectionList, inAddress, "/ldy/showbiz1.php"},
	{block.SectionList, inAddress, "/ldy/showbiz2.php"},
}

func inTitle(_, title, part string) bool       { return strings.Contains(title, part) }
func inAddress(address, _, part string) bool   { return strings.Contains(address, part) }
func endsAddress(address, _, part string) bool { return strings.HasSuffix(address, part) }

// isWholePath reports whether the path of an address, less its slashes, is the part.
func isWholePath(address, _, part string) bool {
	_, rest, ok := strings.Cut(address, "://")
	return ok && strings.Trim(rest[strings.IndexByte(rest+"/", '/'):], "/") == part
}

// refuse names the reason why a page without the marks of an article is not one.
func refuse(address string, page *window.Page) error {
	title := chars.Normalise(page.Title)
	for _, own := range []string{page.Canonical, page.OGURL, address} {
		for _, r := range Refusals {
			if r.in(plainAddress(own), title, r.Part) {
				return &block.Refusal{Reason: r.Reason, Detail: title}
			}
		}
	}
	if slices.Contains(site.Hosts, hostOfPage(address, page)) && page.IsCutOff() {
		return &block.Refusal{Reason: block.CutOff, Detail: "the page ends before its article begins"}
	}
	if !page.HasText() {
		return &block.Refusal{Reason: block.EmptyPage, Detail: "no visible text"}
	}
	hasText := func(l Layout) bool { return page.Has(l.Frame.Text) }
	if page.Head == (window.Head{}) && slices.ContainsFunc(Layouts, hasText) {
		return errPart
	}
	detail := "no markers of an article of news, finance or ol.mingpao.com"
	if title != "" {
		detail += ": " + title
	}
	return &block.Refusal{Reason: block.UnknownDesign, Detail: detail}
}

// plainAddress is an address without query and fragment, its path decoded where it can be.
func plainAddress(raw string) string {
	u, err := site.ParseAddress(raw)
	if err != nil {
		return ""
	}
	return u.Scheme + "://" + u.Host + u.Path
}
