package extract

import (
	"slices"
	"strings"

	"mingpao/extract/internal/chars"
	"mingpao/extract/internal/window"
	"mingpao/extract/site"
)

// Reason is why a page is no article.
type Reason string

// The reasons. They are part of the output and do not change.
const (
	HomePage      Reason = "home page"
	AccessRefused Reason = "access refused"
	NotFound      Reason = "page not found"
	LoginPage     Reason = "login page"
	SectionList   Reason = "section list"
	EmptyPage     Reason = "empty page"
	UnknownDesign Reason = "unknown page design"
	BrokenMarkup  Reason = "broken markup"
	CutOff        Reason = "cut off" // the page ends before its article does
	NotText       Reason = "not a text page"
	Garbled       Reason = "garbled text" // its characters are not those that were written
)

// NotArticle is the error for a page that holds no article.
type NotArticle struct {
	Reason Reason
	Detail string // what was seen, for a person; may be empty
}

func (e *NotArticle) Error() string {
	if e.Detail == "" {
		return string(e.Reason)
	}
	return string(e.Reason) + ": " + e.Detail
}

// refusal is a row of the pages that answer in place of an article: a part of the title or of the page's own address
// tells. The text never does.
type refusal struct {
	reason Reason
	in     func(address, title, part string) bool
	part   string
}

// refusals has the most telling first: what servers and their guards say, then the site's own pages.
var refusals = []refusal{
	{AccessRefused, inTitle, "403 - Forbidden"},
	{AccessRefused, inTitle, "403 Forbidden"},
	{AccessRefused, inTitle, "Access Denied"},
	{AccessRefused, inTitle, "Just a moment"},
	{AccessRefused, inTitle, "Attention Required"},
	{AccessRefused, inTitle, "429 Too Many"},
	{AccessRefused, inTitle, "Service Unavailable"},
	{NotFound, inTitle, "404 - "},
	{NotFound, inTitle, "404 Not Found"},
	{NotFound, inTitle, "410 Gone"},
	{LoginPage, inAddress, "/php/login"},
	{LoginPage, inTitle, "登入"},
	{HomePage, endsAddress, "/main.php"},
	{HomePage, endsAddress, "/main"},
	{HomePage, endsAddress, "/insindex.htm"},
	{HomePage, isWholePath, ""},
	{SectionList, inAddress, "/section/"},
	{SectionList, inAddress, "/archive/"},
	{SectionList, inAddress, "/newscorr/"},
	{SectionList, inAddress, "/focus/"},
	{SectionList, inAddress, "/photo1/latest"},
	{SectionList, inAddress, "/video/latest"},
	{SectionList, inAddress, "/fin/instantf1.php"},
	{SectionList, inAddress, "/fin/instantp1.php"},
	{SectionList, inAddress, "/fin/daily1.php"},
	{SectionList, inAddress, "/ldy/showbiz1.php"},
	{SectionList, inAddress, "/ldy/showbiz2.php"},
}

func inTitle(_, title, part string) bool       { return strings.Contains(title, part) }
func inAddress(address, _, part string) bool   { return strings.Contains(address, part) }
func endsAddress(address, _, part string) bool { return strings.HasSuffix(address, part) }

// isWholePath tells an address of which the path, less its slashes, is nothing but the part.
func isWholePath(address, _, part string) bool {
	_, rest, ok := strings.Cut(address, "://")
	return ok && strings.Trim(rest[strings.IndexByte(rest+"/", '/'):], "/") == part
}

// refuse names the reason why a page without an article's markers is none.
func refuse(p Page, page *window.Page) error {
	title := chars.Normalise(page.Title)
	for _, address := range []string{page.Canonical, page.OGURL, p.URL} {
		for _, r := range refusals {
			if r.in(plainAddress(address), title, r.part) {
				return &NotArticle{r.reason, title}
			}
		}
	}
	if slices.Contains(site.Hosts, hostOfPage(p, page)) && page.IsCutOff() {
		return &NotArticle{CutOff, "the page ends before its article begins"}
	}
	if !page.HasText() {
		return &NotArticle{EmptyPage, "no visible text"}
	}
	detail := "no markers of an article of news, finance or ol.mingpao.com"
	if title != "" {
		detail += ": " + title
	}
	return &NotArticle{UnknownDesign, detail}
}

// plainAddress is an address without query and fragment, its path decoded where it can be.
func plainAddress(raw string) string {
	u, err := site.ParseAddress(raw)
	if err != nil {
		return ""
	}
	return u.Scheme + "://" + u.Host + u.Path
}
