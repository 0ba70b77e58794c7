package store

import (
	"context"
	"time"

	"mingpao/extract/site"
	"mingpao/store/frontier"
	"mingpao/store/internal/db"
	"mingpao/store/record"
)

// settle keeps what a visit saw and its page's place in the queue.
func settle(ctx context.Context, a *db.DB, v frontier.Visit, now time.Time) (outcome record.Outcome, err error) {
	outcome = record.None
	err = record.Write(ctx, a, "save page", func(ctx context.Context, t *record.Writer) error {
		for _, s := range v.Seen {
			if outcome, err = t.Record(ctx, v.Run, s, now); err != nil {
				return err
			}
		}
		switch {
		case outcome == record.Removed:
			return t.Exec(ctx, "UPDATE pages SET state = 'gone', due = NULL, last_fetched = ? WHERE page = ?", site.Stamp(now),
				v.Page.Number)
		case v.Detail == "":
			return frontier.SettleRead(ctx, t.Tx, v, now)
		case v.IsMissing:
			return frontier.SettleMissing(ctx, t.Tx, v, now)
		}
		return frontier.SettleFailed(ctx, t.Tx, v, now)
	})
	return outcome, err
}
