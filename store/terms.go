package store

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// variants are characters that Hong Kong's papers use for one another. The first of a group stands for all.
var variants = []string{
	"裏裡", "着著", "台臺", "群羣", "眾衆", "啟啓", "床牀", "毀毁燬", "說説", "為爲", "強强", "況况", "麵麪", "峰峯", "線綫", "鬥鬭", "污汚", "煙烟", "恒恆",
	"啖啗", "厘釐", "癡痴", "晒曬", "佈布", "游遊", "温溫", "衞衛", "産產", "吿告", "脱脫", "悦悅", "鋭銳", "税稅", "閲閱", "查査", "蔥葱", "沖冲", "涼凉", "減减", "決决",
	"準准", "周週", "秘祕", "綉繡", "舖鋪", "庄莊", "雞鷄", "群羣", "嘆歎", "妝粧", "杯盃", "灶竈", "嶽岳", "臟脏", "鑑鑒", "跡迹", "唇脣", "託托", "踪蹤", "艷豔", "録錄",
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

// Terms cuts a text for the index: compatibility forms and variants folded, lower case, Chinese characters one by one, other
// words whole, everything else a space. What it makes of a query it finds in what it made of a text.
func Terms(text string) string {
	var b strings.Builder
	b.Grow(len(text) + len(text)/2)
	word := false // inside a word that is no Chinese
	for _, r := range norm.NFKC.String(text) {
		r = unicode.ToLower(r)
		if f, ok := folded[r]; ok {
			r = f
		}
		switch {
		case unicode.Is(unicode.Han, r) || unicode.Is(unicode.Hangul, r) || unicode.Is(unicode.Hiragana, r) || unicode.Is(unicode.Katakana, r):
			space(&b)
			b.WriteRune(r)
			word = false
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r):
			if !word {
				space(&b)
			}
			b.WriteRune(r)
			word = true
		default:
			word = false
		}
	}
	return b.String()
}

func space(b *strings.Builder) {
	if b.Len() > 0 {
		b.WriteByte(' ')
	}
}

func firstRune(s string) (rune, bool) {
	for _, r := range s {
		return r, true
	}
	return 0, false
}
