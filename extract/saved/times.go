package saved

import (
	"fmt"
	"time"

	"mingpao/extract/saved/internal/undo"
	"mingpao/extract/site"
)

// firstYear is the first of the site; a time before it is the nought of a clock or of a damaged field.
const firstYear = 1995

// skew is how far another machine's clock may go ahead.
const skew = 5 * time.Minute

// seen chooses the time of the most believed claim. A time that cannot be read or cannot be is an error that names
// it: it is never replaced by another.
func (r *Reader) seen(claims []undo.Claim) (at time.Time, from site.TimeSource, err error) {
	if r.options.Now.IsZero() {
		return at, from, nil
	}
	claims = append(claims, undo.Claim{From: site.TimeGiven, At: r.options.Seen})
	var best undo.Claim
	for _, c := range claims {
		if (c.Text != "" || !c.At.IsZero()) && (best.From == "" || c.From.Belief() > best.From.Belief()) {
			best = c
		}
	}
	switch at, err = best.Time(); {
	case best.From == "":
		return at, from, fmt.Errorf("nothing tells when it was seen: give the time with --seen")
	case err != nil:
		return at, from, err
	case at.After(r.options.Now.Add(skew)):
		return at, from, fmt.Errorf("%s: %s lies in the future", best.From, best)
	case at.Year() < firstYear:
		return at, from, fmt.Errorf("%s: %s is before there was a site", best.From, best)
	}
	return at, best.From, nil
}

// ParseTime reads a time as people and tools write it.
func ParseTime(text string) (time.Time, error) { return undo.ParseTime(text) }
