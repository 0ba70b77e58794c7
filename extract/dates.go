package extract

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"mingpao/extract/site"
)

// printedDate reads the first 2025年12月3日 or 2025-12-03 of a text, as 2025-12-03; "" where there is none or the day does
// not exist.
func printedDate(s string) string {
	for i := 0; i+4 <= len(s); i++ {
		if !isDigits(s[i:i+4], 4) || i > 0 && isDigits(s[i-1:i], 1) {
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
	month, rest, ok := number(strings.TrimPrefix(strings.TrimPrefix(rest, "年"), "-"))
	if !ok {
		return ""
	}
	day, _, ok := number(strings.TrimPrefix(strings.TrimPrefix(rest, "月"), "-"))
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

// printedTime reads the last HH:MM of a text, as 09:05; "" where there is none.
func printedTime(s string) string {
	for i := strings.LastIndexByte(s, ':'); i > 0; i = strings.LastIndexByte(s[:i], ':') {
		start := i - 1
		if start > 0 && isDigits(s[start-1:start], 1) {
			start--
		}
		hour, rest, ok := number(s[start:])
		if !ok || len(rest) < 3 || !isDigits(rest[1:3], 2) || hour > 23 || rest[1] > '5' {
			continue
		}
		return fmt.Sprintf("%02d:%s", hour, rest[1:3])
	}
	return ""
}

// cutTime splits a trailing (22:03), in either width of brackets, off a headline.
func cutTime(title string) (string, string) {
	t := strings.TrimRight(title, " ")
	i := strings.LastIndexAny(t, "(（")
	if i < 0 {
		return t, ""
	}
	clock := strings.Trim(t[i:], "(（)） ")
	if h, m, ok := strings.Cut(clock, ":"); !ok || len(h) > 2 || len(m) != 2 || printedTime(clock) == "" {
		return t, ""
	}
	return strings.TrimRight(t[:i], " "), printedTime(clock)
}

// published joins a date and a time of day of Hong Kong. A page that prints seconds gives them, others mean the full minute.
func published(date, clock string) string {
	switch {
	case date == "" || clock == "":
		return date
	case len(clock) == len("15:04"):
		clock += ":00"
	}
	return date + "T" + clock + "+08:00"
}

// issueDate is 20251203 as 2025-12-03.
func issueDate(d string) string {
	if !isDigits(d, 8) {
		return ""
	}
	return printedDate(d[:4] + "-" + d[4:6] + "-" + d[6:])
}

// isoTime takes a full RFC 3339 time with its zone and gives it in Hong Kong's.
func isoTime(s string) (string, bool) {
	t, err := time.Parse(time.RFC3339, strings.TrimSpace(s))
	if err != nil {
		return "", false
	}
	return t.In(site.Zone).Format(time.RFC3339), true
}

func isDigits(s string, n int) bool { return len(s) == n && strings.Trim(s, "0123456789") == "" }
