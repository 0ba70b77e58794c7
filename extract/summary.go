package extract

import (
	"strings"
	"unicode"

	"mingpao/extract/internal/block"
	"mingpao/extract/internal/chars"
)

// The description in the head of a page is the opening of its text, on every one of 1,442 real pages that have one. A
// program that changes the words of a page leaves its head as it was.

// OtherSummary is the sign of a text that lacks the page's own description.
const OtherSummary Sign = "lacks the page's own description"

// suspect is the sign that an article's text is not the one that its page was made with.
func suspect(summary string, a *Article) Sign {
	_, summary = block.CutMarker(chars.Normalise(summary))
	if strings.Contains(a.Body, summary) { // of nearly all pages
		return ""
	}
	if own := words(summary); own == "" || strings.Contains(words(a.Body), own) {
		return ""
	}
	return OtherSummary
}

// words are the letters of a text, in which a cut, white space and inline markup make no difference.
func words(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, text)
}

// converted refuses an article whose text is in Simplified characters on a page whose head is in Traditional ones: a
// program has converted it.
func converted(summary string, a *Article) error {
	if a.Language == "zh-Hans" && scriptBalance(summary) < 0 {
		return &NotArticle{Altered, "a program has converted it to Simplified characters: save the page as the site shows it"}
	}
	return nil
}
