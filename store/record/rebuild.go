package record

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"mingpao/extract/site"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
	"mingpao/store/internal/history"
	"mingpao/store/internal/ident"
	"mingpao/store/internal/index"
)

// RebuildTouched works out the history of every article that the transaction has touched, those included that this
// touches.
func (t *Writer) RebuildTouched(ctx context.Context, run int64) error {
	for len(t.touched) > 0 {
		articles := slices.Sorted(maps.Keys(t.touched))
		clear(t.touched)
		for _, article := range articles {
			if err := t.Ended(); err != nil {
				return err
			}
			if err := t.Rebuild(ctx, run, article); err != nil {
				return fmt.Errorf("article %d: %w", article, err)
			}
		}
	}
	return t.dropTexts(ctx)
}

// rebuildFirst writes the rows of an article that had none.
func (t *Writer) rebuildFirst(ctx context.Context, a *arrival) error {
	h := history.HistoryOf([]history.Look{{At: site.Stamp(a.At), Source: a.Source, Seen: a.Seen, Capture: a.capture,
		Address: a.address, Hash: a.reading.hash, Access: a.Article.Access, Run: a.readBy}})
	d := derived{}
	d.addVersions(a.found, h)
	d.addHead(a.found, h, a.Article, a.reading.text)
	if err := t.replaceRows(ctx, a.found, d, false); err != nil {
		return err
	}
	return t.IndexNew(ctx, a.found, index.Text{Title: a.Article.Title, Body: a.Article.Body})
}

// Rebuild brings an article's rows in line with its sightings. Run is whose program reads pages again where it must.
func (t *Writer) Rebuild(ctx context.Context, run, article int64) error {
	aliases, err := ident.AliasesOf(ctx, t.View, article)
	if err != nil {
		return err
	}
	h, err := t.agreed(ctx, run, article, aliases)
	if err != nil {
		return err
	}
	d, text, err := derive(ctx, t.View, article, h, aliases)
	if err != nil {
		return err
	}
	return t.writeDerived(ctx, article, d, text)
}

// agreed is the history of an article by one set of rules: before a difference is recorded, pages that another program
// read are read again. What only the rules changed is no change of the article.
func (t *Writer) agreed(ctx context.Context, run, article int64, aliases []ident.Alias) (history.History, error) {
	looks, err := looksAt(ctx, t.View, article, aliases, "")
	if err != nil {
		return history.History{}, err
	}
	h := history.HistoryOf(looks)
	if len(h.Versions) < 2 || t.AsRead {
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
	if looks, err = looksAt(ctx, t.View, article, aliases, ""); err != nil {
		return h, err
	}
	return history.HistoryOf(looks), nil
}

// Stale names the tables whose rows of an article do not follow from its sightings.
func Stale(ctx context.Context, v db.View, article int64) (tables []string, err error) {
	aliases, err := ident.AliasesOf(ctx, v, article)
	if err != nil {
		return nil, err
	}
	looks, err := looksAt(ctx, v, article, aliases, "")
	if err != nil {
		return nil, err
	}
	d, _, err := derive(ctx, v, article, history.HistoryOf(looks), aliases)
	if err != nil {
		return nil, err
	}
	kept, err := keptRows(ctx, v, article)
	if err != nil {
		return nil, err
	}
	return d.differing(kept), nil
}

// unstamped is the version of a program that does not know its own: two of them may differ.
const unstamped = "dev"

// readByOthers are the looks, one a page, whose pages a program of another version than the run's has read.
func (t *Writer) readByOthers(ctx context.Context, run int64, looks []history.Look) (others []history.Look, err error) {
	today, _, err := db.One[string](ctx, t.View, "SELECT version FROM runs WHERE run = ?", run)
	if err != nil {
		return nil, err
	}
	for _, l := range looks {
		p := captures.PageKey{Capture: l.Capture, Address: l.Address}
		if l.Hash == "" || l.Run == run || t.reread[p] {
			continue
		}
		t.reread[p] = true
		version, _, err := db.One[string](ctx, t.View, "SELECT version FROM runs WHERE run = ?", l.Run)
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
func (t *Writer) readLook(ctx context.Context, run int64, l history.Look) error {
	r, err := captures.ReadPage(ctx, t.View, l)
	if err != nil || r.Number() == 0 {
		return err
	}
	if t.Rewritten != nil && l.Hash != captures.Fingerprint(r.Article) {
		key := captures.PageKey{Capture: l.Capture, Address: l.Address}
		before, err := captures.ReadAs(ctx, t.View, key)
		if err != nil {
			return err
		}
		t.Rewritten(Rewritten{key, before, r.Article})
	}
	return t.SaveReading(ctx, l.Capture, l.Address, run, r)
}
