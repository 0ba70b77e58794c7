package site

import (
	"net/url"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Ref is the identity of an article: Edition and ID. The other fields say where it was found and may change.
type Ref struct {
	Edition     string // pns, ins, fin or ol
	ID          string // 13 digits; before 2014 the issue and the story's code: 20130507-gaa1
	Date        string // 20251203, the issue
	SectionCode string // s00012, special; on finance and ol the path: instantf, showbiz/latest; before 2014 ga
	SectionName string // 觀點, the decoded path segment of pns and ins; "" elsewhere
}

// ParseURL reads the identity of an article from its address, in any of the forms that the site uses: with or without
// slug, query, fragment and www, in any percent-encoding, back to 2013. It reports false for any other address, and for
// one whose day does not exist or whose section could not stand in an address of the site.
func ParseURL(raw string) (Ref, bool) {
	u, err := ParseAddress(raw)
	if err != nil {
		return Ref{}, false
	}
	r, ok := Ref{}, false
	switch path := strings.Split(strings.Trim(u.Path, "/"), "/"); u.Hostname() {
	case NewsHost:
		if r, ok = newsRef(path); !ok {
			r, ok = storyRef(path)
		}
	case FinanceHost:
		r, ok = datedRef(Finance, "fin", path)
	case OLHost:
		r, ok = datedRef(Entertainment, "ldy", path)
	}
	if !ok || !isDay(r.Date) {
		return Ref{}, false
	}
	return r, true
}

// newsRef reads {edition}/{section}/…/article/{date}/{code}/{id}/….
func newsRef(path []string) (Ref, bool) {
	if len(path) < 6 || !IsNews(path[0]) || !isName(path[1]) {
		return Ref{}, false
	}
	for i := 2; i+3 < len(path); i++ {
		if path[i] != "article" {
			continue
		}
		date, code, id := path[i+1], strings.ToLower(path[i+2]), path[i+3]
		known := isSectionCode(code) || code == special
		return Ref{Edition: path[0], ID: id, Date: date, SectionCode: code, SectionName: path[1]}, known &&
			IsDigits(id, idLength)
	}
	return Ref{}, false
}

// special is in place of a section's code in the address of a topic's article.
const special = "special"

// storyRef reads {date}/{code}.htm, the daily paper's form until early 2014: gaa1 is story a1 of section ga.
func storyRef(path []string) (Ref, bool) {
	if len(path) != 2 {
		return Ref{}, false
	}
	code, ok := strings.CutSuffix(strings.ToLower(path[1]), ".htm")
	number := strings.TrimLeft(code, letters)
	if !ok || len(code)-len(number) != 3 || number == "" || len(number) > 3 || !IsDigits(number, len(number)) {
		return Ref{}, false
	}
	return Ref{Edition: Daily, ID: path[0] + "-" + code, Date: path[0], SectionCode: code[:2]}, true
}

// datedRef reads {root}/{section…}/{date}/{id}/….
func datedRef(edition, root string, path []string) (Ref, bool) {
	if len(path) < 4 || path[0] != root {
		return Ref{}, false
	}
	for i := 2; i+1 < len(path); i++ {
		if IsDigits(path[i], 8) && IsDigits(path[i+1], idLength) {
			r := Ref{Edition: edition, SectionCode: strings.Join(path[1:i], "/"), Date: path[i], ID: path[i+1]}
			return r, strings.Trim(r.SectionCode, letters+"0123456789_-/") == ""
		}
	}
	return Ref{}, false
}

// URL is the canonical address: https, lower-case percent-encoding, no slug, query or fragment. It is "" for a
// reference that lacks a part of its address.
func (r Ref) URL() string {
	day, story, old := strings.Cut(r.ID, "-")
	switch {
	case r.ID == "" || r.Date == "" || r.SectionCode == "":
		return ""
	case old:
		return address(NewsHost, day, story+".htm")
	case r.Edition == Finance:
		return address(FinanceHost, "fin", r.SectionCode, r.Date, r.ID)
	case r.Edition == Entertainment:
		return address(OLHost, "ldy", r.SectionCode, r.Date, r.ID)
	case IsNews(r.Edition) && r.SectionName != "":
		return address(NewsHost, r.Edition, escapeSegment(r.SectionName), "article", r.Date, r.SectionCode, r.ID)
	}
	return ""
}

// Section is the section that the article is in, the zero value where it is not known.
func (r Ref) Section() Section { return SectionOf(r.Edition, r.SectionCode) }

// LeadsTo reports whether the site answers for one article with another, or the same: instant news of finance and of
// entertainment is on their hosts under an identity of theirs. Every other page that says it is another article is
// a mistake of who served or kept it.
func (r Ref) LeadsTo(other Ref) bool {
	isSame := r.Edition == other.Edition && r.ID == other.ID
	return isSame || r.Edition == Instant && (other.Edition == Finance || other.Edition == Entertainment)
}

// IsID tells the identity of an article within its edition from other text: 13 digits, or before 2014 20130507-gaa1.
func IsID(s string) bool {
	day, story, old := strings.Cut(s, "-")
	if !old {
		return IsDigits(s, idLength)
	}
	r, ok := storyRef([]string{day, story + ".htm"})
	return ok && r.ID == s && isDay(day)
}

// ParseAddress parses a web address and lower-cases its host, without www and port. A host that serves another's paths
// is called by that name.
func ParseAddress(raw string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil {
		return nil, err
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil, &url.Error{Op: "parse", URL: raw, Err: url.InvalidHostError("no web address")}
	}
	u.Host = strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	if other, ok := aliases[u.Host]; ok {
		u.Host = other
	}
	return u, nil
}

// HostOf is the host of a web address as ParseAddress gives it, "" of anything else.
func HostOf(raw string) string {
	u, err := ParseAddress(raw)
	if err != nil {
		return ""
	}
	return u.Host
}

// address joins the segments of a path that need no escape.
func address(host string, path ...string) string {
	return "https://" + host + "/" + strings.Join(path, "/")
}

// escapeSegment percent-encodes a path segment as the site does: in lower case.
func escapeSegment(s string) string {
	e := []byte(url.PathEscape(s))
	for i := 0; i+2 < len(e); i++ {
		if e[i] == '%' {
			e[i+1], e[i+2] = lowerHex(e[i+1]), lowerHex(e[i+2])
		}
	}
	return string(e)
}

func lowerHex(c byte) byte {
	if c >= 'A' && c <= 'F' {
		return c + 'a' - 'A'
	}
	return c
}

const (
	letters  = "abcdefghijklmnopqrstuvwxyz"
	idLength = 13         // milliseconds since 1970
	issue    = "20060102" // a day in addresses
)

// IsDigits reports whether a text is n digits.
func IsDigits(s string, n int) bool { return len(s) == n && strings.Trim(s, "0123456789") == "" }

// isDay tells a day that exists, as 20251203.
func isDay(s string) bool {
	_, err := time.Parse(issue, s)
	return err == nil && IsDigits(s, 8)
}

func isSectionCode(s string) bool { return len(s) == 6 && s[0] == 's' && IsDigits(s[1:], 5) }

// maxName is the length of a section's or topic's name in characters, five times that of the longest seen.
const maxName = 60

// isName tells the name of a section or topic from control characters, markup and broken text.
func isName(s string) bool {
	if s == "" || !utf8.ValidString(s) || utf8.RuneCountInString(s) > maxName {
		return false
	}
	return !strings.ContainsFunc(s, func(r rune) bool {
		return !unicode.IsPrint(r) && r != '\u3000' || strings.ContainsRune("<>\"'`\\\uFFFD", r)
	})
}

// Day is 2025-12-03 of 20251203.
func Day(issue string) string {
	if len(issue) != 8 {
		return issue
	}
	return issue[:4] + "-" + issue[4:6] + "-" + issue[6:]
}
