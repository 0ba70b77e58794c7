package health

import (
	"context"
	"fmt"
	"time"

	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/site"
	"mingpao/store/catalog"
)

// silentAfter is how long after the last look it is said loudly that there was none: a cron looks every day.
const silentAfter = 24 * time.Hour

// Silence is what is said of looks: that nothing is new or was seen to change means little where nobody looked.
type Silence struct {
	Last  string `json:"last"`            // look at the site; "": there was none
	Days  int    `json:"days,omitempty"`  // since then, where it is longer ago than a day
	Since string `json:"since,omitempty"` // the beginning of a span; "": it is of none
	catalog.Looked
}

// SilenceSince is the silence since the last look.
func SilenceSince(last string, now time.Time) Silence {
	s := Silence{Last: last}
	if at := site.ParseStamp(last); !at.IsZero() && now.Sub(at) >= silentAfter {
		s.Days = int(now.Sub(at) / (24 * time.Hour))
	}
	return s
}

// SilenceOf is the silence of an archive, and how much of what a filter admits was looked at again in a span.
func SilenceOf(ctx context.Context, c *catalog.Catalog, f catalog.Filter, p catalog.Period,
	now time.Time) (s Silence, err error) {
	last, err := c.LastLook(ctx, now)
	if err != nil {
		return s, err
	}
	s = SilenceSince(last, now)
	s.Since = p.Since
	s.Looked, err = c.Looked(ctx, f, p.Since, p.Until)
	return s, err
}

// Unseen are the articles that nobody looked at again.
func (s Silence) Unseen() int { return s.Articles - s.Again }

// Said is the silence in sentences, with times as they are written there.
func (s Silence) Said(in words.Speech, written func(stamp string) string) (sentences []string) {
	switch {
	case s.Last == "":
		sentences = append(sentences, in.Say("never-looked"))
	case s.Days > 0:
		sentences = append(sentences, in.Say("not-looked-since", s.Days, written(s.Last)))
	default:
		sentences = append(sentences, in.Say("looked-at", written(s.Last)))
	}
	if s.Since != "" && s.Articles > 0 {
		sentences = append(sentences, in.Say("looked-again", fmt.Sprint(s.Articles), fmt.Sprint(s.Again)))
		if s.Unseen() > 0 {
			sentences = append(sentences, in.Say("not-looked-again", fmt.Sprint(s.Unseen())))
		}
	}
	return sentences
}
