package model

import (
	"crypto/sha1"
	"fmt"
	"math/rand/v2"
	"time"

	"mingpao/extract/site"
	"mingpao/store/queue"
	"mingpao/store/record"
)

// Start is the time of the first look that there may be.
var Start = time.Date(2026, 3, 8, 12, 0, 0, 0, site.Zone)

// instant are addresses of instant news: two lead to the article of entertainment, the paper's is at one by
// mistake.
var instant = []string{"1772812801014", "1772712000015", "1772712000016"}

func instantURL(id string) string {
	return "https://news.mingpao.com/ins/%e6%b8%af%e8%81%9e/article/20260307/s00001/" + id
}

// Universe are random looks at three articles: edits, reverts, openings, other headlines, the same bytes again, dates
// of files, pages found as before, or by name, missing ones, ties. Those that IsWrong are to be taken back.
func Universe(r *rand.Rand) (all []record.Sighting) {
	for range 4 + r.IntN(14) {
		s := seen(r)
		if r.IntN(3) == 0 && s.URL != "" {
			s = unread(r, s, all)
		}
		all = append(all, s)
	}
	return all
}

// seen is a look that found a page.
func seen(r *rand.Rand) record.Sighting {
	pick := func(from ...string) string { return from[r.IntN(len(from))] }
	i := r.IntN(len(templates))
	body, opening := pick("甲乙，丙丁。", "甲乙，戊己。", "庚辛，丙丁。"), r.IntN(3) == 0 && templates[i].wall+templates[i].rest != ""
	if opening {
		body = string([]rune(body)[:4]) + "…"
	}
	c, art := page(i, r.IntN(3) == 0, body, opening)
	s := record.Sighting{URL: art.URL, At: Start.Add(time.Duration(r.IntN(30)) * 3 * time.Hour), Seen: queue.SeenPage,
		Article: art, Capture: c}
	s.Source = site.TimeSource(pick("fetched", "fetched", "warc-date", "metadata", "given", "file-time"))
	if s.Source != site.TimeFetched {
		s.Witness, s.Record = record.Witness{Name: pick("a.warc.gz", "b.warc.gz", wrong)}, r.IntN(9)
	}
	switch {
	case r.IntN(8) == 0 && i != 1:
		s.URL = instantURL(instant[i/2+r.IntN(2)*(i/2)])
	case r.IntN(12) == 0:
		s.URL = ""
	}
	return s
}

// unread is a look in place of one that found a page.
func unread(r *rand.Rand, s record.Sighting, before []record.Sighting) record.Sighting {
	s.Article, s.Capture.Body = nil, nil
	s.Seen = []queue.Seen{queue.SeenUnmodified, queue.SeenUnmodified, queue.SeenUnmodified, queue.SeenGone, queue.SeenGone,
		queue.SeenAbsent, queue.SeenRefused, queue.SeenWithheld}[r.IntN(8)]
	for _, b := range before {
		if s.Seen != queue.SeenUnmodified || b.URL != s.URL || b.Seen != queue.SeenPage || IsMistaken(b) {
			continue
		}
		switch r.IntN(3) {
		case 0:
			s.SHA256 = b.Capture.Sum()
			return s
		case 1:
			o := record.Original{URL: b.URL, Digest: fmt.Sprintf("sha1:%x", sha1.Sum(b.Capture.Body)),
				Unmodified: r.IntN(2) == 0}
			return s.Naming(o, "")
		}
	}
	return s
}

// IsMistaken reports whether a page is at the address of another article, which the site does not lead from.
func IsMistaken(s record.Sighting) bool {
	asked, ok := site.ParseURL(s.URL)
	return ok && s.Article != nil && !asked.LeadsTo(refOf(s.Article))
}

// wrong is the file whose looks are to be taken back.
const wrong = "wrong"

// IsWrong reports whether a look is to be taken back.
func IsWrong(s record.Sighting) bool { return s.Witness.Name == wrong }

// Split parts looks at random, some for both.
func Split(r *rand.Rand, all []record.Sighting) (some, others []record.Sighting) {
	for _, s := range all {
		part := r.IntN(3)
		if part != 1 {
			some = append(some, s)
		}
		if part != 0 {
			others = append(others, s)
		}
	}
	return some, others
}
