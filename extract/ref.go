package extract

import (
	"net/url"
	"strings"
)

// The editions and the hosts that serve them.
const (
	newsHost    = "news.mingpao.com"
	financeHost = "finance.mingpao.com"
	olHost      = "ol.mingpao.com"
)

// Ref is the identity of an article: Edition and ID. The other fields say where it was found and may change.
type Ref struct {
	Edition     string // pns, ins, fin or ol
	ID          string // 13 digits
	Date        string // 20251203, the issue
	SectionCode string // s00012; on finance and ol the path: instantf, showbiz/latest
	SectionName string // 觀點, the decoded path segment of pns and ins; "" elsewhere
}

// ParseURL reads the identity of an article from its address, in any of the forms that the site uses: with or without slug,
// query, fragment and www, in any percent-encoding, back to 2014. It reports false for any other address.
func ParseURL(raw string) (Ref, bool) {
	u, err := parseAddress(raw)
	if err != nil {
		return Ref{}, false
	}
	path := strings.Split(strings.Trim(u.Path, "/"), "/")
	switch u.Hostname() {
	case newsHost:
		return newsRef(path)
	case financeHost:
		return datedRef("fin", "fin", path)
	case olHost:
		return datedRef("ol", "ldy", path)
	}
	return Ref{}, false
}

// newsRef reads {edition}/{section}/…/article/{date}/{code}/{id}/….
func newsRef(path []string) (Ref, bool) {
	if len(path) < 6 || path[0] != "pns" && path[0] != "ins" {
		return Ref{}, false
	}
	for i := 2; i+3 < len(path); i++ {
		if path[i] != "article" {
			continue
		}
		r := Ref{Edition: path[0], SectionName: path[1], Date: path[i+1], SectionCode: strings.ToLower(path[i+2]), ID: path[i+3]}
		return r, isDigits(r.Date, 8) && isDigits(r.ID, 13) && isSectionCode(r.SectionCode)
	}
	return Ref{}, false
}

// datedRef reads {root}/{section…}/{date}/{id}/….
func datedRef(edition, root string, path []string) (Ref, bool) {
	if len(path) < 4 || path[0] != root {
		return Ref{}, false
	}
	for i := 2; i+1 < len(path); i++ {
		if isDigits(path[i], 8) && isDigits(path[i+1], 13) {
			return Ref{Edition: edition, SectionCode: strings.Join(path[1:i], "/"), Date: path[i], ID: path[i+1]}, true
		}
	}
	return Ref{}, false
}

// URL is the canonical address: https, lower-case percent-encoding, no slug, query or fragment.
func (r Ref) URL() string {
	switch r.Edition {
	case "pns", "ins":
		return "https://" + newsHost + "/" + r.Edition + "/" + escapeSegment(r.SectionName) + "/article/" + r.Date + "/" + r.SectionCode + "/" + r.ID
	case "fin":
		return "https://" + financeHost + "/fin/" + escapePath(r.SectionCode) + "/" + r.Date + "/" + r.ID
	case "ol":
		return "https://" + olHost + "/ldy/" + escapePath(r.SectionCode) + "/" + r.Date + "/" + r.ID
	}
	return ""
}

// identity is the reference of a recognised page: its own canonical link, else its og:url, else where it came from. Only an
// address of the page's own host counts: an address that answered from another host names another record.
func identity(p Page, o outline, l *layout) Ref {
	for _, raw := range []string{o.head.canonical, o.head.ogURL, p.URL} {
		if r, ok := ParseURL(raw); ok && l.serves(r.Edition) {
			return r
		}
	}
	return Ref{}
}

// parseAddress parses a web address, lower-cases its host and drops www and the port.
func parseAddress(raw string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil {
		return nil, err
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil, &url.Error{Op: "parse", URL: raw, Err: url.InvalidHostError("no web address")}
	}
	u.Host = strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	return u, nil
}

func escapePath(path string) string {
	parts := strings.Split(path, "/")
	for i := range parts {
		parts[i] = escapeSegment(parts[i])
	}
	return strings.Join(parts, "/")
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

func isDigits(s string, n int) bool {
	if len(s) != n {
		return false
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

func isSectionCode(s string) bool { return len(s) == 6 && s[0] == 's' && isDigits(s[1:], 5) }
