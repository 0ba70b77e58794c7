package following

import (
	"context"
	"errors"
	"slices"
	"time"

	"mingpao/store"
	"mingpao/store/catalog"
	"mingpao/store/frontier"
)

// Digest is what is new of the questions of an archive since they were told last.
type Digest struct {
	Through int64      // the run up to which it tells
	Asked   []Standing // the questions
	Items   []Item     // an article each, by the first question that it answers
	Damaged []error    // articles that cannot be read
}

// Item is an article of which something is new.
type Item struct {
	catalog.News
	Answers []Standing
}

// answerable is how a question of the list is answered: which looks are new to it, and of which articles there are
// some.
type answerable struct {
	catalog.Span
	fresh []int64
}

// Gather finds what is new.
func Gather(ctx context.Context, a *store.Archive, now time.Time) (d Digest, err error) {
	if d.Asked, err = List(ctx, a); err != nil || len(d.Asked) == 0 {
		return d, err
	}
	if d.Through, err = a.Frontier().TakenIn(ctx); err != nil {
		return d, err
	}
	spans := map[int64]answerable{}
	g := gathering{Catalog: a.Catalog(), spans: map[int64]catalog.Span{}, answers: map[int64][]Standing{},
		known: map[newsOf]catalog.News{}}
	for _, one := range d.Asked {
		t, known := spans[one.Told]
		if t.Span = (catalog.Span{After: one.Told, Through: d.Through}); t.Through <= t.After {
			continue
		}
		if !known {
			if t.fresh, err = g.Fresh(ctx, t.Span); err != nil {
				return d, err
			}
			spans[one.Told] = t
		}
		if err := g.answer(ctx, one, t, now); err != nil {
			return d, err
		}
	}
	return d, g.tell(ctx, &d)
}

// gathering collects the articles that answer questions.
type gathering struct {
	*catalog.Catalog
	order   []int64
	spans   map[int64]catalog.Span // by article: what is new to those who ask
	answers map[int64][]Standing
	known   map[newsOf]catalog.News // those that were asked for already
}

// newsOf is what news are of: an article, in a span.
type newsOf struct {
	number int64
	span   catalog.Span
}

// News are asked for once: of a changed article to see whether it answers, and again to tell it.
func (g *gathering) News(ctx context.Context, number int64, s catalog.Span) (catalog.News, error) {
	key := newsOf{number, s}
	if n, ok := g.known[key]; ok {
		return n, nil
	}
	n, err := g.Catalog.News(ctx, number, s)
	if err == nil {
		g.known[key] = n
	}
	return n, err
}

// answer finds the articles that answer a question, or did before they were changed.
func (g *gathering) answer(ctx context.Context, one Standing, t answerable, now time.Time) error {
	asked, article, none, err := one.of(ctx, g.Catalog, now)
	if err != nil || none {
		return err
	}
	if article != 0 {
		t.fresh = slices.DeleteFunc(slices.Clone(t.fresh), func(n int64) bool { return n != article })
	}
	found, err := g.Among(ctx, asked, t.fresh)
	if err != nil {
		return err
	}
	if asked.IsAny() {
		before, err := g.answered(ctx, asked, t, found)
		if err != nil {
			return err
		}
		found = append(found, before...)
	}
	for _, n := range found {
		if len(g.answers[n]) == 0 {
			g.order, g.spans[n] = append(g.order, n), t.Span
		}
		g.answers[n] = append(g.answers[n], one)
		if t.After < g.spans[n].After {
			g.spans[n] = t.Span
		}
	}
	return nil
}

// answered are changed articles of which a version that was replaced answers a question: what it asks for was taken
// out.
func (g *gathering) answered(ctx context.Context, asked catalog.Query, t answerable, found []int64) (more []int64,
	err error) {
	changed := catalog.Query{Filter: asked.Filter}
	changed.Changed = true
	maybe, err := g.Among(ctx, changed, t.fresh)
	for _, n := range maybe {
		if err != nil || slices.Contains(found, n) {
			continue
		}
		news, wrong := g.News(ctx, n, t.Span)
		if damaged := (*store.Damaged)(nil); errors.As(wrong, &damaged) {
			continue
		}
		err = wrong
		if slices.ContainsFunc(news.Changes, func(c catalog.Change) bool {
			return asked.Holds(c.Before.Title, c.Before.Body, c.Before.Authors)
		}) {
			more = append(more, n)
		}
	}
	return more, err
}

// tell reads what is new of the articles that were found.
func (g *gathering) tell(ctx context.Context, d *Digest) error {
	for _, n := range g.order {
		news, err := g.News(ctx, n, g.spans[n])
		if damaged := (*store.Damaged)(nil); errors.As(err, &damaged) {
			d.Damaged = append(d.Damaged, err)
			continue
		}
		if err != nil {
			return err
		}
		if news.IsNew || news.IsGone || len(news.Changes) > 0 {
			d.Items = append(d.Items, Item{news, g.answers[n]})
		}
	}
	return nil
}

// IsTold reports whether there is nothing to note: nobody asks, or nothing was taken in since.
func (d Digest) IsTold() bool {
	return !slices.ContainsFunc(d.Asked, func(one Standing) bool { return one.Told < d.Through })
}

// Told notes that a digest was told.
func (d Digest) Told(ctx context.Context, a *store.Archive) error {
	var follows []frontier.Follow
	for _, one := range d.Asked {
		follows = append(follows, one.Follow)
	}
	return a.Frontier().Tell(ctx, d.Through, follows)
}
