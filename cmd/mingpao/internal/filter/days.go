// Package filter reads what a person chooses of the archive: days, sections, authors, columns. It is one language for
// every command and for the reading room.
//
//	days.go    today, -7d, 2025-12
//	choice.go  all of it, and what it means in an archive
//	access.go  full, excerpt, unknown
//	names.go   sections, authors and columns, by what they are called, and what may have been meant
package filter

import (
	"strconv"
	"strings"
	"time"

	"mingpao/extract/site"
	"mingpao/extract/told"
)

// Days reads a range of days of publication, 2025-12-03 each and both included; "" is open. A month or year stands for
// all of its days. An error is a *Fault.
func Days(from, to string, now time.Time) (first, last string, err error) {
	if from != "" {
		if first, _, err = span(from, now); err != nil {
			return "", "", &Fault{"day", from, told.Errorf("--from: %w", err)}
		}
	}
	if to != "" {
		if _, last, err = span(to, now); err != nil {
			return "", "", &Fault{"day", to, told.Errorf("--to: %w", err)}
		}
	}
	if first != "" && last != "" && last < first {
		return "", "", &Fault{"order", from + " – " + to, told.Errorf("--to %s lies before --from %s", to, from)}
	}
	return first, last, nil
}

// Range reads the days of one word, both ends of which must be known: a day, a month, or two of them as
// 2025-11-01..2025-11-30.
func Range(text string, now time.Time) (first, last string, err error) {
	from, to, isRange := strings.Cut(text, "..")
	switch {
	case !isRange && strings.HasPrefix(text, "-"):
		return "", "", told.Errorf("%q alone would be one day; write %s..today", text, text)
	case !isRange:
		return span(text, now)
	case from == "" || to == "":
		return "", "", told.Errorf("%q has an open end; write both days, like 2025-11-01..2025-11-30 or 2025-11-01..today",
			text)
	}
	if first, _, err = span(from, now); err != nil {
		return "", "", err
	}
	if _, last, err = span(to, now); err != nil {
		return "", "", err
	}
	if last < first {
		return "", "", told.Errorf("%s lies before %s", to, from)
	}
	return first, last, nil
}

// span is the first and the last day of what a person calls a time.
func span(text string, now time.Time) (first, last string, err error) {
	today := now.In(site.Zone)
	switch word := strings.ToLower(strings.TrimSpace(text)); {
	case word == "today" || word == "今日" || word == "今天":
		return day(today), day(today), nil
	case word == "yesterday" || word == "昨日" || word == "昨天":
		return day(today.AddDate(0, 0, -1)), day(today.AddDate(0, 0, -1)), nil
	case strings.HasPrefix(word, "-"):
		return ago(word, today)
	}
	for _, layout := range []string{time.DateOnly, "20060102"} {
		if t, err := time.Parse(layout, text); err == nil {
			return day(t), day(t), nil
		}
	}
	if t, err := time.Parse("2006-01", text); err == nil {
		return day(t), day(t.AddDate(0, 1, -1)), nil
	}
	if t, err := time.Parse("2006", text); err == nil {
		return day(t), day(t.AddDate(1, 0, -1)), nil
	}
	return "", "", told.Errorf("%q is not a day; days are written like 2025-12-03, 2025-12, today, yesterday or -7d", text)
}

// ago reads -7d, -2w, -3m, -1y.
func ago(word string, today time.Time) (first, last string, err error) {
	n, err := strconv.Atoi(strings.TrimRight(word[1:], "dwmy"))
	if err != nil || n < 0 || n > maxAgo {
		return "", "", told.Errorf("%q is not a day; so many days ago is written like -7d, weeks -2w, months -3m, years -1y",
			word)
	}
	switch strings.TrimLeft(word[1:], "0123456789") {
	case "d":
		today = today.AddDate(0, 0, -n)
	case "w":
		today = today.AddDate(0, 0, -7*n)
	case "m":
		today = today.AddDate(0, -n, 0)
	case "y":
		today = today.AddDate(-n, 0, 0)
	default:
		return "", "", told.Errorf("%q is not a day; so many days ago is written like -7d, weeks -2w, months -3m, years -1y",
			word)
	}
	return day(today), day(today), nil
}

// maxAgo keeps a day within the years of four digits.
const maxAgo = 20_000

func day(t time.Time) string { return t.Format(time.DateOnly) }
