package store

import (
	"context"
	"time"

	"mingpao/extract/site"
)

// Settle keeps what a visit saw and its page's place in the queue.
func (a *Archive) Settle(ctx context.Context, v Visit, now time.Time) (outcome Outcome, err error) {
	outcome = None
	err = a.record(ctx, "save page", func(ctx context.Context, t *writer) error {
		for _, s := range v.Seen {
			if outcome, err = t.record(ctx, v.Run, s, now); err != nil {
				return err
			}
		}
		switch {
		case outcome == Removed:
			return t.exec(ctx, "UPDATE pages SET state = 'gone', due = NULL, last_fetched = ? WHERE page = ?", site.Stamp(now),
				v.Page.Number)
		case v.Detail == "":
			return t.settleRead(ctx, v, now)
		case v.IsMissing:
			return t.settleMissing(ctx, v, now)
		}
		return t.settleFailed(ctx, v, now)
	})
	return outcome, err
}
