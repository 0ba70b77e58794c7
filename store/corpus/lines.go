package corpus

import (
	"iter"
	"strings"
	"unicode/utf8"
)

// Line is a hit with what stands before and after it, and where that is.
type Line struct {
	Day         string   `json:"day"`
	Edition     string   `json:"edition"`
	Section     string   `json:"section"`
	SectionCode string   `json:"section_code"`
	Authors     []string `json:"authors"`
	ID          string   `json:"id"`
	SHA256      string   `json:"sha256"` // of the page that the version was first seen on
	Where       string   `json:"where"`  // title or text
	Left        string   `json:"left"`
	Hit         string   `json:"hit"`
	Right       string   `json:"right"`

	Ordinal int `json:"-"` // of the article's hits, from 0
}

// Lines makes lines of hits, with so many characters on each side.
func Lines(hits iter.Seq2[Hit, error], width int) iter.Seq2[Line, error] {
	return func(yield func(Line, error) bool) {
		for h, err := range hits {
			line := Line{}
			if err == nil {
				line = h.line(width)
			}
			if !yield(line, err) {
				return
			}
		}
	}
}

func (h Hit) line(width int) Line {
	text, where := h.Body, "text"
	if h.InTitle {
		text, where = h.Title, "title"
	}
	l := Line{Day: h.Published[:min(10, len(h.Published))], Edition: h.Edition, Section: h.Section,
		SectionCode: h.SectionCode, Authors: h.Authors, ID: h.ID, SHA256: h.SHA256, Where: where,
		Left: last(text[:h.Start], width), Hit: inLine(text[h.Start:h.End]), Right: first(text[h.End:], width),
		Ordinal: h.Ordinal}
	if l.Authors == nil {
		l.Authors = []string{}
	}
	return l
}

// last are the last characters of a text, in one line. It looks at no more of it than that takes.
func last(text string, n int) string {
	at := len(text)
	for left := n; left > 0 && at > 0; left-- {
		_, size := utf8.DecodeLastRuneInString(text[:at])
		at -= size
	}
	return inLine(text[at:])
}

// first are the first characters of a text, in one line.
func first(text string, n int) string {
	at := 0
	for ; n > 0 && at < len(text); n-- {
		_, size := utf8.DecodeRuneInString(text[at:])
		at += size
	}
	return inLine(text[:at])
}

// inLine is a text in one line, of as many characters: a paragraph's end is two spaces.
func inLine(text string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' || r == '\r' {
			return ' '
		}
		return r
	}, text)
}
