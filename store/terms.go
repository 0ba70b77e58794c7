package store

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// variants are characters that Hong Kong's papers use for one another. The first of a group stands for all.
var variants = []string{
	"裏裡", "着著", "台臺", "群羣", "眾衆", "啟啓", "床牀", "毀毁燬", "說説", "為爲", "強强", "況况", "麵麪", "峰峯", "線綫", "鬥鬭", "污汚", "煙烟", "恒恆",
	"啖啗", "厘釐", "癡痴", "晒曬", "佈布", "游遊", "温溫", "衞衛", "産產", "吿告", "脱脫", "悦悅", "鋭銳", "税稅", "閲閱", "查査", "蔥葱", "沖冲", "涼凉", "減减", "決决",
	"準准", "周週", "秘祕", "綉繡", "舖鋪", "庄莊", "雞鷄", "嘆歎", "妝粧", "杯盃", "灶竈", "嶽岳", "臟脏", "鑑鑒", "跡迹", "唇脣", "託托", "踪蹤", "艷豔", "録錄",
}

// folded maps every variant to the character that stands for its group.
var folded = func() map[rune]rune {
	m := map[rune]rune{}
	for _, group := range variants {
		first, _ := firstRune(group)
		for _, r := range group {
			if _, known := m[r]; !known {
				m[r] = first
			}
		}
	}
	return m
}()

// foldRune is a character as it is compared: its compatibility form, in lower case, a variant as the one that stands for all.
// It looks at one character alone, and must: the index is to fold in SQL as well (any SQLite tool must be able to check it), by
// a table of what this function changes. Terms will put spaces around every Chinese character and leave Latin words whole, for
// the tokenizer unicode61. Whatever is added here (Simplified forms, dots, quotes) is a row a character.
func foldRune(r rune) string {
	if r < utf8.RuneSelf {
		return string(unicode.ToLower(r))
	}
	var b strings.Builder
	for _, c := range norm.NFKC.String(string(r)) {
		c = unicode.ToLower(c)
		if f, ok := folded[c]; ok {
			c = f
		}
		b.WriteRune(c)
	}
	return b.String()
}

// Fold makes a text comparable: compatibility forms and variants as one, lower case, white space as one space.
func Fold(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	space := false
	for _, r := range text {
		if unicode.IsSpace(r) {
			space = b.Len() > 0
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteString(foldRune(r))
	}
	return b.String()
}

// Locate finds the first place of a term in a text as both are folded, in bytes of the text; false where there is none.
func Locate(text, term string) (start, end int, ok bool) {
	wanted := Fold(term)
	if wanted == "" {
		return 0, 0, false
	}
	var b strings.Builder
	var origin []int // the place in text of every byte of the folded text
	for i, r := range text {
		part := Fold(string(r))
		if part == "" && b.Len() > 0 {
			part = " "
		}
		for len(origin) < b.Len()+len(part) {
			origin = append(origin, i)
		}
		b.WriteString(part)
	}
	i := strings.Index(b.String(), wanted)
	if i < 0 {
		return 0, 0, false
	}
	last := origin[i+len(wanted)-1]
	_, size := utf8.DecodeRuneInString(text[last:])
	return origin[i], last + size, true
}

// Terms cuts a text for the index: every letter, digit and Chinese character of its folded form is a word of its own. A phrase
// of a query's terms finds every text that holds the query, and some in which only punctuation stands between.
func Terms(text string) string {
	var b strings.Builder
	b.Grow(len(text) + len(text)/2)
	for _, r := range Fold(text) {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return b.String()
}

func firstRune(s string) (rune, bool) {
	for _, r := range s {
		return r, true
	}
	return 0, false
}
