package words

import (
	"slices"
	"strings"
	"time"

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
	At        []Moment // when they were, in order; at least one
	Said      string   // what they gave, whose word it is, and why they do not count
	IsMissing bool     // they saw no text of the article
	Counts    bool
}

// Moment is when a look was, and the hash of the page that it saw; "" for none.
type Moment struct{ At, SHA256 string }

// First is when the first of them was.
func (l Looks) First() string { return l.At[0].At }

// Last is when the last of them was.
func (l Looks) Last() string { return l.At[len(l.At)-1].At }

// Days are their times, day by day.
func (l Looks) Days() (days [][]Moment) {
	for i, m := range l.At {
		if i == 0 || day(m.At) != day(l.At[i-1].At) {
			days = append(days, nil)
		}
		days[len(days)-1] = append(days[len(days)-1], m)
	}
	return days
}

// Pages are the hashes of the pages that they saw, each once.
func (l Looks) Pages() (hashes []string) {
	for _, m := range l.At {
		if m.SHA256 != "" && !slices.Contains(hashes, m.SHA256) {
			hashes = append(hashes, m.SHA256)
		}
	}
	return hashes
}

func day(stamp string) string { return stamp[:min(len(time.DateOnly), len(stamp))] }

// Looks puts looks together that gave the same, by the same word, and says it.
func (s Speech) Looks(all []catalog.Look) (lines []Looks) {
	for _, l := range all {
		said, at := s.look(l), Moment{l.At, l.SHA256}
		if n := len(lines) - 1; n >= 0 && lines[n].Said == said {
			lines[n].At = append(lines[n].At, at)
			continue
		}
		lines = append(lines, Looks{[]Moment{at}, said, !l.SawText(), l.Counts()})
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
		return s.phrase(lookWords, "retracted", text, day(l.Retracted))
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
	if detail == "" || l.Seen == queue.SeenAbsent {                 // what the page answered is a look of its own
		return what
	}
	return s.phrase(lookWords, "detail", what, detail)
}
