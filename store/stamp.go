package store

import (
	"mingpao/extract/site"
	"time"
)

// textStamp is "" for the zero time.
func textStamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return site.Stamp(t)
}

// nullStamp is NULL for the zero time.
func nullStamp(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return site.Stamp(t)
}
