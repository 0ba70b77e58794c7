package db

import (
	"time"

	"mingpao/extract/site"
)

// TextStamp is "" for the zero time.
func TextStamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return site.Stamp(t)
}

// NullStamp is NULL for the zero time.
func NullStamp(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return site.Stamp(t)
}
