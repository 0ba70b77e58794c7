package extract

import (
	"slices"
	"strings"

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

// refusals are the pages that answer in place of an article, most telling first. A row looks at the page's own address
// and title, never at its text.
var refusals = []struct {
	reason Reason
	when   func(address, title string) bool
}{
	{AccessRefused, func(_, t string) bool {
		return hasAny(t, "403 - Forbidden", "403 Forbidden", "Access Denied", "Just a moment", "Attention Required", "429 Too Many", "Service Unavailable")
	}},
	{NotFound, func(_, t string) bool {
		return hasAny(t, "404 - ", "404 Not Found", "410 Gone", "找不到網頁", "網頁不存在")
	}},
	{LoginPage, func(a, t string) bool {
		return hasAny(a, "/php/login", "/login1.php", "/login.php") || hasAny(t, "登入", "登錄")
	}},
	{HomePage, func(a, _ string) bool {
		return strings.HasSuffix(a, "/main.php") || strings.HasSuffix(a, "/main") || strings.HasSuffix(a, "/insindex.htm") ||
			isRootAddress(a)
	}},
	{SectionList, func(a, _ string) bool {
		return hasAny(a, "/section/", "/archive/", "/newscorr/", "/focus/", "/photo1/latest", "/video/latest", "/fin/instantf1.php", "/fin/instantp1.php", "/fin/daily1.php", "/ldy/showbiz1.php", "/ldy/showbiz2.php")
	}},
}

// refuse names the reason why a page without an article's markers is none.
func refuse(p Page, page *window.Page) error {
	title := normalise(page.Title)
	for _, address := range []string{page.Canonical, page.OGURL, p.URL} {
		for _, r := range refusals {
			if r.when(plainAddress(address), title) {
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

func hasAny(s string, parts ...string) bool {
	for _, p := range parts {
		if strings.Contains(s, p) {
			return true
		}
	}
	return false
}

// plainAddress is an address without query and fragment, its path decoded where it can be.
func plainAddress(raw string) string {
	u, err := site.ParseAddress(raw)
	if err != nil {
		return ""
	}
	return u.Scheme + "://" + u.Host + u.Path
}

func isRootAddress(a string) bool {
	_, rest, ok := strings.Cut(a, "://")
	return ok && strings.Trim(rest[strings.IndexByte(rest+"/", '/'):], "/") == ""
}
