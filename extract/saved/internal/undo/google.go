package undo

import (
	"bytes"
	"html"
	"net/url"
	"slices"
	"strings"

	"mingpao/extract/internal/chars"
	"mingpao/extract/site"
)

// Google's cache stood its own header before the page, and its base before that.
var (
	cacheMark    = chars.Compiled(`google-cache-hdr|webcache\.google`)
	cacheAddress = chars.Compiled(`(?i)<base href=["']?(https?://[^"'>\s]+)`)
	cacheTime    = chars.Compiled(`\d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT|` +
		`\d{4}年\d{1,2}月\d{1,2}日 \d{2}:\d{2}:\d{2} GMT`)
	pageStart = chars.Compiled(`(?i)<!doctype html|<html[\s>]`)
)

// cached takes the header of Google's cache from a page.
func cached(c *Page) error {
	if inner, ok := cacheQuery(c.URL); ok {
		c.URL = inner
	} else if !hasAny(head(c.Body), "google-cache-hdr", "webcache.google") {
		return nil
	}
	c.SecondHand = true
	header, page := c.Body, []byte(nil)
	if starts := pageStart().FindAllIndex(c.Body, -1); len(starts) > 1 {
		if i := behindHeader(c.Body, starts); i > 0 {
			header, page = c.Body[:i], c.Body[i:]
		}
	}
	if m := cacheAddress().FindSubmatch(head(header)); m != nil {
		c.address(html.UnescapeString(string(m[1])))
	}
	c.Says(site.TimeGoogleCache, string(cacheTime().Find(head(header))))
	if page != nil {
		c.Body = page
	}
	return nil
}

// hasAny is much faster than an expression with alternatives.
func hasAny(b []byte, texts ...string) bool {
	return slices.ContainsFunc(texts, func(t string) bool { return bytes.Contains(b, []byte(t)) })
}

// behindHeader is where the page begins: at the first of the starts that stands behind the header's mark.
func behindHeader(b []byte, starts [][]int) int {
	mark := cacheMark().FindIndex(b)
	for _, s := range starts {
		if mark != nil && s[0] > mark[1] {
			return s[0]
		}
	}
	return 0
}

// Address is the address of a page at the site, from that of a copy on the web.
func Address(url string) string {
	inner, _, _ := unwrap(url)
	if cachedURL, ok := cacheQuery(inner); ok {
		inner = cachedURL
	}
	return untranslated(inner)
}

// cacheQuery takes the page's address out of the cache's: …/search?q=cache:KEY:https://….
func cacheQuery(address string) (string, bool) {
	u, err := url.Parse(address)
	if err != nil || u.Host != "webcache.googleusercontent.com" {
		return address, false
	}
	q := u.Query().Get("q")
	if i := strings.Index(q, "http"); i > 0 {
		return strings.Fields(q[i:])[0], true
	}
	return address, false
}

// Google's translator answers from hosts of its own, news-mingpao-com.translate.goog, and puts the whole page into a
// frame before that. In the browser it replaces the words and marks the page; the old one kept them beside its own.
var (
	translateHost = chars.Compiled(`https?://([a-z0-9-]+)\.translate\.goog`)
	translateArgs = chars.Compiled(`[?&](?:amp;)?_x_tr_[a-z]+=[^&"'\s>]*(?:&(?:amp;)?_x_tr_[a-z]+=[^&"'\s>]*)*`)
	translatedTag = chars.Compiled(`(?i)<html\b[^>]*\bclass=["']?[^"'>]*\btranslated-(?:ltr|rtl)\b`)
)

// translated undoes the addresses of Google's translator. A page whose words it has replaced is refused.
func translated(c *Page) error {
	start := head(c.Body)
	if !strings.Contains(c.URL, "translate") && !bytes.Contains(start, []byte("translate")) {
		return nil
	}
	if translatedTag().Match(start) || bytes.Contains(c.Body, []byte("google-src-text")) {
		return errAltered("Google's translator")
	}
	c.URL = untranslated(c.URL)
	if bytes.Contains(c.Body, []byte(".translate.goog")) {
		c.Body = []byte(untranslated(string(c.Body)))
	}
	return nil
}

// untranslated gives addresses their hosts back: in theirs a dot is a dash and a dash is two.
func untranslated(text string) string {
	if u, err := url.Parse(text); err == nil && isTranslator(u.Host) && u.Query().Get("u") != "" {
		return u.Query().Get("u")
	}
	if !strings.Contains(text, ".translate.goog") {
		return text
	}
	text = translateHost().ReplaceAllStringFunc(text, func(host string) string {
		name := translateHost().FindStringSubmatch(host)[1]
		name = strings.ReplaceAll(strings.ReplaceAll(name, "--", "\x00"), "-", ".")
		return "https://" + strings.ReplaceAll(name, "\x00", "-")
	})
	return translateArgs().ReplaceAllString(text, "")
}

func isTranslator(host string) bool {
	return host == "translate.google.com" || host == "translate.googleusercontent.com"
}
