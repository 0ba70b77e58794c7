package health

import (
	"context"
	"slices"
	"time"

	"mingpao/cmd/mingpao/internal/trouble"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/store"
)

// lookAtPictures finds that pictures do not come: those that crawls have told of for hours, and those of the last days
// that no crawl had the time for. A single one that is bad is no one's fault.
func (c *Check) lookAtPictures(ctx context.Context, a *store.Archive, _ time.Time) error {
	due, failing, err := a.Frontier().DuePictures(ctx, c.End)
	if due+failing == 0 || err != nil {
		return err
	}
	troubles, err := a.Frontier().Troubles(ctx)
	if err != nil {
		return err
	}
	for _, t := range troubles {
		if slices.Contains(t.Of, trouble.OfPictures) && t.Well.IsZero() && c.End.Sub(t.Since) >= deadAfter {
			c.find("pictures-unread", due+failing, words.Reason{Cause: t.Cause})
			return nil
		}
	}
	late, err := a.Frontier().LatePictures(ctx, c.End)
	if late > 0 {
		c.find("pictures-late", late)
	}
	return err
}
