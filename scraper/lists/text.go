package lists

import (
	"bytes"
	"html"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
)

// listText is a list as text that XML and JSON allow: in UTF-8, whatever it calls itself, without the characters that
// neither may hold.
func listText(body []byte) string {
	if e := encodingOf(body); e != nil {
		if decoded, err := e.NewDecoder().Bytes(body); err == nil {
			body = decoded
		}
	}
	text := strings.ToValidUTF8(string(bytes.TrimPrefix(body, []byte("\ufeff"))), "\uFFFD")
	text = declaration().ReplaceAllString(text, "")
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == '\uFFFE' || r == '\uFFFF' {
			return ' '
		}
		return r
	}, text)
}

// encodingOf is what a list is decoded from: UTF-16 by its first bytes, else what it declares; nil for UTF-8.
func encodingOf(body []byte) encoding.Encoding {
	switch start := string(body[:min(len(body), 2)]); start {
	case "\xFF\xFE", "\xFE\xFF", "\x00<", "\x00{":
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	case "<\x00", "{\x00":
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	}
	if m := declared().FindSubmatch(body); m != nil && !utf8.Valid(body) {
		if e, err := htmlindex.Get(string(m[1])); err == nil {
			return e
		}
	}
	return nil
}

var (
	declaration = pattern(`^\s*<\?xml[^>]*\?>`)
	declared    = pattern(`^\s*<\?xml[^>]*encoding=["']([A-Za-z0-9._-]+)["']`)
)

var (
	// rootStart finds the root of a list, or of a page that is in its place. What is in a comment is none.
	rootStart = pattern(`(?is)<!--.*?-->|` +
		`<(!doctype\s+html|(?:[\w.-]+:)?(?:html|head|body|rss|feed|RDF|sitemapindex|urlset))[\s/>]`)
	pageTitle = pattern(`(?is)<title[^>]*>(.*?)</title`)
)

// rootOf is a text from its root on, past comments and what a server has put before, and the root's name in lower
// case without its prefix; "" where it has none.
func rootOf(text string) (name, from string) {
	for {
		m := rootStart().FindStringSubmatchIndex(text)
		switch {
		case m == nil:
			return "", ""
		case m[2] >= 0:
			name = strings.ToLower(text[m[2]:m[3]])
			return name[strings.LastIndex(name, ":")+1:], text[m[0]:]
		}
		text = text[m[1]:]
	}
}

// maxPageTitle is how much of a page's title names it, in characters.
const maxPageTitle = 60

// noList is the fault of an answer that is no list. What was seen of a page in its place is its title, where it has
// one.
func noList(text string, untitled *Fault) *Fault {
	switch name, page := rootOf(text); name {
	case "html", "!doctype html", "head", "body":
		if m := pageTitle().FindStringSubmatch(page); m != nil {
			if title := []rune(words(html.UnescapeString(m[1]))); len(title) > 0 {
				return &Fault{"html-page", string(title[:min(len(title), maxPageTitle)])}
			}
		}
	}
	return untitled
}
