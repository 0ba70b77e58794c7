package lists

import (
	"strings"
	"time"
)

var buildDate = pattern(`(?i)<lastBuildDate>([^<]{10,60})</lastBuildDate>`)

// feedHead is where a feed says when it was made: before its entries.
const feedHead = 4 << 10

// builtAt is when a feed says that it was made; the zero time where it does not, or in no form that is known. The site
// writes HKT, which is no zone to Go.
func builtAt(text string) time.Time {
	m := buildDate().FindStringSubmatch(text[:min(len(text), feedHead)])
	if m == nil {
		return time.Time{}
	}
	said := strings.Replace(strings.TrimSpace(m[1]), "HKT", "+0800", 1)
	for _, form := range []string{time.RFC1123Z, "Mon, 2 Jan 2006 15:04:05 -0700", time.RFC1123} {
		if t, err := time.Parse(form, said); err == nil {
			return t
		}
	}
	return time.Time{}
}
