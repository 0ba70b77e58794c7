package undo

import (
	"fmt"
	"net/http"
	"net/mail"
	"strings"
	"time"

	"mingpao/extract/internal/chars"
	"mingpao/extract/site"
)

// Claim is what somebody says of the time at which a page was seen.
type Claim struct {
	From site.TimeSource
	Text string    // as written, in one of the layouts
	At   time.Time // where it was never text
}

func (c Claim) String() string {
	if c.Text != "" {
		return fmt.Sprintf("%q", c.Text)
	}
	return c.At.Format(time.RFC3339)
}

// Time is the time that is claimed.
func (c Claim) Time() (time.Time, error) {
	if c.Text == "" {
		return c.At, nil
	}
	if at, err := ParseTime(c.Text); err == nil {
		return at, nil
	}
	return time.Time{}, fmt.Errorf("%s: %q is not a time", c.From, c.Text)
}

// layouts are the forms in which tools write times. Where no zone is, it is Hong Kong's.
var layouts = []string{
	time.RFC3339Nano, "2006-01-02T15:04:05.999999999", "2006-01-02 15:04:05.999999999",
	"2006-01-02 15:04:05.999999999Z07:00",
	"2006-01-02T15:04", "2006-01-02 15:04", time.DateOnly,
	"Mon Jan 02 2006 15:04:05 GMT-0700", // JavaScript's Date, as SingleFile writes it
	"15:04:05 Jan 02, 2006 MST",         // the Wayback Machine's note
	"2 Jan 2006 15:04:05 MST",           // Google's cache
	"2006年1月2日 15:04:05 MST",
}

// zoneName is what JavaScript appends: (Hong Kong Standard Time).
var zoneName = chars.Compiled(`\s*\([^)]*\)$`)

// ParseTime reads a time as people and tools write it.
func ParseTime(text string) (time.Time, error) {
	text = zoneName().ReplaceAllString(strings.TrimSpace(text), "")
	for _, layout := range layouts {
		if t, err := time.ParseInLocation(layout, text, site.Zone); err == nil {
			return t, nil
		}
	}
	if t, err := http.ParseTime(text); err == nil {
		return t, nil
	}
	if t, err := mail.ParseDate(text); err == nil {
		return t, nil
	}
	return parseStamp(text)
}

// parseStamp reads the 14 digits of web archives.
func parseStamp(text string) (time.Time, error) {
	t, err := time.Parse("20060102150405", text)
	if err != nil {
		return time.Time{}, fmt.Errorf("%q is not a time", text)
	}
	return t, nil
}
