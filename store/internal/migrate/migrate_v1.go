package migrate

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"mingpao/extract/site"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
	"mingpao/store/internal/history"
	"mingpao/store/internal/ident"
	"mingpao/store/queue"
	"mingpao/store/record"
)

// Archives of version 1 kept articles, revisions and fetches side by side. What they say was seen becomes sightings:
// nothing is lost, and nothing added but the name of the source. What they called changed although only the rules had,
// is read again.

// moveSightings turns what version 1 recorded into sightings and works the rest out from them.
func moveSightings(ctx context.Context, t *record.Writer) error {
	_, err := t.Insert(ctx, "INSERT INTO runs (command, version, started, ended, status) SELECT 'upgrade', '', "+
		"max(started), max(started), 0 FROM runs HAVING count(*) > 0")
	if err != nil {
		return err
	}
	if err := t.Describe(ctx, "fingerprint", captures.FingerprintVersion); err != nil {
		return err
	}
	articles, err := db.Collect(ctx, t.View, db.Column[int64], "SELECT article FROM old_articles ORDER BY article")
	if err != nil {
		return err
	}
	for _, n := range articles {
		if err := t.Ended(); err != nil {
			return err
		}
		if err := moveArticle(ctx, t, n); err != nil {
			return fmt.Errorf("article %d: %w", n, err)
		}
	}
	if err := moveFetches(ctx, t); err != nil {
		return err
	}
	if err := moveGone(ctx, t.Tx); err != nil {
		return err
	}
	return t.Exec(ctx, db.DropAside)
}

// listedElsewhere is what step 3 does where the articles are known: what was listed as instant news answers from
// elsewhere.
const listedElsewhere = `UPDATE pages SET listed_edition = 'ins',
	listed_code = coalesce((SELECT f.section_code FROM pages AS f
	JOIN aliases ON aliases.edition = f.edition AND aliases.id = f.id
	JOIN heads USING (article) WHERE heads.edition = pages.edition AND heads.id = pages.id LIMIT 1), section_code)
	WHERE edition IN ('fin', 'ol') AND EXISTS (SELECT 1 FROM aliases JOIN heads USING (article)
		WHERE heads.edition = pages.edition AND heads.id = pages.id AND aliases.edition = 'ins')`

// oldRevision is a version as version 1 kept it.
type oldRevision struct {
	seen, cause, body, fields string
	capture                   int64
}

// moveArticle moves the revisions of an article and its aliases.
func moveArticle(ctx context.Context, t *record.Writer, number int64) error {
	var edition, id, url string
	if err := t.Row(ctx, "SELECT edition, id, url FROM old_articles WHERE article = ?", number).Scan(&edition, &id,
		&url); err != nil {
		return err
	}
	ref, _ := site.ParseURL(url)
	address, _, err := record.SaveAddress(ctx, t.Tx, url, ref, ident.ArticleNumber(edition, id))
	if err != nil {
		return err
	}
	t.Touch(ident.ArticleNumber(edition, id))
	revisions, err := db.Collect(ctx, t.View, func(row db.Scanner) (r oldRevision, err error) {
		err = row.Scan(&r.seen, &r.cause, &r.body, &r.fields, &r.capture)
		return r, err
	}, "SELECT seen, cause, body, fields, capture FROM old_revisions WHERE article = ? ORDER BY revision", number)
	if err != nil {
		return err
	}
	for _, r := range revisions {
		if err := moveRevision(ctx, t, address, edition, id, r); err != nil {
			return err
		}
	}
	return moveAliases(ctx, t, number, revisions)
}

// moveRevision moves a version: what was made of its page, and that it was seen. A version that only the rules made
// was not.
func moveRevision(ctx context.Context, t *record.Writer, address int64, edition, id string, r oldRevision) error {
	if err := ensureCapture(ctx, t.Tx, r.capture); err != nil {
		return err
	}
	then, err := readingThen(ctx, t.Tx, address, r)
	if err != nil {
		return err
	}
	run, fetched, err := db.One[int64](ctx, t.View, `SELECT coalesce(run, 0) FROM old_fetches JOIN pages USING (page)
		WHERE at = ? AND outcome IN ('new', 'changed') AND (edition = ? AND id = ? OR state = 'moved')`, r.seen, edition, id)
	if err != nil {
		return err
	}
	if err := t.SaveReading(ctx, r.capture, address, run, then); err != nil || r.cause == "reextracted" {
		return err
	}
	return addMoved(ctx, t.Tx, address, r.seen, sourceOf(fetched), queue.SeenPage, r.capture, "", run)
}

// readingThen is what version 1 made of a page; where that is damaged, what today's rules make of it.
func readingThen(ctx context.Context, t *db.Tx, address int64, r oldRevision) (captures.Reading, error) {
	art, err := captures.ArticleOf(r.fields, r.body)
	if db.IsDamage(err) {
		return captures.ReadPage(ctx, t.View, history.Look{Capture: r.capture, Address: address})
	}
	return captures.Reading{Article: &art}, err
}

// ensureCapture keeps the place of a page that is lost: its text is not, and verify names it.
func ensureCapture(ctx context.Context, t *db.Tx, number int64) error {
	return t.Exec(ctx, `INSERT INTO captures (capture, sha256, content_type, bytes, data)
		VALUES (?1, 'lost page ' || ?1, '', 0, x'')
		ON CONFLICT (capture) DO NOTHING`, number)
}

func sourceOf(fetched bool) site.TimeSource {
	if fetched {
		return site.TimeFetched
	}
	return record.SourceMoved
}

func addMoved(ctx context.Context, t *db.Tx, address int64, at string, source site.TimeSource, outcome queue.Seen,
	capture int64, detail string,
	run int64) error {
	return t.Exec(ctx, `INSERT INTO sightings (address, at, source, outcome, capture, detail, run)
		VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT DO NOTHING`, address, at, string(source), string(outcome), capture, detail, run)
}

// moveAliases moves the other identities of an article: they answered with the version of their time.
func moveAliases(ctx context.Context, t *record.Writer, number int64, revisions []oldRevision) error {
	if len(revisions) == 0 { // damaged: there is nothing that they answered with
		return nil
	}
	type old struct{ edition, id, seen, url string }
	aliases, err := db.Collect(ctx, t.View, func(row db.Scanner) (o old, err error) {
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
		address, _, err := record.SaveAddress(ctx, t.Tx, o.url, ref, ident.ArticleNumber(o.edition, o.id))
		if err != nil {
			return err
		}
		then := revisions[0]
		for _, r := range revisions {
			if r.seen <= o.seen {
				then = r
			}
		}
		answer, err := readingThen(ctx, t.Tx, address, then)
		if err != nil {
			return err
		}
		if err := t.SaveReading(ctx, then.capture, address, 0, answer); err != nil {
			return err
		}
		if err := addMoved(ctx, t.Tx, address, o.seen, record.SourceMoved, queue.SeenPage, then.capture, "", 0); err != nil {
			return err
		}
	}
	return nil
}

// moveFetches moves what was seen at fetches that made no version, and keeps apart those that saw nothing.
func moveFetches(ctx context.Context, t *record.Writer) error {
	err := t.Exec(ctx, `INSERT INTO failures (run, page, at, outcome, detail)
		SELECT coalesce(run, 0), page, at, outcome, detail FROM old_fetches WHERE outcome IN ('failed', 'refused')
			ORDER BY fetch`)
	if err != nil {
		return err
	}
	type old struct {
		url, edition, id, at, outcome, detail string
		run                                   int64
	}
	fetches, err := db.Collect(ctx, t.View, func(row db.Scanner) (o old, err error) {
		err = row.Scan(&o.url, &o.edition, &o.id, &o.at, &o.outcome, &o.detail, &o.run)
		return o, err
	}, `SELECT url, edition, id, at, outcome, detail, coalesce(run, 0) FROM old_fetches JOIN pages USING (page)
		WHERE outcome IN ('unchanged', 'gone') ORDER BY fetch`)
	if err != nil {
		return err
	}
	for _, f := range fetches {
		ref, _ := site.ParseURL(f.url)
		article := ident.ArticleNumber(f.edition, f.id)
		address, _, err := record.SaveAddress(ctx, t.Tx, f.url, ref, article)
		if err != nil {
			return err
		}
		seen, capture := queue.SeenGone, int64(0)
		if f.outcome == "unchanged" {
			seen = queue.SeenUnmodified
			if capture, err = pageBefore(ctx, t.View, address, f.at); err == nil {
				err = record.CopyReading(ctx, t.Tx, capture, address)
			}
			if err != nil {
				return err
			}
		}
		if err := addMoved(ctx, t.Tx, address, f.at, site.TimeFetched, seen, capture, f.detail, f.run); err != nil {
			return err
		}
		if err := t.Concern(ctx, article, 0); err != nil {
			return err
		}
	}
	return nil
}

// moveGone moves what version 1 said of articles without saying how it knew: when they were last seen, and since when
// the site had them no longer, which it took for certain at the first look.
func moveGone(ctx context.Context, t *db.Tx) error {
	type old struct{ url, edition, id, last, gone string }
	articles, err := db.Collect(ctx, t.View, func(row db.Scanner) (o old, err error) {
		err = row.Scan(&o.url, &o.edition, &o.id, &o.last, &o.gone)
		return o, err
	}, "SELECT url, edition, id, last_seen, coalesce(gone, '') FROM old_articles")
	if err != nil {
		return err
	}
	for _, o := range articles {
		ref, _ := site.ParseURL(o.url)
		address, _, err := record.SaveAddress(ctx, t, o.url, ref, ident.ArticleNumber(o.edition, o.id))
		if err != nil {
			return err
		}
		if err := moveLastSeen(ctx, t, address, o.last); err != nil {
			return err
		}
		if o.gone == "" {
			continue
		}
		for _, seen := range []queue.Seen{queue.SeenGone, queue.SeenAbsent} {
			if err := addMoved(ctx, t, address, o.gone, record.SourceMoved, seen, 0, "said by version 1 of the archive",
				0); err != nil {
				return err
			}
		}
	}
	return nil
}

func moveLastSeen(ctx context.Context, t *db.Tx, address int64, last string) error {
	var known string
	err := t.Row(ctx, "SELECT coalesce(max(at), '') FROM sightings WHERE address = ? AND capture <> 0",
		address).Scan(&known)
	if err != nil && !errors.Is(err, sql.ErrNoRows) || known >= last {
		return err
	}
	capture, err := pageBefore(ctx, t.View, address, last)
	if err != nil || capture == 0 {
		return err
	}
	if err := record.CopyReading(ctx, t, capture, address); err != nil {
		return err
	}
	return addMoved(ctx, t, address, last, record.SourceMoved, queue.SeenUnmodified, capture, "", 0)
}
