package search

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// TermsVersion names what Terms does and how the index keeps it. It is raised whenever Terms gives other words for a
// text, or the index's table changes: an index made by another version is made again.
const TermsVersion = 4

// Break is the word of the index that stands where a clause ends, so that no phrase reaches across. It is a character
// of private use, which the tokenizer takes for a letter and no text has.
const Break = "\uE000"

// han is the first character that is a word of its own: where the radicals of Chinese begin.
const han = 0x2E80

// Terms cuts a text for the index: a Chinese character is a word of its own, Latin letters and digits that stand
// together are one, and the end of a clause is the word Break. Quotes, brackets, hyphens and middle dots are left out
// by the index's tokenizer, unicode61: 「甲」乙 and 甲‧乙 are found by 甲乙.
//
// It looks at one character after the other and at nothing else. The index's own view does the same in SQL, by the
// table folds: any SQLite tool can check the index, or make it again.
func Terms(text string) string {
	b := make([]byte, 0, 2*len(text))
	for _, r := range text {
		b = appendPiece(b, r)
	}
	return string(b)
}

// Piece is what a character is to the index.
func Piece(r rune) string { return string(appendPiece(nil, r)) }

func appendPiece(b []byte, r rune) []byte {
	switch {
	case isHan(r): // nearly all of a text
		return appendUnfolded(b, canonical(r))
	case r < utf8.RuneSelf:
		return appendASCII(b, r)
	case endsClause(r):
		return append(b, clauseEnd...)
	}
	for _, part := range folded(r) {
		switch part = canonical(part); {
		case unicode.Is(unicode.Mn, part): // an accent
		case part < han:
			b = appendASCII(b, part)
		default:
			b = appendUnfolded(b, part)
		}
	}
	return b
}

const clauseEnd = " " + Break + " "

// appendASCII appends a letter, or what ends a word.
func appendASCII(b []byte, r rune) []byte {
	if endsClause(r) {
		return append(b, clauseEnd...)
	}
	return utf8.AppendRune(b, unicode.ToLower(r))
}

// appendUnfolded appends what a character is to the index that is in no row of the table.
func appendUnfolded(b []byte, r rune) []byte {
	if r < han {
		return utf8.AppendRune(b, r)
	}
	return append(utf8.AppendRune(append(b, ' '), r), ' ')
}

func UnfoldedPiece(r rune) string { return string(appendUnfolded(nil, r)) }

// FoldedRunes yields the rows of the table: every character that is something else to the index, with what it is.
func FoldedRunes() iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		for r := range assigned() {
			if canonical(r) == r && (isIdeograph(r) || isUnfolded(r)) {
				continue
			}
			if p := Piece(r); p != UnfoldedPiece(r) && !yield(string(r), p) {
				return
			}
		}
	}
}

// assigned yields the characters that there are, but for the syllables of Hangul, which are as they are, and private
// use.
func assigned() iter.Seq[rune] {
	return func(yield func(rune) bool) {
		for _, table := range []*unicode.RangeTable{unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Z,
			unicode.Cc, unicode.Cf} {
			for _, of := range table.R16 {
				if of.Lo == 0xAC00 {
					continue
				}
				for r := rune(of.Lo); r <= rune(of.Hi); r += rune(of.Stride) {
					if !yield(r) {
						return
					}
				}
			}
			for _, of := range table.R32 {
				for r := rune(of.Lo); r <= rune(of.Hi); r += rune(of.Stride) {
					if !yield(r) {
						return
					}
				}
			}
		}
	}
}

// isUnfolded tells, faster than piece, most of the characters that are to the index what they are: making an archive
// goes through all that there are.
func isUnfolded(r rune) bool {
	var b [utf8.UTFMax]byte
	return r > unicode.MaxLatin1 && unicode.ToLower(r) == r && norm.NFKC.IsNormal(b[:utf8.EncodeRune(b[:], r)]) &&
		!unicode.In(r, unicode.Mn, unicode.Latin) && !endsClause(r)
}

// isIdeograph tells the ideographs that have no other form by Unicode: the others, of compatibility, stand elsewhere.
func isIdeograph(r rune) bool { return isHan(r) || 0x20000 <= r && r < 0x2F800 }

// Word is a word of the index and where it is in the text, in bytes.
type Word struct {
	Text       string
	Start, End int
}

// Words yields the words of a text, as the index has them.
func Words(text string) iter.Seq[Word] {
	return func(yield func(Word) bool) {
		var pieces, open []byte
		var w Word
		end := func() bool {
			w.Text = string(open)
			open = open[:0]
			return w.Text == "" || yield(w)
		}
		for i, r := range text {
			if isHan(r) { // nearly all of a text: as appendPiece has it
				const size = 3
				own := text[i : i+size]
				if c := canonical(r); c != r {
					own = string(c)
				}
				if !end() || !isSymbol(r) && !yield(Word{own, i, i + size}) {
					return
				}
				continue
			}
			pieces = appendPiece(pieces[:0], r)
			for _, part := range string(pieces) {
				if !isOfWord(part) {
					if !end() {
						return
					}
					continue
				}
				if len(open) == 0 {
					w.Start = i
				}
				open = utf8.AppendRune(open, part)
				w.End = i + utf8.RuneLen(r)
			}
		}
		end()
	}
}

// isOfWord tells what the tokenizer takes for a part of a word.
func isOfWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) || string(r) == Break }

// endsClause reports whether a clause ends with a mark. A point, comma or colon of ASCII stands in numbers, too, and
// ends none.
func endsClause(r rune) bool {
	return strings.ContainsRune("。．，：；！？、—…｜|!?;\n\t", r)
}

// The ideographs of the basic plane, among which stand the hexagrams of the Yijing.
const firstHan, lastHan = 0x3400, 0x9FFF

func isHan(r rune) bool { return firstHan <= r && r <= lastHan }

func isSymbol(r rune) bool { return 0x4DC0 <= r && r <= 0x4DFF }

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

// Fold makes a text comparable: compatibility forms and variants as one, lower case, no accents, white space as one
// space.
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
