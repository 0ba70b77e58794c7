package extract

import (
	"sync"
	"unicode"

	"mingpao/extract/internal/chars"
)

// The commonest characters whose Simplified form is no Traditional character, and their Traditional forms.
const (
	simplified  = "这们说时国学开过还发经进动问关现实见长门车东书业两应该当报线从边样让权构认议设请语记许论评试话计讲证读谁谈质费贵买卖"
	traditional = "這們說時國學開過還發經進動問關現實見長門車東書業兩應該當報線從邊樣讓權構認議設請語記許論評試話計講證讀誰談質費貴買賣"
)

// language goes by the lead, as an English article carries its Chinese version below; between the two Chinese scripts
// by the whole text.
func language(blocks []Block) string {
	if len(blocks) == 0 {
		return ""
	}
	if isEnglish(blocks[0].Text) {
		return "en"
	}
	balance := 0
	for _, b := range blocks {
		balance += scriptBalance(b.Text)
	}
	if balance > 0 {
		return "zh-Hans"
	}
	return "zh-Hant"
}

func isEnglish(s string) bool {
	var han, latin int
	for _, r := range s {
		switch {
		case chars.IsHan(r):
			han++
		case unicode.Is(unicode.Latin, r):
			latin++
		}
	}
	return latin > 4*han
}

// scriptBalance is how many more characters of a text are Simplified than Traditional, of those that differ.
func scriptBalance(s string) (balance int) {
	of := scriptOf()
	for _, r := range s {
		if r >= 0x4E00 && r < 0xA000 {
			balance += int(of[r-0x4E00])
		}
	}
	return balance
}

// scriptOf has the ideographs by their place among them: 1 for a Simplified character, -1 for a Traditional one, 0
// for one that is both.
var scriptOf = sync.OnceValue(func() *[0xA000 - 0x4E00]int8 {
	of := new([0xA000 - 0x4E00]int8)
	for _, r := range simplified {
		of[r-0x4E00] = 1
	}
	for _, r := range traditional {
		of[r-0x4E00] = -1
	}
	return of
})
