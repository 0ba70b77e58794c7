package upkeep_test

import (
	"cmp"
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

// The model says what follows from looks, of all sources, in plain Go: what an archive that has them must say.

// modelLook is a look that was not taken back, with what its page is.
type modelLook struct {
	record.Sighting
	at            string
	asked         site.Ref
	art           *extract.Article // nil: no page, or not known yet
	hash, capture string
}

// model are the looks that count, and the rows that follow from them.
func model(all []record.Sighting, isRetracted func(record.Sighting) bool) string {
	pages := map[string]record.Sighting{} // by hash
	for _, s := range all {
		if s.Seen == queue.SeenPage {
			pages[s.Capture.Sum()] = s
		}
	}
	var looks []*modelLook
	for _, s := range all {
		if !isRetracted(s) {
			l := &modelLook{Sighting: s, at: site.Stamp(s.At)}
			l.asked, _ = site.ParseURL(s.URL)
			if s.Seen == queue.SeenPage {
				l.SHA256 = s.Capture.Sum()
			}
			l.find(pages, l.SHA256)
			looks = append(looks, l)
		}
	}
	known := slices.Clone(looks)
	for _, l := range looks { // what was found as before
		if l.Seen == queue.SeenUnmodified && l.SHA256 == "" {
			var before *modelLook
			for _, b := range known {
				if b.art != nil && b.asked == l.asked && b.at <= l.at && !(b.Seen == queue.SeenUnmodified && b.SHA256 == "") &&
					(before == nil || cmp.Or(cmp.Compare(b.at, before.at), -cmp.Compare(numberOf(b), numberOf(before))) > 0) {
					before = b
				}
			}
			if before != nil {
				l.find(pages, before.capture)
			}
		}
	}
	looks = slices.DeleteFunc(looks, func(l *modelLook) bool { // a file's date of a page that another look has dated
		return l.Seen == queue.SeenPage && l.Source == site.TimeFile && slices.ContainsFunc(known, func(k *modelLook) bool {
			return k.Seen == queue.SeenPage && k.capture == l.capture && k.Source != site.TimeFile
		})
	})
	slices.SortFunc(looks, func(a, b *modelLook) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(isPart(a), isPart(b)), cmp.Compare(a.hash, b.hash),
			cmp.Compare(numberOf(a), numberOf(b)), cmp.Compare(a.Seen, b.Seen))
	})
	var rows []string
	for _, id := range modelArticles {
		rows = append(rows, modelRows(id, looks)...)
	}
	return strings.Join(rows, "\n")
}

func (l *modelLook) find(pages map[string]record.Sighting, hash string) {
	if p, ok := pages[hash]; ok && hash != "" {
		l.art, l.capture, l.hash = p.Article, hash, captures.Fingerprint(p.Article)
	}
}

func numberOf(l *modelLook) int64 {
	if l.capture == "" {
		return 0
	}
	return ident.NumberOf("capture " + l.capture)
}

func isPart(l *modelLook) int {
	if l.art != nil && l.art.Access == extract.Full {
		return 0
	}
	return 1
}

// modelVersion is a version of an article by the model.
type modelVersion struct {
	art         *extract.Article
	hash        string
	first, last string
	n           int
}

func (v modelVersion) isFull() bool { return v.art.Access == extract.Full }

// modelRows are the rows of an article: its versions, its head, its aliases.
func modelRows(id site.Ref, looks []*modelLook) (rows []string) {
	names, aliases := []site.Ref{id}, map[site.Ref]string{}
	for _, l := range looks {
		if l.art != nil && refOf(l.art) == id && l.asked.ID != "" && l.asked.ID != id.ID {
			latest := l
			for _, other := range looks {
				if other.art != nil && other.asked == l.asked && (other.at > latest.at || other.at == latest.at && other.hash < latest.hash) {
					latest = other
				}
			}
			if _, known := aliases[l.asked]; !known && refOf(latest.art) == id && l.asked.LeadsTo(id) {
				aliases[l.asked] = l.at
				names = append(names, l.asked)
				rows = append(rows, fmt.Sprint("alias ", id.ID, " ", l.asked.Edition, " ", l.asked.ID, " ", l.at))
			}
		}
	}
	var versions []modelVersion
	var first, last string
	var missing []*modelLook
	full, before := -1, map[string]bool{}
	for _, l := range looks {
		isMissing := slices.Contains([]queue.Seen{queue.SeenGone, queue.SeenAbsent, queue.SeenRefused}, l.Seen)
		if isMissing && slices.ContainsFunc(names, func(r site.Ref) bool { return r.ID == l.asked.ID }) {
			missing = append(missing, l)
		}
		if l.art == nil || refOf(l.art) != id || before[l.at+l.capture] {
			continue
		}
		before[l.at+l.capture] = true
		first, last, missing = cmp.Or(first, l.at), l.at, nil
		n := len(versions)
		v := modelVersion{l.art, l.hash, l.at, l.at, 1}
		switch {
		case n > 0 && versions[n-1].hash == l.hash:
			versions[n-1].last = l.at
			versions[n-1].n++
			continue
		case !v.isFull() && full >= 0 && (begins(versions[n-1].art, l.art) || !versions[n-1].isFull() && begins(l.art, versions[n-1].art)):
			continue
		case v.isFull() && full < 0 && n > 0 && begins(l.art, versions[n-1].art):
			versions = versions[:n-1]
		}
		versions = append(versions, v)
		if v.isFull() {
			full = len(versions) - 1
		}
	}
	if len(versions) == 0 {
		return nil
	}
	for i, v := range versions {
		rows = append(rows, fmt.Sprint("version ", id.ID, " ", i+1, " ", v.first, " ", v.last, " ", v.n, " ", !v.isFull(), " ", v.art.Title,
			v.art.Body))
	}
	if full < 0 {
		full = len(versions) - 1
	}
	return append(rows, fmt.Sprint("head ", id.ID, " ", len(versions), " ", full+1, " ", first, " ", versions[len(versions)-1].first, " ",
		last, " ", modelGone(missing), " ", versions[full].art.Title, versions[full].art.Body))
}

// begins reports whether an opening is that of a text. The model's texts have two clauses, openings a part of the second.
func begins(whole, opening *extract.Article) bool {
	clause, _, _ := strings.Cut(opening.Body, "，")
	return whole.Title == opening.Title && strings.HasPrefix(whole.Body, clause+"，")
}

// modelGone is the first of two looks, a day apart, that found nothing, or of one where a list no longer names it.
func modelGone(missing []*modelLook) string {
	first, absent := "", false
	for _, l := range missing {
		absent = absent || l.Seen == queue.SeenAbsent
		if l.Seen == queue.SeenGone && first == "" {
			first = l.at
		}
		if first != "" && (absent || l.Seen == queue.SeenGone && site.ParseStamp(l.at).Sub(site.ParseStamp(first)) >= 23*time.Hour) {
			return first
		}
	}
	return ""
}

func refOf(a *extract.Article) site.Ref {
	ref, _ := site.ParseURL(a.URL)
	return ref
}
