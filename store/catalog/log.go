package catalog

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"time"

	"mingpao/extract/site"
	"mingpao/store/internal/db"
	"mingpao/store/queue"
)

// Event is something that the site did to an article: it changed it, or took it away.
type Event struct {
	At       string // when that was found
	Article  int64
	Revision int // that it made; 0: it took the article away
	Prior    int // the revision before

	Edition, SectionCode, Section string // of the article today
}

// IsGone reports whether the site took the article away.
func (e Event) IsGone() bool { return e.Revision == 0 }

// Period is which events of a log are asked for. The zero value: all.
type Period struct {
	Since, Until string // times, the second not included; "": from the first on, to the last
	Suspect      bool   // changes that are somebody's, and none of the site's, too
}

// suspect is the condition that a reading is none of what the site had.
const suspect = `instr(r.fields, '"suspect":') > 0 AND NOT (` + attested + `)`

// isCredible is the condition that a version, by its alias, is the site's.
func isCredible(version string) string {
	return " AND NOT EXISTS (SELECT 1 FROM readings AS r WHERE r.capture = " + version + ".capture AND r.address = " +
		version + ".address AND " + suspect + ")"
}

// sameAgain is the condition that a version says what the one before it said: what was between is left out.
const sameAgain = `log.prior < log.revision - 1 AND (
	SELECT count(DISTINCT sha256) = 1 FROM versions JOIN readings USING (capture, address)
	WHERE versions.article = log.article AND versions.revision IN (log.prior, log.revision))`

// Events are the events of a period in articles that a query finds, the latest first. Of a filter Changed or Gone alone
// means events of that kind.
func (a *Catalog) Events(ctx context.Context, q Query, p Period) ([]Event, error) {
	c, err := a.conditions(ctx, q)
	if err != nil {
		return nil, err
	}
	log, args := p.log(q.Filter)
	c.add("log.prior IS NOT NULL AND NOT (" + sameAgain + ")")
	where, values := c.where()
	all, err := db.Collect(ctx, a.View(), scanEvent, "WITH log (at, article, revision, prior) AS MATERIALIZED ("+log+`)
		SELECT log.at, log.article, log.revision, log.prior, heads.edition, heads.section_code, heads.section
		FROM log CROSS JOIN heads USING (article)`+where+" ORDER BY log.at DESC, log.article, log.revision DESC",
		append(args, values...)...)
	return all, db.Fault(a.Path(), "list changes", err)
}

// Latest are the latest events, at most so many. A month is asked first: to know all takes long.
func (a *Catalog) Latest(ctx context.Context, q Query, most int, now time.Time) ([]Event, error) {
	some, err := a.Events(ctx, q, Period{Since: site.Stamp(now.AddDate(0, -1, 0))})
	if err == nil && len(some) < most {
		some, err = a.Events(ctx, q, Period{})
	}
	return some[:min(len(some), most)], err
}

// log is the SQL of a period's events, with its arguments: two indexes answer it.
func (p Period) log(f Filter) (sql string, args []any) {
	credible := isCredible
	if p.Suspect {
		credible = func(string) string { return "" }
	}
	changed := `SELECT v.seen, v.article, v.revision, (SELECT max(p.revision) FROM versions AS p
			WHERE p.article = v.article AND p.revision < v.revision` + credible("p") + `)
		FROM versions AS v WHERE v.seen >= ? AND v.seen < ? AND v.revision > 1` + credible("v")
	const gone = "SELECT gone, article, 0, shown FROM heads WHERE gone >= ? AND gone < ?"
	args = []any{p.Since, cmp.Or(p.Until, "~")} // after all times
	switch {
	case f.Changed && !f.Gone:
		return changed, args
	case f.Gone && !f.Changed:
		return gone, args
	}
	return changed + " UNION ALL " + gone, append(args, args...)
}

func scanEvent(row db.Scanner) (e Event, err error) {
	err = row.Scan(&e.At, &e.Article, &e.Revision, &e.Prior, &e.Edition, &e.SectionCode, &e.Section)
	return e, err
}

// Entry is an event with what there was before it and after. Its headline is the one that the article had then.
type Entry struct {
	Event
	Headline Headline
	Before   Version
	After    Version // as before, where the site took it away
	Witness  Witness // of the look that found it
}

// Entries reads events, one by one. It goes on after one that is damaged, which is a *Damaged error.
func (a *Catalog) Entries(ctx context.Context, events []Event) iter.Seq2[Entry, error] {
	return db.Until(ctx, a.DB, "read changes", func(yield func(Entry, error) bool) {
		by := witnessesOf(a.View())
		for _, event := range events {
			e, err := entryOf(ctx, by, event)
			var damaged *db.Damaged
			switch {
			case errors.Is(err, db.ErrUnknown): // removed since
				continue
			case db.IsDamage(err):
				err = &db.Damaged{Article: a.NameOf(ctx, event.Article), Err: err}
			default:
				err = db.Fault(a.Path(), fmt.Sprintf("read change of article %d", event.Article), err)
			}
			if !yield(e, err) || err != nil && !errors.As(err, &damaged) {
				return
			}
		}
	})
}

func entryOf(ctx context.Context, by *witnesses, event Event) (e Entry, err error) {
	e.Event = event
	found, err := listed(ctx, by.v, []int64{event.Article})
	if err != nil {
		return e, err
	}
	versions, err := versionsOf(ctx, by, event.Article, event.Prior, cmp.Or(event.Revision, event.Prior))
	if err != nil {
		return e, err
	}
	headline, known := found[event.Article]
	if !known || len(versions) == 0 {
		return e, db.ErrUnknown
	}
	e.Headline, e.Before, e.After = headline, versions[0], versions[len(versions)-1]
	e.Headline.Title, e.Headline.Language, e.Witness = e.After.Title, e.After.Language, e.After.Witness
	if event.IsGone() {
		looks, err := looksAt(ctx, by, event.Article)
		e.Witness = At(looks, event.At, queue.SeenGone, queue.SeenWithheld)
		return e, err
	}
	return e, nil
}
