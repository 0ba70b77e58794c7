package store

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// TermsVersion names what Terms does. It is raised whenever Terms gives other words for a text: an index made by another
// version has to be made again.
const TermsVersion = 2

// Break is the word of the index that stands where a clause ends, so that no phrase reaches across.
const Break = "。"

// Terms cuts a text into the words of the index, separated by spaces, as Fold makes them comparable: a Chinese character is a
// word of its own, Latin letters and digits that stand together are one, and the end of a clause is the word Break. Quotes,
// brackets, hyphens and middle dots are left out: 「甲」乙 and 甲‧乙 are found by 甲乙.
func Terms(text string) string {
	var b strings.Builder
	b.Grow(len(text) + len(text)/2)
	for w := range words(text) {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.text)
	}
	return b.String()
}

// word is a word of the index and where it stands in the text, in bytes.
type word struct {
	text       string
	start, end int
}

// words yields the words of a text in its order. Breaks that follow one another are one; none stands at the beginning.
func words(text string) iter.Seq[word] {
	return func(yield func(word) bool) {
		c := cutter{text: text, last: Break}
		for i, r := range text {
			if !c.take(i, r, yield) {
				return
			}
		}
		c.end(len(text), yield)
	}
}

// cutter holds the word of letters that has begun.
type cutter struct {
	text  string
	open  strings.Builder
	start int
	last  string // the word before
}

// take goes on with the character at i; false ends the cutting.
func (c *cutter) take(i int, r rune, yield func(word) bool) bool {
	switch {
	case r < utf8.RuneSelf:
		return c.letter(i, unicode.ToLower(r), yield)
	case isHan(r):
		return c.end(i, yield) && c.give(c.character(i, r), yield)
	case unicode.Is(unicode.Mn, r):
		return true // an accent on its own
	}
	for _, part := range folded(r) {
		if !c.letter(i, part, yield) {
			return false
		}
	}
	return true
}

// character is a Chinese character as a word.
func (c *cutter) character(i int, r rune) word {
	w := word{c.text[i : i+utf8.RuneLen(r)], i, i + utf8.RuneLen(r)}
	if same := canonical(r); same != r {
		w.text = string(same)
	}
	return w
}

// letter goes on with a folded character that came from place i.
func (c *cutter) letter(i int, r rune, yield func(word) bool) bool {
	switch {
	case isLetterOfWord(r):
		if c.open.Len() == 0 {
			c.start = i
		}
		c.open.WriteRune(r)
		return true
	case unicode.IsLetter(r) || unicode.IsDigit(r):
		return c.end(i, yield) && c.give(word{string(canonical(r)), i, c.behind(i)}, yield)
	case unicode.Is(unicode.Mn, r):
		return true
	case c.endsClause(i, r):
		return c.end(i, yield) && c.give(word{Break, i, c.behind(i)}, yield)
	}
	return c.end(i, yield)
}

// end gives the word of letters that has begun; it ends before i.
func (c *cutter) end(i int, yield func(word) bool) bool {
	if c.open.Len() == 0 {
		return true
	}
	w := word{c.open.String(), c.start, i}
	c.open.Reset()
	return c.give(w, yield)
}

func (c *cutter) give(w word, yield func(word) bool) bool {
	if w.text == Break && c.last == Break {
		return true
	}
	c.last = w.text
	return yield(w)
}

func (c *cutter) behind(i int) int {
	_, n := utf8.DecodeRuneInString(c.text[i:])
	return i + n
}

// endsClause tells whether a clause ends with a mark. A point, comma or colon inside a number or an abbreviation ends none.
func (c *cutter) endsClause(i int, r rune) bool {
	switch r {
	case '.', ',', ':':
		next, _ := utf8.DecodeRuneInString(c.text[c.behind(i):])
		return c.open.Len() == 0 || !isLetterOfWord(unicode.ToLower(next))
	case '。', '、', '!', '?', ';', '—', '…', '|', '\n', '\t':
		return true
	}
	return false
}

// isLetterOfWord tells which letters make words together: those of the scripts that put spaces between words.
func isLetterOfWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || '0' <= r && r <= '9' || 'A' <= r && r <= 'Z'
	}
	return unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic) && unicode.IsLetter(r)
}

func isHan(r rune) bool { return 0x3400 <= r && r <= 0x9FFF }

// folded is a character as it is compared: its compatibility form in lower case, Latin letters without accents.
func folded(r rune) string {
	if isHan(r) {
		return string(canonical(r))
	}
	if r == '…' { // not three points
		return "…"
	}
	s := strings.ToLower(norm.NFKC.String(string(r)))
	if unicode.Is(unicode.Latin, r) {
		s = norm.NFD.String(s)
	}
	return s
}

// Fold makes a text comparable: compatibility forms and variants as one, lower case, no accents, white space as one space.
func Fold(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	space := false
	for _, r := range text {
		for _, part := range folded(r) {
			switch {
			case unicode.IsSpace(part):
				space = b.Len() > 0
				continue
			case unicode.Is(unicode.Mn, part):
				continue
			case space:
				b.WriteByte(' ')
				space = false
			}
			b.WriteRune(canonical(part))
		}
	}
	return b.String()
}
