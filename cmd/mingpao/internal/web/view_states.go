package web

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"mingpao/cmd/mingpao/internal/diff"
	"mingpao/cmd/mingpao/internal/health"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/store"
)

// Bytes is a size as people read it.
func (v *view) Bytes(n int64) string {
	if n < 1<<20 {
		return v.T("kilobytes", (n+1023)>>10)
	}
	return v.T("megabytes", grouped(int((n+1<<20-1)>>20)))
}

// Status is the exit status of a run in words.
func (v *view) Status(r health.Run) string {
	switch {
	case r.Ended == "":
		return v.T("run-open")
	case r.Status == 0, r.Status == 3, r.Status == 6, r.Status == 130:
		return v.T("run-status-" + strconv.Itoa(r.Status))
	}
	return v.T("run-status-1")
}

// Source is the state of a feed or list in words.
func (v *view) Source(state string) string { return v.T("source-" + state) }

// SourceOf is the section that a feed or list is of; "" where it is of more than one.
func (v *view) SourceOf(name string) string {
	_, section, _ := strings.Cut(name, " ")
	if label := v.sectionLabels([]string{section})[0]; label != section {
		return label
	}
	return ""
}

// Ever is a time, or a dash where there was none.
func (v *view) Ever(stamp string) string {
	if stamp == "" {
		return "—"
	}
	return v.Short(stamp)
}

// CanShow tells whether a picture is the paper's own and comes over https.
func (v *view) CanShow(address string) bool { return canShow(address) }

// CanShow tells whether a picture is the paper's own and comes over https.
func canShow(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Scheme == "https" && u.Host == u.Hostname() && site.Owns(address)
}

// IsWeb tells whether an address may be a link.
func (v *view) IsWeb(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != ""
}

// Readable is an address with its Chinese as characters.
func (v *view) Readable(address string) string {
	if plain, err := url.PathUnescape(address); err == nil && utf8.ValidString(plain) {
		return plain
	}
	return address
}

// AnyToShow tells whether pictures could be loaded if the reader wanted.
func (v *view) AnyToShow(images []extract.Image) bool {
	return slices.ContainsFunc(images, func(i extract.Image) bool { return canShow(i.URL) })
}

// leadSize is how many characters of a text stand below its headline.
const leadSize = 70

// Lead is the beginning of an article's text, in one line.
func (v *view) Lead(h store.Headline) string {
	size := leadSize
	if h.Language == "en" {
		size *= 2 // Latin letters are half as wide
	}
	text := strings.Join(strings.Fields(terminal.Plain(h.Lead)), " ")
	_, end := store.Expression{}.Around(text, 0, size)
	if end < len(text) {
		return brokenOff(text[:end])
	}
	return text
}

// brokenOff is the beginning of a text with an ellipsis, which follows no comma and nothing that opens.
func brokenOff(text string) string {
	return strings.TrimRight(text, "，、；：,;: （「『《〈【〔(“‘") + "…"
}

// Article is the address of an article's page.
func (v *view) Article(edition, id string) string { return v.link("/a/" + edition + "/" + id) }

// SectionName is what a section is called above its articles.
func (v *view) SectionName(edition, code, name string) string {
	if name != "" {
		return name
	}
	if label := site.SectionOf(edition, code).Label; label != "" {
		return label
	}
	return v.T("no-section")
}

// Within tells the language of a text where it is not the page's own, for its lang attribute.
func (v *view) Within(language string) string {
	if language == "" || language == "zh-Hant" {
		return "zh-Hant-HK"
	}
	return language
}

// Bar is the width of a bar in an SVG of so many units, as an attribute.
func (v *view) Bar(f facet) string { return fmt.Sprint(f.Share) }

// Kind is a kind of change in the reader's language.
func (v *view) Kind(k diff.Kind) string { return v.T("change-" + string(k)) }

// Went and Came tell what a part of a comparison is.
func (v *view) Went(s diff.Span) bool { return s.Op == diff.Gone }

// Came tells what is in the newer version only.
func (v *view) Came(s diff.Span) bool { return s.Op == diff.Come }
