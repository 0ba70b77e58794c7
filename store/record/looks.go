package record

import (
	"context"
	"slices"

	"mingpao/extract"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
	"mingpao/store/internal/history"
	"mingpao/store/internal/ident"
	"mingpao/store/queue"
)

// looksAt are the sightings that count for an article: those of its pages, and those that found nothing at its
// addresses. What was taken back does not count. Which is a further condition of them.
func looksAt(ctx context.Context, v db.View, article int64, aliases []ident.Alias, which string,
	args ...any) ([]history.Look, error) {
	scan := func(row db.Scanner) (l history.Look, err error) {
		err = row.Scan(&l.At, &l.Source, &l.Seen, &l.Capture, &l.Address, &l.Hash, &l.Access, &l.Title, &l.Run)
		return l, err
	}
	looks, err := db.Collect(ctx, v, scan, `SELECT at, source, outcome, s.capture, s.address, r.sha256, r.access, r.title,
		r.run
		FROM readings AS r JOIN sightings AS s USING (capture, address) JOIN witnesses USING (witness)
		WHERE r.article = ? AND retraction = 0`+which, append([]any{article}, args...)...)
	if err == nil && slices.ContainsFunc(looks, isPart) {
		err = addTexts(ctx, v, article, looks)
	}
	if err != nil {
		return nil, err
	}
	for _, number := range append([]int64{article}, ident.Numbers(aliases)...) {
		missed, err := db.Collect(ctx, v, scan, `SELECT at, source, outcome, 0, s.address, '', '', '', 0
			FROM addresses AS a JOIN sightings AS s USING (address) JOIN witnesses USING (witness) WHERE a.article = ?
				AND outcome IN ('gone', 'absent', 'refused', 'withheld') AND retraction = 0`+
			which, append([]any{number}, args...)...)
		if err != nil {
			return nil, err
		}
		looks = append(looks, missed...)
	}
	return looks, nil
}

// takenIn is a condition of looks: they were taken in by a run or one before it, and counted then. Looks of which an
// undo was itself undone later did not.
const takenIn = ` AND s.run <= ? AND s.run NOT IN (SELECT run FROM retractions WHERE by <= ? AND lifted_by > ?)`

// HistoryAt is what the looks at an article amount to that were taken in by a run or before it, as pages are read
// today.
func HistoryAt(ctx context.Context, v db.View, article, run int64) (history.History, error) {
	aliases, err := ident.AliasesOf(ctx, v, article)
	if err != nil {
		return history.History{}, err
	}
	looks, err := looksAt(ctx, v, article, aliases, takenIn, run, run, run)
	if err != nil || !slices.ContainsFunc(looks, isUnmodified) {
		return history.HistoryOf(looks), err
	}
	asked, err := db.Collect(ctx, v, func(row db.Scanner) (k askedLook, err error) {
		err = row.Scan(&k.address, &k.at, &k.article)
		return k, err
	}, `SELECT s.address, iif(s.detail = ?, s.at, ''), a.article FROM readings AS r
		JOIN sightings AS s USING (capture, address)
		JOIN addresses AS a USING (address) WHERE r.article = ?`, AsBefore, article)
	return history.HistoryOf(asThen(looks, asked)), err
}

func isUnmodified(l history.Look) bool { return l.Seen == queue.SeenUnmodified }

// askedLook is an address with the article that it names, and the time of a look there that found what was before.
type askedLook struct {
	address int64
	at      string // "": it was another look
	article int64
}

// asThen has looks that found a page unmodified mean those pages only that were taken in by then: the very page, or the
// latest before.
func asThen(all []history.Look, asked []askedLook) (then []history.Look) {
	names, before, pages := map[int64]int64{}, map[askedLook]bool{}, map[int64]bool{}
	for _, k := range asked {
		names[k.address], before[k] = k.article, true
	}
	for _, l := range all {
		pages[l.Capture] = pages[l.Capture] || l.Seen == queue.SeenPage
	}
	isBefore := func(l history.Look) bool {
		return isUnmodified(l) && before[askedLook{l.Address, l.At, names[l.Address]}]
	}
	for _, l := range all {
		if isUnmodified(l) && !isBefore(l) && !pages[l.Capture] {
			continue
		}
		if !isBefore(l) {
			then = append(then, l)
			continue
		}
		var latest history.Look
		for _, o := range all {
			if o.Hash != "" && !isBefore(o) && pages[o.Capture] && names[o.Address] == names[l.Address] && o.At <= l.At &&
				(o.At > latest.At || o.At == latest.At && o.Capture < latest.Capture) {
				latest = o
			}
		}
		if latest.At != "" {
			latest.At, latest.Seen = l.At, l.Seen
			then = append(then, latest)
		}
	}
	return then
}

func isPart(l history.Look) bool { return l.Access != extract.Full }

// addTexts adds the texts to looks: an opening is compared with what is known whole.
func addTexts(ctx context.Context, v db.View, article int64, looks []history.Look) error {
	texts := map[captures.PageKey]string{}
	for t, err := range db.Each(ctx, v, func(row db.Scanner) (t readText, err error) {
		err = row.Scan(&t.page.Capture, &t.page.Address, &t.body)
		return t, err
	}, "SELECT capture, address, coalesce(body, '') FROM readings LEFT JOIN texts USING (text) WHERE article = ?",
		article) {
		if err != nil {
			return err
		}
		texts[t.page] = t.body
	}
	for i, l := range looks {
		looks[i].Text = texts[captures.PageKey{Capture: l.Capture, Address: l.Address}]
	}
	return nil
}

// readText is the text that a page was read as.
type readText struct {
	page captures.PageKey
	body string
}
