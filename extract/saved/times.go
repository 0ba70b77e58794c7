package saved

import (
	"fmt"
	"net/http"
	"net/mail"
	"regexp"
	"strings"
	"time"

	"mingpao/extract/site"
)

// claim is what somebody says of the time at which a page was seen.
type claim struct {
	from site.TimeSource
	text string    // as written; in layouts of times.go
	at   time.Time // where it was never text
}

// firstYear is the first of the site; a time before it is the nought of a clock or of a damaged field.
const firstYear = 1995

// skew is how far another machine's clock may go ahead.
const skew = 5 * time.Minute

// seen chooses the time of the most believed claim. A time that cannot be read or cannot be is an error that names
// it: it is never replaced by another.
func (r *Reader) seen(claims []claim) (at time.Time, from site.TimeSource, err error) {
	if r.options.Now.IsZero() {
		return at, from, nil
	}
	claims = append(claims, claim{from: site.TimeGiven, at: r.options.Seen})
	var best claim
	for _, c := range claims {
		if (c.text != "" || !c.at.IsZero()) && (best.from == "" || c.from.Belief() > best.from.Belief()) {
			best = c
		}
	}
	switch at, err = best.time(); {
	case best.from == "":
		return at, from, fmt.Errorf("nothing tells when it was seen: give the time with --seen")
	case err != nil:
		return at, from, err
	case at.After(r.options.Now.Add(skew)):
		return at, from, fmt.Errorf("%s: %s lies in the future", best.from, best)
	case at.Year() < firstYear:
		return at, from, fmt.Errorf("%s: %s is before there was a site", best.from, best)
	}
	return at, best.from, nil
}

func (c claim) String() string {
	if c.text != "" {
		return fmt.Sprintf("%q", c.text)
	}
	return c.at.Format(time.RFC3339)
}

func (c claim) time() (time.Time, error) {
	if c.text == "" {
		return c.at, nil
	}
	if at, err := ParseTime(c.text); err == nil {
		return at, nil
	}
	return time.Time{}, fmt.Errorf("%s: %q is no time", c.from, c.text)
}

// layouts are the forms in which tools write times. Where no zone stands, it is Hong Kong's.
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
var zoneName = regexp.MustCompile(`\s*\([^)]*\)$`)

// ParseTime reads a time as people and tools write it.
func ParseTime(text string) (time.Time, error) {
	text = zoneName.ReplaceAllString(strings.TrimSpace(text), "")
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
		return time.Time{}, fmt.Errorf("%q is no time", text)
	}
	return t, nil
}
