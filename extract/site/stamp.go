package site

import "time"

// Stamp is a time as archives write it: ISO 8601 in Hong Kong's offset, which never changes, so that stamps compare as
// text.
func Stamp(t time.Time) string { return t.In(Zone).Format(time.RFC3339) }

// ParseStamp is the time of a stamp; the zero time for anything else.
func ParseStamp(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return time.Time{}
	}
	return t
}

// DayStamp is the day of a time in Hong Kong: 2025-12-03.
func DayStamp(t time.Time) string { return t.In(Zone).Format(time.DateOnly) }
