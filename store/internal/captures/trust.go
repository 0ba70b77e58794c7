package captures

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/store/internal/ident"
)

const LongestDetail = 4 << 10 // of what was seen in place of a page: a sentence

// isCredible reports whether an article can be one: who it is, when it was published, and in which words it says so.
func isCredible(a *extract.Article) bool {
	_, dated := time.Parse(time.DateOnly, a.Published)
	_, timed := time.Parse(time.RFC3339, a.Published)
	for _, code := range []string{a.Edition, a.SectionCode, string(a.Access), a.Language, a.Layout} {
		if code != "" && !IsCode(code) {
			return false
		}
	}
	return site.IsID(a.ID) && (a.Published == "" || dated == nil || timed == nil) && (a.URL == "" || IsAddress(a.URL))
}

// CredibleText is a text that another archive has of its own, "?" for one that is not.
func CredibleText(s string) string {
	if len(s) > LongestDetail || !IsHarmless(s) {
		return "?"
	}
	return s
}

// IsCode tells a word of small letters, digits and hyphens, as our own tables have them: warc-date, s00001, zh-Hant.
func IsCode(s string) bool {
	return s != "" && len(s) <= 40 && strings.IndexFunc(s, func(r rune) bool {
		return r >= utf8.RuneSelf || r != '-' && r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}) < 0
}

func IsAddress(s string) bool {
	u, err := site.ParseAddress(s)
	return err == nil && len(s) <= LongestDetail && IsHarmless(s) &&
		slices.Contains([]string{"http", "https", "mingpao"}, u.Scheme)
}

// IsHash tells a hash of a page. A page that version 1 had lost has none.
func IsHash(s string) bool {
	return len(s) == len(ident.HashOf(nil)) && strings.Trim(s, "0123456789abcdef") == "" ||
		strings.HasPrefix(s, "lost page ")
}

// IsHarmless tells a text of one line that neither terminals nor formats act on.
func IsHarmless(s string) bool {
	return utf8.ValidString(s) && strings.IndexFunc(s, func(r rune) bool {
		return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029'
	}) < 0
}
