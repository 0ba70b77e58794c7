package catalog

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"mingpao/extract/site"
	"mingpao/store/internal/db"
	"mingpao/store/internal/ident"
	"mingpao/store/queue"
)

// Look is a sighting, as the history of an article shows it.
type Look struct {
	URL       string          `json:"url"`
	At        string          `json:"at"`
	Source    site.TimeSource `json:"source"` // what told the time
	Seen      queue.Seen      `json:"seen"`
	SHA256    string          `json:"sha256"` // of the page; "" where none was seen
	Detail    string          `json:"detail"`
	Program   string          `json:"program"` // the version of the program that recorded it
	Refusal   string          `json:"refusal"` // why the page holds no article; "" where it holds one
	Witness   Witness         `json:"witness"`
	Retracted string          `json:"retracted"` // when it was taken back; "" if it was not
	Outdone   bool            `json:"outdone"`   // a file's date, of a page of which a time was recorded or given

	said testimony
}

// Counts reports whether something follows from the look.
func (l Look) Counts() bool { return l.Retracted == "" && !l.Outdone }

// SawText reports whether a text of the article was seen.
func (l Look) SawText() bool {
	return (l.Seen == queue.SeenPage || l.Seen == queue.SeenUnmodified) && l.Refusal == ""
}

// Looks returns every sighting of an article, the oldest first, also those that do not count.
func (a *Catalog) Looks(ctx context.Context, article int64) ([]Look, error) {
	looks, err := looksAt(ctx, witnessesOf(a.View()), article)
	return looks, db.Fault(a.Path(), fmt.Sprintf("read sightings of article %d", article), err)
}

func looksAt(ctx context.Context, by *witnesses, article int64) ([]Look, error) {
	aliases, err := ident.AliasesOf(ctx, by.v, article)
	if err != nil {
		return nil, err
	}
	const columns = `SELECT a.url, s.at, w.source, s.outcome, coalesce(c.sha256, ''), s.detail,
		coalesce((SELECT version FROM runs WHERE runs.run = s.run), ''), coalesce(r.refusal, ''), s.witness, s.record,
		s.taken_in,
		coalesce((SELECT at FROM retractions AS t WHERE t.retraction = s.retraction), iif(s.retraction = 0, '', s.taken_in)) `
	all, err := db.Collect(ctx, by.v, scanLook, columns+`FROM readings AS r JOIN sightings AS s USING (capture, address)
		JOIN addresses AS a USING (address) JOIN witnesses AS w USING (witness) LEFT JOIN captures AS c USING (capture)
		WHERE r.article = ?`, article)
	if err != nil {
		return nil, err
	}
	for _, number := range append([]int64{article}, ident.Numbers(aliases)...) {
		missed, err := db.Collect(ctx, by.v, scanLook, columns+`FROM addresses AS a JOIN sightings AS s USING (address)
			JOIN witnesses AS w USING (witness) LEFT JOIN captures AS c USING (capture)
			LEFT JOIN readings AS r ON r.capture = s.capture AND r.address = s.address
			WHERE a.article = ? AND coalesce(r.article, 0) = 0`, number)
		if err != nil {
			return nil, err
		}
		all = append(all, missed...)
	}
	sortLooks(all)
	outdo(all)
	for i := range all {
		if all[i].Witness, err = by.by(ctx, all[i].said); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func scanLook(row db.Scanner) (l Look, err error) {
	err = row.Scan(&l.URL, &l.At, &l.Source, &l.Seen, &l.SHA256, &l.Detail, &l.Program, &l.Refusal, &l.said.Witness,
		&l.said.Record, &l.said.TakenIn, &l.Retracted)
	return l, err
}

// sortLooks orders sightings by time.
func sortLooks(all []Look) {
	slices.SortStableFunc(all, func(a, b Look) int {
		return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Seen, b.Seen), cmp.Compare(a.SHA256, b.SHA256),
			cmp.Compare(a.said.Witness, b.said.Witness))
	})
}

// outdo marks the times that nobody recorded of pages of which a time is known.
func outdo(all []Look) {
	known := map[string]bool{}
	for _, l := range all {
		if l.Seen == queue.SeenPage && l.Source != site.TimeFile && l.Retracted == "" {
			known[l.SHA256] = true
		}
	}
	for i, l := range all {
		all[i].Outdone = l.Seen == queue.SeenPage && l.Source == site.TimeFile && known[l.SHA256]
	}
}

// WhoLast is who vouches for the last look at an article.
func (a *Catalog) WhoLast(ctx context.Context, art *Article) (Witness, error) {
	looks, err := a.Looks(ctx, art.Number)
	return At(looks, art.LastSeen, queue.SeenPage, queue.SeenUnmodified), err
}

// At is who vouches for something that was seen at a time; not recorded where no look at it counts.
func At(looks []Look, at string, seen ...queue.Seen) Witness {
	for _, l := range looks {
		if l.At == at && l.Counts() && slices.Contains(seen, l.Seen) {
			return l.Witness
		}
	}
	return Witness{}
}

// Between are the looks at an article from when a version of it was first seen until the next was. What was seen before
// the first one is among its own; of those of one moment each has the looks at its page.
func Between(versions []Version, i int, looks []Look) []Look {
	var some []Look
	for _, l := range looks {
		if versionAt(versions, l) == i {
			some = append(some, l)
		}
	}
	return some
}

// versionAt is the version that a look is shown with.
func versionAt(versions []Version, l Look) (at int) {
	for i, v := range versions {
		if v.Seen < l.At || v.Seen == l.At && (v.Seen != versions[at].Seen || versions[at].SHA256 != l.SHA256) {
			at = i
		}
	}
	return at
}
