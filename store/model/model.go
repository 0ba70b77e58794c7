// Package model says what follows from looks of all sources, in plain Go and without SQL: what an archive that has them
// must say. It serves tests alone.
//
//	model.go     the model
//	rows.go      what follows, as an archive's tables say it and as the model does
//	universe.go  random looks at three articles
//	pages.go     their pages
package model

import (
	"cmp"
	"crypto/sha1"
	"fmt"
	"slices"
	"strings"
	"time"

	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/ident"
	"mingpao/store/queue"
	"mingpao/store/record"
)

// look is a look that was not taken back, with what its page is.
type look struct {
	record.Sighting
	at            string
	asked         site.Ref
	art           *extract.Article // nil: no page, or not known yet
	hash, capture string
	asBefore      bool // it found what was there before, and does not say what that is
}

// pages are looks at pages, by their hashes.
type pages map[string]record.Sighting

// Rows are the rows that follow from looks, those left out that IsWrong.
func Rows(all []record.Sighting) []string {
	looks := slices.DeleteFunc(looksOf(all), func(l *look) bool { return IsWrong(l.Sighting) })
	dated := slices.Clone(looks)
	looks = slices.DeleteFunc(looks, func(l *look) bool { // a file's date of a page that another look has dated
		return l.Seen == queue.SeenPage && l.Source == site.TimeFile && slices.ContainsFunc(dated, func(k *look) bool {
			return k.Seen == queue.SeenPage && k.capture == l.capture && k.Source != site.TimeFile
		})
	})
	slices.SortFunc(looks, earlier)
	var rows []string
	for _, ref := range articles() {
		rows = append(rows, rowsOf(ref, looks)...)
	}
	return Sorted(rows)
}

// looksOf are looks with the pages that they found.
func looksOf(all []record.Sighting) (looks []*look) {
	known := pages{}
	for _, s := range all {
		if s.Seen == queue.SeenPage {
			known[s.Capture.Sum()], known[fmt.Sprintf("sha1:%x", sha1.Sum(s.Capture.Body))] = s, s
		}
	}
	var named []*look
	for _, s := range all {
		l := known.look(s)
		looks = append(looks, l)
		if !l.asBefore && l.art != nil && !IsWrong(s) {
			named = append(named, l)
		}
	}
	for _, l := range looks {
		if l.asBefore {
			if b := latest(named, func(b *look) bool { return b.asked == l.asked && b.at <= l.at }); b != nil {
				l.art, l.capture, l.hash = b.art, b.capture, b.hash
			}
		}
	}
	return looks
}

// look is a sighting with its page, if it has or names one.
func (p pages) look(s record.Sighting) *look {
	l := &look{Sighting: s, at: site.Stamp(s.At)}
	l.asked, _ = site.ParseURL(s.URL)
	name := s.SHA256
	if s.Seen == queue.SeenPage {
		name = s.Capture.Sum()
	}
	if o, ok := record.OriginalOf(s.Detail); ok {
		name = o.Digest
		if !o.Unmodified {
			l.Seen = queue.SeenPage
		}
	}
	l.asBefore = s.Seen == queue.SeenUnmodified && name == ""
	if page, ok := p[name]; ok {
		l.art, l.capture, l.hash = page.Article, page.Capture.Sum(), captures.Fingerprint(page.Article)
	}
	return l
}

// latest is the last of looks that fit.
func latest(looks []*look, fits func(*look) bool) (last *look) {
	for _, l := range looks {
		if fits(l) && (last == nil || cmp.Or(cmp.Compare(l.at, last.at), -cmp.Compare(numberOf(l), numberOf(last))) > 0) {
			last = l
		}
	}
	return last
}

func earlier(a, b *look) int {
	return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(isPart(a), isPart(b)), cmp.Compare(a.hash, b.hash),
		cmp.Compare(numberOf(a), numberOf(b)), cmp.Compare(a.Seen, b.Seen),
		cmp.Compare(ident.AddressNumber(a.URL), ident.AddressNumber(b.URL)))
}

func numberOf(l *look) int64 {
	if l.capture == "" {
		return 0
	}
	return ident.NumberOf("capture " + l.capture)
}

func isPart(l *look) int {
	if l.art != nil && l.art.Access == extract.Full {
		return 0
	}
	return 1
}

// rowsOf are the rows of an article.
func rowsOf(ref site.Ref, looks []*look) []string {
	name := ref.Edition + "/" + ref.ID
	rows, names := aliases(ref, looks)
	var versions []version
	var first, last string
	var missing []*look
	full, before := -1, map[string]bool{}
	for _, l := range looks {
		if isMissing(l) && slices.ContainsFunc(names, func(r site.Ref) bool { return r.ID == l.asked.ID }) {
			missing = append(missing, l)
		}
		if l.art == nil || refOf(l.art) != ref || before[l.at+l.capture] {
			continue
		}
		before[l.at+l.capture] = true
		first, last, missing = cmp.Or(first, l.at), l.at, nil
		if versions = see(versions, full >= 0, l); versions[len(versions)-1].isFull() {
			full = len(versions) - 1
		}
	}
	if len(versions) == 0 {
		return nil
	}
	for i, v := range versions {
		rows = append(rows, v.row(name, i+1))
	}
	if full < 0 {
		full = len(versions) - 1
	}
	return append(rows, versions[full].head(name, fmt.Sprint(len(versions), " ", full+1), strings.Join([]string{first,
		versions[len(versions)-1].first, last, gone(missing)}, " "))...)
}

// see adds a look at a text. An opening says nothing new of a text that begins with it.
func see(versions []version, isKnown bool, l *look) []version {
	v, n := version{l, l.at, l.at, 1}, len(versions)
	switch {
	case n > 0 && versions[n-1].hash == l.hash:
		versions[n-1].last = l.at
		versions[n-1].n++
		return versions
	case !v.isFull() && isKnown && (begins(versions[n-1].art, l.art) || !versions[n-1].isFull() &&
		begins(l.art, versions[n-1].art)):
		return versions
	case v.isFull() && !isKnown && n > 0 && begins(l.art, versions[n-1].art):
		versions = versions[:n-1]
	}
	return append(versions, v)
}

// aliases are the other identities that last answered with an article, as rows, and all its identities.
func aliases(ref site.Ref, looks []*look) (rows []string, names []site.Ref) {
	names = []site.Ref{ref}
	for _, l := range looks {
		if l.art == nil || refOf(l.art) != ref || l.asked.ID == "" || slices.Contains(names, bare(l.asked)) {
			continue
		}
		last := l
		for _, other := range looks {
			if other.art != nil && other.asked == l.asked &&
				(other.at > last.at || other.at == last.at && other.hash < last.hash) {
				last = other
			}
		}
		if refOf(last.art) == ref && l.asked.LeadsTo(ref) {
			names = append(names, bare(l.asked))
			rows = append(rows, fmt.Sprint("alias ", ref.Edition, "/", ref.ID, " ", l.asked.Edition, "/", l.asked.ID, " ", l.at))
		}
	}
	return rows, names
}

func isMissing(l *look) bool {
	return slices.Contains([]queue.Seen{queue.SeenGone, queue.SeenAbsent, queue.SeenRefused, queue.SeenWithheld}, l.Seen)
}

// begins reports whether an opening is that of a text. The texts have two clauses, openings a part of the second.
func begins(whole, opening *extract.Article) bool {
	clause, _, _ := strings.Cut(opening.Body, "，")
	return whole.Title == opening.Title && strings.HasPrefix(whole.Body, clause+"，")
}

// gone is the first of two looks, a day apart, that found nothing, or of one where a list no longer names it; else of
// one that was told that the law withholds it.
func gone(missing []*look) string {
	first, absent, withheld := "", false, ""
	for _, l := range missing {
		absent = absent || l.Seen == queue.SeenAbsent
		if l.Seen == queue.SeenWithheld && withheld == "" {
			withheld = l.at + " withheld"
		}
		if l.Seen == queue.SeenGone && first == "" {
			first = l.at
		}
		if first != "" && (absent || l.Seen == queue.SeenGone &&
			site.ParseStamp(l.at).Sub(site.ParseStamp(first)) >= 23*time.Hour) {
			return first
		}
	}
	return withheld
}

// refOf is the identity of an article alone.
func refOf(a *extract.Article) site.Ref { return site.Ref{Edition: a.Edition, ID: a.ID} }

func bare(r site.Ref) site.Ref { return site.Ref{Edition: r.Edition, ID: r.ID} }
