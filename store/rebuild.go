package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
)

// rebuildTouched works out the history of every article that the transaction has touched, those included that this
// touches.
func (t *writer) rebuildTouched(ctx context.Context, run int64) error {
	for len(t.touched) > 0 {
		articles := slices.Sorted(maps.Keys(t.touched))
		clear(t.touched)
		for _, article := range articles {
			if err := t.ended(); err != nil {
				return err
			}
			if err := t.rebuild(ctx, run, article); err != nil {
				return fmt.Errorf("article %d: %w", article, err)
			}
		}
	}
	return t.dropTexts(ctx)
}

// rebuild brings an article's rows in line with its sightings. Run is whose program reads pages again where it must.
func (t *writer) rebuild(ctx context.Context, run, article int64) error {
	aliases, err := t.aliasesOf(ctx, article)
	if err != nil {
		return err
	}
	h, err := t.agreed(ctx, run, article, aliases)
	if err != nil {
		return err
	}
	d, text, err := t.derive(ctx, article, h, aliases)
	if err != nil {
		return err
	}
	return t.writeDerived(ctx, article, d, text)
}

// agreed is the history of an article by one set of rules: before a difference is recorded, pages that another program
// read are read again. What only the rules changed is no change of the article.
func (t *writer) agreed(ctx context.Context, run, article int64, aliases []alias) (history, error) {
	looks, err := t.looksAt(ctx, article, aliases)
	if err != nil {
		return history{}, err
	}
	h := historyOf(looks)
	if len(h.versions) < 2 {
		return h, nil
	}
	again, err := t.readByOthers(ctx, run, looks)
	if err != nil || len(again) == 0 {
		return h, err
	}
	for _, l := range again {
		if err := t.readLook(ctx, run, l); err != nil {
			return h, err
		}
	}
	if looks, err = t.looksAt(ctx, article, aliases); err != nil {
		return h, err
	}
	return historyOf(looks), nil
}

// unstamped is the version of a program that does not know its own: two of them may differ.
const unstamped = "dev"

// readByOthers are the looks, one a page, whose pages a program of another version than the run's has read.
func (t *writer) readByOthers(ctx context.Context, run int64, looks []look) (others []look, err error) {
	today, _, err := one[string](ctx, t.view, "SELECT version FROM runs WHERE run = ?", run)
	if err != nil {
		return nil, err
	}
	for _, l := range looks {
		p := PageKey{l.capture, l.address}
		if l.hash == "" || l.run == run || t.reread[p] {
			continue
		}
		t.reread[p] = true
		version, _, err := one[string](ctx, t.view, "SELECT version FROM runs WHERE run = ?", l.run)
		if err != nil {
			return nil, err
		}
		if version != today || version == unstamped || version == "" {
			others = append(others, l)
		}
	}
	return others, nil
}

// readLook replaces a reading by what the program at hand makes of the page. Where that is nothing, or the page is
// damaged, the reading stays as it is.
func (t *writer) readLook(ctx context.Context, run int64, l look) error {
	r, err := t.readPage(ctx, l)
	if err != nil || r.number() == 0 {
		return err
	}
	if t.rewritten != nil && l.hash != fingerprint(r.article) {
		key := PageKey{l.capture, l.address}
		before, err := t.before(ctx, key)
		if err != nil {
			return err
		}
		t.rewritten(Rewritten{key, before, r.article})
	}
	return t.saveReading(ctx, l.capture, l.address, run, r)
}

// looksAt are the sightings that count for an article: those of its pages, and those that found nothing at its
// addresses.
func (v view) looksAt(ctx context.Context, article int64, aliases []alias) ([]look, error) {
	scan := func(row scanner) (l look, err error) {
		err = row.Scan(&l.at, &l.source, &l.seen, &l.capture, &l.address, &l.hash, &l.access, &l.run)
		return l, err
	}
	looks, err := collect(ctx, v, scan, `SELECT at, source, outcome, s.capture, s.address, r.sha256, r.access, r.run
		FROM readings AS r JOIN sightings AS s USING (capture, address) WHERE r.article = ?`, article)
	if err != nil {
		return nil, err
	}
	for _, number := range append([]int64{article}, numbers(aliases)...) {
		missed, err := collect(ctx, v, scan, `SELECT at, source, outcome, 0, s.address, '', '', 0
			FROM addresses AS a JOIN sightings AS s USING (address) WHERE a.article = ?
				AND outcome IN ('gone', 'absent', 'refused')`, number)
		if err != nil {
			return nil, err
		}
		looks = append(looks, missed...)
	}
	return looks, nil
}
