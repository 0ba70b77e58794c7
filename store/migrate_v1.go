package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"mingpao/extract/site"
)

// Archives of version 1 kept articles, revisions and fetches side by side. What they say was seen becomes sightings:
// nothing is lost, and nothing added but the name of the source. What they called changed although only the rules had,
// is read again.

// moveSightings turns what version 1 recorded into sightings and works the rest out from them.
func (t *writer) moveSightings(ctx context.Context) error {
	run, err := t.insert(ctx, "INSERT INTO runs (command, version, started, ended, status) SELECT 'upgrade', '', max(started), max(started), 0 FROM runs HAVING count(*) > 0")
	if err != nil {
		return err
	}
	if err := t.describe(ctx, "fingerprint", fingerprintVersion); err != nil {
		return err
	}
	articles, err := collect(ctx, t.view, single[int64], "SELECT article FROM old_articles ORDER BY article")
	if err != nil {
		return err
	}
	for _, n := range articles {
		if err := t.ended(); err != nil {
			return err
		}
		if err := t.moveArticle(ctx, n); err != nil {
			return fmt.Errorf("article %d: %w", n, err)
		}
	}
	if err := t.moveFetches(ctx); err != nil {
		return err
	}
	if err := t.moveGone(ctx); err != nil {
		return err
	}
	if err := t.exec(ctx, dropAside); err != nil {
		return err
	}
	return t.rebuildTouched(ctx, run)
}

// oldRevision is a version as version 1 kept it.
type oldRevision struct {
	seen, cause, body, fields string
	capture                   int64
}

// moveArticle moves the revisions of an article and its aliases.
func (t *writer) moveArticle(ctx context.Context, number int64) error {
	var edition, id, url string
	if err := t.row(ctx, "SELECT edition, id, url FROM old_articles WHERE article = ?", number).Scan(&edition, &id,
		&url); err != nil {
		return err
	}
	ref, _ := site.ParseURL(url)
	address, _, err := t.saveAddress(ctx, url, ref, articleNumber(edition, id))
	if err != nil {
		return err
	}
	t.touch(articleNumber(edition, id))
	revisions, err := collect(ctx, t.view, func(row scanner) (r oldRevision, err error) {
		err = row.Scan(&r.seen, &r.cause, &r.body, &r.fields, &r.capture)
		return r, err
	}, "SELECT seen, cause, body, fields, capture FROM old_revisions WHERE article = ? ORDER BY revision", number)
	if err != nil {
		return err
	}
	for _, r := range revisions {
		if err := t.moveRevision(ctx, address, edition, id, r); err != nil {
			return err
		}
	}
	return t.moveAliases(ctx, number, revisions)
}

// moveRevision moves a version: what was made of its page, and that it was seen. A version that only the rules made
// was not.
func (t *writer) moveRevision(ctx context.Context, address int64, edition, id string, r oldRevision) error {
	if err := t.ensureCapture(ctx, r.capture); err != nil {
		return err
	}
	then, err := t.readingThen(ctx, address, r)
	if err != nil {
		return err
	}
	run, fetched, err := one[int64](ctx, t.view, `SELECT coalesce(run, 0) FROM old_fetches JOIN pages USING (page)
		WHERE at = ? AND outcome IN ('new', 'changed') AND (edition = ? AND id = ? OR state = 'moved')`, r.seen, edition, id)
	if err != nil {
		return err
	}
	if err := t.saveReading(ctx, r.capture, address, run, then); err != nil || r.cause == "reextracted" {
		return err
	}
	return t.addMoved(ctx, address, r.seen, sourceOf(fetched), SeenPage, r.capture, "", run)
}

// readingThen is what version 1 made of a page; where that is damaged, what today's rules make of it.
func (t *tx) readingThen(ctx context.Context, address int64, r oldRevision) (reading, error) {
	art, err := articleOf(r.fields, r.body)
	if isDamage(err) {
		return t.readPage(ctx, look{capture: r.capture, address: address})
	}
	return reading{article: &art}, err
}

// ensureCapture keeps the place of a page that is lost: its text is not, and verify names it.
func (t *tx) ensureCapture(ctx context.Context, number int64) error {
	return t.exec(ctx, `INSERT INTO captures (capture, sha256, content_type, bytes, data)
		VALUES (?1, 'lost page ' || ?1, '', 0, x'')
		ON CONFLICT (capture) DO NOTHING`, number)
}

func sourceOf(fetched bool) site.TimeSource {
	if fetched {
		return site.TimeFetched
	}
	return SourceMoved
}

func (t *tx) addMoved(ctx context.Context, address int64, at string, source site.TimeSource, outcome Seen, capture int64, detail string,
	run int64) error {
	return t.exec(ctx, `INSERT INTO sightings (address, at, source, outcome, capture, detail, run) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT DO NOTHING`, address, at, string(source), string(outcome), capture, detail, run)
}

// moveAliases moves the other identities of an article: they answered with the version of their time.
func (t *writer) moveAliases(ctx context.Context, number int64, revisions []oldRevision) error {
	if len(revisions) == 0 { // damaged: there is nothing that they answered with
		return nil
	}
	type old struct{ edition, id, seen, url string }
	aliases, err := collect(ctx, t.view, func(row scanner) (o old, err error) {
		err = row.Scan(&o.edition, &o.id, &o.seen, &o.url)
		return o, err
	}, `SELECT edition, id, seen, coalesce(url, '') FROM old_aliases LEFT JOIN pages USING (edition, id)
		WHERE article = ?`, number)
	if err != nil {
		return err
	}
	for _, o := range aliases {
		if o.url == "" { // not every one had a place in the queue
			o.url = "mingpao:" + o.edition + "/" + o.id
		}
		ref, _ := site.ParseURL(o.url)
		address, _, err := t.saveAddress(ctx, o.url, ref, articleNumber(o.edition, o.id))
		if err != nil {
			return err
		}
		then := revisions[0]
		for _, r := range revisions {
			if r.seen <= o.seen {
				then = r
			}
		}
		answer, err := t.readingThen(ctx, address, then)
		if err != nil {
			return err
		}
		if err := t.saveReading(ctx, then.capture, address, 0, answer); err != nil {
			return err
		}
		if err := t.addMoved(ctx, address, o.seen, SourceMoved, SeenPage, then.capture, "", 0); err != nil {
			return err
		}
	}
	return nil
}

// moveFetches moves what was seen at fetches that made no version, and keeps apart those that saw nothing.
func (t *writer) moveFetches(ctx context.Context) error {
	err := t.exec(ctx, `INSERT INTO failures (run, page, at, outcome, detail)
		SELECT coalesce(run, 0), page, at, outcome, detail FROM old_fetches WHERE outcome IN ('failed', 'refused')
			ORDER BY fetch`)
	if err != nil {
		return err
	}
	type old struct {
		url, edition, id, at, outcome, detail string
		run                                   int64
	}
	fetches, err := collect(ctx, t.view, func(row scanner) (o old, err error) {
		err = row.Scan(&o.url, &o.edition, &o.id, &o.at, &o.outcome, &o.detail, &o.run)
		return o, err
	}, `SELECT url, edition, id, at, outcome, detail, coalesce(run, 0) FROM old_fetches JOIN pages USING (page)
		WHERE outcome IN ('unchanged', 'gone') ORDER BY fetch`)
	if err != nil {
		return err
	}
	for _, f := range fetches {
		ref, _ := site.ParseURL(f.url)
		article := articleNumber(f.edition, f.id)
		address, _, err := t.saveAddress(ctx, f.url, ref, article)
		if err != nil {
			return err
		}
		seen, capture := SeenGone, int64(0)
		if f.outcome == "unchanged" {
			seen = SeenUnmodified
			if capture, err = t.unmodified(ctx, address, Sighting{At: site.ParseStamp(f.at)}); err == nil {
				err = t.copyReading(ctx, capture, address)
			}
			if err != nil {
				return err
			}
		}
		if err := t.addMoved(ctx, address, f.at, site.TimeFetched, seen, capture, f.detail, f.run); err != nil {
			return err
		}
		if err := t.concern(ctx, article, 0); err != nil {
			return err
		}
	}
	return nil
}

// moveGone moves what version 1 said of articles without saying how it knew: when they were last seen, and since when
// the site had them no longer, which it took for certain at the first look.
func (t *tx) moveGone(ctx context.Context) error {
	type old struct{ url, edition, id, last, gone string }
	articles, err := collect(ctx, t.view, func(row scanner) (o old, err error) {
		err = row.Scan(&o.url, &o.edition, &o.id, &o.last, &o.gone)
		return o, err
	}, "SELECT url, edition, id, last_seen, coalesce(gone, '') FROM old_articles")
	if err != nil {
		return err
	}
	for _, o := range articles {
		ref, _ := site.ParseURL(o.url)
		address, _, err := t.saveAddress(ctx, o.url, ref, articleNumber(o.edition, o.id))
		if err != nil {
			return err
		}
		if err := t.moveLastSeen(ctx, address, o.last); err != nil {
			return err
		}
		if o.gone == "" {
			continue
		}
		for _, seen := range []Seen{SeenGone, SeenAbsent} {
			if err := t.addMoved(ctx, address, o.gone, SourceMoved, seen, 0, "said by version 1 of the archive", 0); err != nil {
				return err
			}
		}
	}
	return nil
}

func (t *tx) moveLastSeen(ctx context.Context, address int64, last string) error {
	var known string
	err := t.row(ctx, "SELECT coalesce(max(at), '') FROM sightings WHERE address = ? AND capture <> 0", address).Scan(&known)
	if err != nil && !errors.Is(err, sql.ErrNoRows) || known >= last {
		return err
	}
	capture, err := t.unmodified(ctx, address, Sighting{At: site.ParseStamp(last)})
	if err != nil || capture == 0 {
		return err
	}
	if err := t.copyReading(ctx, capture, address); err != nil {
		return err
	}
	return t.addMoved(ctx, address, last, SourceMoved, SeenUnmodified, capture, "", 0)
}

// openUpToDate opens an archive to write, by today's schema.
func openUpToDate(ctx context.Context, path string, p Patience) (*Archive, error) {
	return openWriter(ctx, path, p, bringUpToDate)
}

// bringUpToDate carries out the steps that an archive has not seen, and writes into it what it is.
func bringUpToDate(ctx context.Context, t *tx, steps []string, version int) error {
	return within(ctx, t, func(ctx context.Context, w *writer) error {
		if err := w.migrate(ctx, steps, version); err != nil {
			return err
		}
		return w.label(ctx)
	})
}

func (t *writer) migrate(ctx context.Context, steps []string, version int) error {
	for i := version; i < len(steps); i++ {
		if i+1 == sightingsStep {
			if err := t.exec(ctx, setAside); err != nil {
				return err
			}
		}
		if err := t.exec(ctx, steps[i]); err != nil {
			return err
		}
		if i+1 == sightingsStep {
			t.indexesLater = true // it is of no cutting of texts yet
			if err := t.moveSightings(ctx); err != nil {
				return err
			}
		}
	}
	if version == len(steps) {
		return nil
	}
	return t.describe(ctx, "schema", fmt.Sprint(len(steps)))
}

// label writes what this file is into its header, which a copy through .dump lacks, and keeps the index by today's
// folding.
func (t *writer) label(ctx context.Context) error {
	schema, _, err := t.about(ctx, "schema")
	if err != nil {
		return err
	}
	id, _, err := one[int](ctx, t.view, "PRAGMA application_id")
	if err != nil {
		return err
	}
	if version, _, err := one[string](ctx, t.view, "PRAGMA user_version"); err != nil || version != schema ||
		id != applicationID {
		if err != nil {
			return err
		}
		if err := t.exec(ctx, fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %s", applicationID,
			schema)); err != nil {
			return err
		}
	}
	return t.renewFolds(ctx)
}
