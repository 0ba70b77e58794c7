package catalog

import (
	"context"
	"fmt"
	"slices"

	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
	"mingpao/store/internal/history"
	"mingpao/store/queue"
	"mingpao/store/record"
)

// Span is what was taken in after a run, up to another. Looks that an undo took back and another gave back are as
// taken in by the latter.
type Span struct{ After, Through int64 }

// News is what looks of a span tell of an article that those before did not.
type News struct {
	Article *Article // as it is shown today
	IsNew   bool     // nothing of it was known: all that follows is new, too
	IsGone  bool     // it was not known to be gone
	Changes []Change
	FirstBy Witness // who vouches for the first look at it
}

// Change is two versions, one after the other, that were not known to be.
type Change struct{ Before, After Version }

// Fresh are the articles of which something was taken in.
func (a *Catalog) Fresh(ctx context.Context, s Span) ([]int64, error) {
	numbers, err := db.Collect(ctx, a.View(), db.Column[int64], `WITH fresh AS (SELECT DISTINCT address, capture
		FROM sightings
			WHERE retraction = 0 AND run <= ?2 AND (run > ?1
				OR run IN (SELECT run FROM retractions WHERE by <= ?1 AND lifted_by > ?1)))
		SELECT article FROM fresh CROSS JOIN readings USING (capture, address) WHERE +article <> 0
		UNION SELECT r.article FROM fresh CROSS JOIN addresses AS asked USING (address) CROSS JOIN addresses AS same
			ON same.article = asked.article CROSS JOIN sightings AS s ON s.address = same.address
			CROSS JOIN readings AS r ON r.capture = s.capture AND r.address = s.address WHERE asked.article <> 0
			AND +r.article <> 0`,
		s.After, s.Through)
	return numbers, db.Fault(a.Path(), "look for what was taken in", err)
}

// Among are those of some articles that a query finds, the newest first.
func (a *Catalog) Among(ctx context.Context, q Query, numbers []int64) ([]int64, error) {
	c, err := a.conditions(ctx, q)
	if err != nil {
		return nil, err
	}
	c.add("heads.article IN (SELECT value FROM json_each(?))", captures.List(numbers))
	where, args := c.where()
	found, err := db.Collect(ctx, a.View(), db.Column[int64], "SELECT heads.article FROM heads"+where+q.order(), args...)
	return found, db.Fault(a.Path(), "search", err)
}

// News tells what is new of an article. What somebody's page said that is not one of the site's is no news.
func (a *Catalog) News(ctx context.Context, number int64, s Span) (n News, err error) {
	op := fmt.Sprintf("look for news of article %d", number)
	before, now, err := a.histories(ctx, number, s)
	if err != nil {
		return n, db.Fault(a.Path(), op, err)
	}
	if n.Article, err = a.Number(ctx, number); err != nil {
		return n, err
	}
	n.IsNew = len(before.Versions) == 0 && len(now.Versions) > 0
	n.IsGone = now.Gone != "" && before.Gone == ""
	looks, err := a.Looks(ctx, number)
	if err != nil {
		return n, err
	}
	n.FirstBy = At(looks, n.Article.FirstSeen, queue.SeenPage, queue.SeenUnmodified)
	for _, pair := range unknown(before, now) {
		var two Change
		if two.Before, err = versionOf(ctx, a.View(), pair[0], looks); err == nil {
			two.After, err = versionOf(ctx, a.View(), pair[1], looks)
		}
		if err != nil {
			return n, db.Fault(a.Path(), op, err)
		}
		n.Changes = append(n.Changes, two)
	}
	return n, nil
}

// histories are what the looks amount to that were taken in before a span, and up to its end.
func (a *Catalog) histories(ctx context.Context, number int64, s Span) (before, now history.History, err error) {
	if before, err = record.HistoryAt(ctx, a.View(), number, s.After); err != nil {
		return before, now, err
	}
	if now, err = record.HistoryAt(ctx, a.View(), number, s.Through); err != nil {
		return before, now, err
	}
	for _, h := range []*history.History{&before, &now} {
		if err := a.credible(ctx, h); err != nil {
			return before, now, err
		}
	}
	return before, now, nil
}

// credible leaves out versions that are suspect.
func (a *Catalog) credible(ctx context.Context, h *history.History) error {
	var kept history.History
	for _, v := range h.Versions {
		suspect, _, err := db.One[bool](ctx, a.View(), "SELECT "+suspect+
			" FROM readings AS r WHERE capture = ? AND address = ?", v.First.Capture, v.First.Address)
		if err != nil {
			return err
		}
		if !suspect || len(h.Versions) == 1 {
			kept.Versions = append(kept.Versions, v)
		}
	}
	h.Versions = kept.Versions
	return nil
}

// unknown are the looks at which a version followed another in one history and not in the other.
func unknown(before, now history.History) (pairs [][2]history.Look) {
	known := map[[2]string]int{}
	for i := 1; i < len(before.Versions); i++ {
		known[[2]string{before.Versions[i-1].First.Hash, before.Versions[i].First.Hash}]++
	}
	for i := 1; i < len(now.Versions); i++ {
		older, newer := now.Versions[i-1].First, now.Versions[i].First
		key := [2]string{older.Hash, newer.Hash}
		if known[key]--; known[key] < 0 && older.Hash != newer.Hash {
			pairs = append(pairs, [2]history.Look{older, newer})
		}
	}
	return pairs
}

// versionOf is a version by the look that first saw it.
func versionOf(ctx context.Context, v db.View, l history.Look, looks []Look) (Version, error) {
	art, _, err := captures.ReadingOf(ctx, v, l.Capture, l.Address)
	if err != nil {
		return Version{}, err
	}
	i := slices.IndexFunc(looks, func(look Look) bool {
		return look.At == l.At && look.Counts() && (look.Seen == queue.SeenPage || look.Seen == queue.SeenUnmodified)
	})
	made := Version{Article: *art, Seen: l.At}
	if i >= 0 {
		made.SHA256, made.Witness = looks[i].SHA256, looks[i].Witness
	}
	return made, nil
}
