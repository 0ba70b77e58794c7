package sources

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"time"

	"mingpao/cmd/mingpao/internal/filter"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/extract/told"
	"mingpao/store"
)

// NoPaper is the note of days on which the daily paper did not appear.
const NoPaper = "no paper"

// AddDays notes days without a paper.
func AddDays(ctx context.Context, a *store.Archive, days, note string, now time.Time) error {
	from, to, err := filter.Range(days, now)
	if err != nil {
		return told.Errorf("calendar: %w", err)
	}
	return a.Frontier().AddToCalendar(ctx, from, to, cmp.Or(note, NoPaper), now)
}

// RemoveDays takes days back.
func RemoveDays(ctx context.Context, a *store.Archive, days string, now time.Time) error {
	from, to, err := filter.Range(days, now)
	if err != nil {
		return told.Errorf("calendar: %w", err)
	}
	n, err := a.Frontier().RemoveFromCalendar(ctx, from, to)
	if err == nil && n == 0 {
		err = told.Errorf("calendar: nothing is noted of %s", terminal.Plain(days))
	}
	return err
}

// Days writes what is noted, the earliest first.
func Days(ctx context.Context, w io.Writer, a *store.Archive) error {
	noted, err := a.Frontier().Calendar(ctx)
	for _, day := range slices.Sorted(maps.Keys(noted)) {
		if _, err := fmt.Fprintf(w, "%s  %s\n", day, terminal.OneLine(noted[day])); err != nil {
			return err
		}
	}
	return err
}
