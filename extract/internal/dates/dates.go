// Package dates reads the dates and times that pages print.
package dates

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"mingpao/extract/internal/chars"
	"mingpao/extract/site"
)

// Day reads the first 2025年12月3日, 2025-12-03 or 2025/12/3 of a text, as 2025-12-03; "" where there is none or
// the day does not exist.
func Day(s string) string {
	for i := 0; i+4 <= len(s); i++ {
		if !site.IsDigits(s[i:i+4], 4) || i > 0 && site.IsDigits(s[i-1:i], 1) {
			continue
		}
		if d := dateAt(s[i:]); d != "" {
			return d
		}
	}
	return ""
}

// dateAt reads a date at the very start of s, which begins with four digits.
func dateAt(s string) string {
	year, rest := s[:4], s[4:]
	month, rest, ok := number(afterMark(rest, "年", "-", "/"))
	if !ok {
		return ""
	}
	day, _, ok := number(afterMark(rest, "月", "-", "/"))
	if !ok {
		return ""
	}
	y, err := strconv.Atoi(year)
	t := time.Date(y, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if err != nil || int(t.Month()) != month || t.Day() != day {
		return ""
	}
	return t.Format(time.DateOnly)
}

// afterMark is the text after one of the marks, all of it where it begins with none.
func afterMark(s string, marks ...string) string {
	for _, m := range marks {
		if rest, ok := strings.CutPrefix(strings.TrimLeft(s, " "), m); ok {
			return strings.TrimLeft(rest, " ")
		}
	}
	return s
}

// number reads one or two digits at the start of s.
func number(s string) (n int, rest string, ok bool) {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' || i == 2 {
			return n, s[i:], i > 0
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, "", len(s) > 0
}

// Clock reads the time of publication that a text prints, as 09:05 or 17:38; "" where there is none. It is the first
// HH:MM that is not after 更新: when a page was changed is not when it appeared.
func Clock(s string) string {
	from := 0
	for i, r := range s {
		if !chars.IsColon(r) {
			continue
		}
		before, after := s[from:i], s[i+utf8.RuneLen(r):]
		clock := clockAt(before, after)
		if clock == "" {
			continue
		}
		if !chars.HasAny(before, "更新", "修訂", "修改") {
			return clock
		}
		from = i
	}
	return ""
}

// clockAt is the time whose colon is between two texts. The hour may be one of twelve: 下午5:38, 5:38PM.
func clockAt(before, after string) string {
	digits := len(before) - len(strings.TrimRight(before, "0123456789"))
	if digits == 0 || digits > 2 || len(after) < 2 || !site.IsDigits(after[:2], 2) || after[0] > '5' ||
		len(after) > 2 && site.IsDigits(after[2:3], 1) {
		return ""
	}
	hour, _ := strconv.Atoi(before[len(before)-digits:])
	if hour, ok := hourOfDay(hour, strings.TrimSpace(before[:len(before)-digits]), strings.TrimSpace(after[2:])); ok {
		return fmt.Sprintf("%02d:%s", hour, after[:2])
	}
	return ""
}

// hourOfDay turns an hour into one of the day by the word before it or after it. An hour above twelve needs no word.
func hourOfDay(hour int, before, after string) (int, bool) {
	word := ""
	for _, w := range Halves {
		if strings.HasSuffix(before, w.Word) || hasPrefixFold(after, w.Word) {
			word = w.half
		}
	}
	switch {
	case hour > 23:
		return 0, false
	case hour > 12 || word == "":
		return hour, true
	case word == forenoon:
		return hour % 12, true
	case word == evening && hour == 12:
		return 0, false // midnight of which day, the page does not say
	}
	return hour%12 + 12, true
}

// The halves of a day, which a clock of twelve hours does not distinguish.
const (
	forenoon  = "forenoon"
	afternoon = "afternoon"
	evening   = "evening"
)

// ClockWord is a word beside a time of twelve hours, with the half of the day that it means.
type ClockWord struct{ Word, half string }

// Halves are the words that say which half of the day a clock means.
var Halves = []ClockWord{
	{"上午", forenoon}, {"凌晨", forenoon}, {"AM", forenoon},
	{"下午", afternoon}, {"PM", afternoon}, {"晚上", evening},
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// CutTime splits a trailing (22:03), in either width of brackets, off a headline.
func CutTime(title string) (string, string) {
	t := strings.TrimRight(title, " ")
	i := strings.LastIndexAny(t, "(（")
	if i < 0 {
		return t, ""
	}
	clock := strings.Trim(t[i:], "(（)） ")
	if h, m, ok := strings.Cut(clock, ":"); !ok || len(h) > 2 || len(m) != 2 || Clock(clock) == "" {
		return t, ""
	}
	return strings.TrimRight(t[:i], " "), Clock(clock)
}

// CutClock is CutTime where the edition prints a time after its headlines. The daily paper does not: there (21:15) is
// a score.
func CutClock(edition, title string) (string, string) {
	if edition == site.Daily {
		return title, ""
	}
	return CutTime(title)
}

// Join joins a date and a time of day of Hong Kong. A page that prints seconds gives them, others mean the full
// minute.
func Join(date, clock string) string {
	switch {
	case date == "" || clock == "":
		return date
	case len(clock) == len("15:04"):
		clock += ":00"
	}
	return date + "T" + clock + "+08:00"
}

// OfIssue is 20251203 as 2025-12-03.
func OfIssue(d string) string {
	if !site.IsDigits(d, 8) {
		return ""
	}
	return Day(d[:4] + "-" + d[4:6] + "-" + d[6:])
}

// FromISO takes a full RFC 3339 time with its zone and gives it in Hong Kong's.
func FromISO(s string) (string, bool) {
	t, err := time.Parse(time.RFC3339, strings.TrimSpace(s))
	if err != nil {
		return "", false
	}
	return t.In(site.Zone).Format(time.RFC3339), true
}
