package store

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"mingpao/extract"
	"mingpao/extract/site"
)

// What another archive says enters here by merge, and stays. What cannot be what it says it is, whoever wrote it, stays
// out: one row, named as damaged; a reading is made again of its page.

const longestDetail = 4 << 10 // of what was seen in place of a page: a sentence

// distrust is an error where a look of another archive cannot be one.
func (s *Sighting) distrust() error {
	var what string
	switch {
	case s.At.IsZero():
		what = "its time is none"
	case !isCode(string(s.Source)):
		what = "nobody vouches for its time"
	case !slices.Contains([]Seen{SeenPage, SeenUnmodified, SeenGone, SeenAbsent, SeenRefused}, s.Seen):
		what = "nothing was seen"
	case s.URL != "" && !isAddress(s.URL):
		what = "its address is none"
	case s.SHA256 != "" && !isHash(s.SHA256):
		what = "its hash is none"
	case len(s.Detail) > longestDetail || len(s.Refusal) > longestDetail:
		what = "it is too long"
	}
	if what != "" {
		return damagedf("a look at %.80q: %s", s.URL, what)
	}
	if !isHarmless(s.Capture.ContentType) {
		s.Capture.ContentType = ""
	}
	return nil
}

// isCredible tells that an article can be one: who it is, when it was published, and in which words it says so.
func isCredible(a *extract.Article) bool {
	_, dated := time.Parse(time.DateOnly, a.Published)
	_, timed := time.Parse(time.RFC3339, a.Published)
	for _, code := range []string{a.Edition, a.SectionCode, string(a.Access), a.Language, string(a.Layout)} {
		if code != "" && !isCode(code) {
			return false
		}
	}
	return site.IsID(a.ID) && (a.Published == "" || dated == nil || timed == nil) && (a.URL == "" || isAddress(a.URL))
}

// credibleRemovals are the tombstones that name an article and a time.
func (a *Archive) credibleRemovals(ctx context.Context) ([]Tombstone, error) {
	all, err := a.Removals(ctx)
	return slices.DeleteFunc(all, func(t Tombstone) bool {
		return !site.IsID(t.ID) || !isCode(t.Edition) || parseStamp(t.At).IsZero() || !isHarmless(t.Reason)
	}), err
}

// credibleText is a text that another archive has of its own, "?" for what is none.
func credibleText(s string) string {
	if len(s) > longestDetail || !isHarmless(s) {
		return "?"
	}
	return s
}

// isCode tells a word of small letters, digits and hyphens, as our own tables have them: warc-date, s00001, zh-Hant.
func isCode(s string) bool {
	return s != "" && len(s) <= 40 && strings.IndexFunc(s, func(r rune) bool {
		return r >= utf8.RuneSelf || r != '-' && r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}) < 0
}

func isAddress(s string) bool {
	u, err := site.ParseAddress(s)
	return err == nil && len(s) <= longestDetail && isHarmless(s) &&
		slices.Contains([]string{"http", "https", "mingpao"}, u.Scheme)
}

// isHash tells a hash of a page. A page that version 1 had lost has none.
func isHash(s string) bool {
	return len(s) == len(hashOf(nil)) && strings.Trim(s, "0123456789abcdef") == "" || strings.HasPrefix(s, "lost page ")
}

// isHarmless tells a text of one line that neither terminals nor formats act on.
func isHarmless(s string) bool {
	return utf8.ValidString(s) && strings.IndexFunc(s, func(r rune) bool {
		return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029'
	}) < 0
}
