package undo

import (
	"bytes"
	"cmp"

	"mingpao/extract/internal/chars"
	"mingpao/extract/site"
)

// Archives on the web answer with pages in which every address leads back into the archive:
// https://web.archive.org/web/20251203000000im_/https://fs.mingpao.com/a.jpg. The 14 digits are when the page was
// seen. The form is that of the Wayback Machine and of pywb, which most others run.
var (
	replayAddress = chars.Compiled(`^(?:(?:https?:)?//[^/\s]+)?/(?:[\w.~-]+/)*` +
		`(\d{4,14})(?:[a-z]{2}_)?/(https?:/.*)$`)
	replayLink = chars.Compiled(`(?i)<(?:base|link|meta)\b[^>]*>`)
)

var (
	toolbarBegin = []byte("<!-- BEGIN WAYBACK TOOLBAR INSERT -->")
	toolbarEnd   = []byte("<!-- END WAYBACK TOOLBAR INSERT -->")
	scriptsEnd   = []byte("<!-- End Wayback Rewrite JS Include -->")
	archivedOn   = []byte("FILE ARCHIVED ON ")
)

// insertWords stand in the comments around what the Wayback Machine puts into a page. They begin with a letter that
// pages have few of: every page is searched for them.
var insertWords = []string{"WAYBACK TOOLBAR INSERT -->", "Wayback Rewrite JS Include -->"}

// stampLength is that of a whole time; people shorten it in links, an archive never does.
const stampLength = 14

// replayed undoes what an archive on the web did to a page. A page that only links to one is left alone.
func replayed(c *Page) error {
	address, stamp, wrapped := unwrap(c.URL)
	if wrapped {
		c.URL = address
	} else if stamp = ownStamp(c.Body); stamp == "" && !hasAny(c.Body, insertWords...) {
		return nil
	}
	c.SecondHand = true
	body, first := unwrapAll(withoutInserts(c.Body))
	if len(stamp) != stampLength {
		stamp = cmp.Or(first, archivedTime(c.Body))
	}
	c.Body = body
	c.Says(site.TimeWayback, stamp)
	return nil
}

// unwrapped gives a picture the address that it had, and the time in an archive's.
func (c *Page) unwrapped() {
	address, stamp, wrapped := unwrap(c.URL)
	if c.URL = Address(address); wrapped {
		c.SecondHand = true
		c.Says(site.TimeWayback, stamp)
	}
}

// archivedTime is the time in the note after the page.
func archivedTime(b []byte) string {
	m := archivedNote().FindSubmatch(b[max(0, len(b)-maxHead):])
	if m == nil {
		return ""
	}
	return string(m[1]) + " GMT"
}

var archivedNote = chars.Compiled(`FILE ARCHIVED ON (\d\d:\d\d:\d\d [A-Z][a-z]{2} \d\d, \d{4})`)

// unwrap takes an address out of an archive's.
func unwrap(address string) (inner, stamp string, ok bool) {
	m := replayAddress().FindStringSubmatch(address)
	if m == nil {
		return address, "", false
	}
	return wholeScheme(m[2]), m[1], true
}

// wholeScheme gives back the second slash that archives lose: https:/news.mingpao.com.
func wholeScheme(address string) string { return oneSlash().ReplaceAllString(address, "$1//$2") }

var oneSlash = chars.Compiled(`^(https?:)/([^/])`)

// ownStamp is the time in the page's own address: its base, canonical link or og:url. "" where they do not lead into
// an archive.
func ownStamp(b []byte) string {
	start := b[:min(len(b), maxHead)]
	if _, stamp := unwrapAll(start); stamp == "" {
		return "" // told in a hundredth of the time
	}
	for _, tag := range replayLink().FindAll(start, -1) {
		if !ownTag().Match(tag) {
			continue
		}
		if _, stamp := unwrapAll(tag); stamp != "" {
			return stamp
		}
	}
	return ""
}

var ownTag = chars.Compiled(`(?i)^<base|canonical|og:url`)

// maxHead is where a page's own addresses stand: real heads end before 100 KiB.
const maxHead = 256 << 10

// withoutInserts takes away the toolbar, the scripts before it and the note after the page.
func withoutInserts(b []byte) []byte {
	if i := bytes.Index(b, toolbarBegin); i >= 0 {
		if j := bytes.Index(b[i:], toolbarEnd); j >= 0 {
			b = append(bytes.Clone(b[:i]), b[i+j+len(toolbarEnd):]...)
		}
	}
	if i := bytes.Index(b, []byte("<head>")); i >= 0 {
		i += len("<head>")
		if j := bytes.Index(b[i:min(len(b), i+maxHead)], scriptsEnd); j >= 0 {
			b = append(bytes.Clone(b[:i]), b[i+j+len(scriptsEnd):]...)
		}
	}
	if i := bytes.LastIndex(b, archivedOn); i >= 0 {
		if j := bytes.LastIndex(b[:i], []byte("<!--")); j >= 0 && len(bytes.TrimSpace(b[j+len("<!--"):i])) == 0 {
			b = b[:j]
		}
	}
	return b
}

// unwrapAll takes every address out of the archive's, and returns the time in the first.
func unwrapAll(b []byte) (out []byte, stamp string) {
	mark := []byte("/http")
	done, from := 0, 0
	for {
		i := bytes.Index(b[from:], mark)
		if i < 0 {
			break
		}
		i += from
		from = i + len(mark)
		near := max(done, i-maxWrapping)
		begin, digits, ok := wrapping(b[near:i], b[i+1:])
		if !ok {
			continue
		}
		if stamp == "" {
			stamp = digits
		}
		out = append(out, b[done:near+begin]...)
		done = i + 1
	}
	if out == nil {
		return b, ""
	}
	return append(out, b[done:]...), stamp
}

// maxWrapping is the length of what an archive puts before an address: host, collection, time.
const maxWrapping = 200

// wrapping finds, at the end of before, where an archive's address begins that wraps the one at the start of inner.
func wrapping(before, inner []byte) (begin int, digits string, ok bool) {
	if !bytes.HasPrefix(inner, []byte("http:/")) && !bytes.HasPrefix(inner, []byte("https:/")) {
		return 0, "", false
	}
	begin = bytes.LastIndexAny(before, "\"'<>(),; =\t\r\n") + 1
	m := wrappingAddress().FindSubmatch(before[begin:])
	if m == nil {
		return 0, "", false
	}
	return begin, string(m[1]), true
}

var wrappingAddress = chars.Compiled(`^(?:(?:https?:)?//[^/]+)?/(?:[\w.~-]+/)*(\d{14})(?:[a-z]{2}_)?$`)

// ownAddresses are the addresses that a page gives as its own: its canonical link and og:url.
func ownAddresses(b []byte) (urls []string) {
	for _, tag := range replayLink().FindAll(b[:min(len(b), maxHead)], -1) {
		if m := tagAddress().FindSubmatch(tag); m != nil && ownTag().Match(tag) {
			urls = append(urls, string(m[1]))
		}
	}
	return urls
}

var tagAddress = chars.Compiled(`(https?://[^"'\s>]+)`)

// IsArticle tells a page or frame of the site from the many that hold adverts: by its address, or by what it says of
// itself.
func (c Page) IsArticle() bool {
	address, _, _ := unwrap(c.URL)
	for _, url := range append(ownAddresses(c.Body), address) {
		if _, ok := site.ParseURL(url); ok {
			return true
		}
	}
	return false
}
