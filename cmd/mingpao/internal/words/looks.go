package words

import (
	"strings"

	"mingpao/store/catalog"
	"mingpao/store/queue"
)

// lookWords say what a look gave that saw no text of the article, and why it does not count.
var lookWords = map[string][2]string{
	"gone":      {"網站沒有此文", "gone"},
	"absent":    {"目錄沒有列出", "not on a list that ought to name it"},
	"refused":   {"被拒絕", "refused"},
	"withheld":  {"因法律原因不予顯示", "withheld for legal reasons"},
	"unread":    {"網頁沒有文章", "no article on the page"},
	"detail":    {"%s（%s）", "%s (%s)"},
	"seen":      {"%[2]s，%[1]s", "%[2]s, %[1]s"},
	"retracted": {"%s（%s已收回）", "%s (taken back %s)"},
	"outdone":   {"%s（另有紀錄時間，此項不計）", "%s (gives way to a recorded time)"},
}

// Looks are looks one after the other that gave the same, by the same word.
type Looks struct {
	First, Last string
	N           int
	Said        string // what they gave, whose word it is, and why they do not count
	IsMissing   bool   // they saw no text of the article
	Counts      bool
}

// Looks puts looks together that gave the same, by the same word, and says it.
func (s Speech) Looks(all []catalog.Look) (lines []Looks) {
	for _, l := range all {
		one := Looks{First: l.At, Last: l.At, N: 1, Said: s.look(l), IsMissing: !l.SawText(), Counts: l.Counts()}
		n := len(lines) - 1
		if n < 0 || lines[n].Said != one.Said {
			lines = append(lines, one)
			continue
		}
		lines[n].Last = l.At
		lines[n].N++
	}
	return lines
}

func (s Speech) look(l catalog.Look) string {
	text := s.Witness(l.Witness)
	if !l.SawText() {
		text = s.phrase(lookWords, "seen", text, s.missed(l))
	}
	switch {
	case l.Retracted != "":
		return s.phrase(lookWords, "retracted", text, l.Retracted[:min(10, len(l.Retracted))])
	case l.Outdone:
		return s.phrase(lookWords, "outdone", text)
	}
	return text
}

// missed is what a look gave that saw no text, with what the site said.
func (s Speech) missed(l catalog.Look) string {
	if l.Refusal != "" {
		return s.phrase(lookWords, "unread")
	}
	what := s.phrase(lookWords, string(l.Seen))
	detail := strings.TrimPrefix(l.Detail, string(queue.Gone)+": ") // a cause and what was seen
	if detail == "" {
		return what
	}
	return s.phrase(lookWords, "detail", what, detail)
}
