package store

import (
	"cmp"
	"slices"
	"time"

	"mingpao/extract"
	"mingpao/extract/site"
)

// look is a sighting as the history of an article sees it, with what its page was read as.
type look struct {
	at      string
	source  site.TimeSource
	seen    Seen
	capture int64
	address int64
	hash    string // fingerprint of the reading; "" where the page holds no article
	access  extract.Access
	run     int64 // that read the page
}

// version is a run of looks that found the same text.
type version struct {
	seen, last string
	sightings  int
	first      look
}

// history is what the looks at an article amount to.
type history struct {
	versions []version
	first    string
	last     string
	gone     string // since when the site has it no longer; "": it has it, or nobody looked twice
}

// secondLook is how long after the first a second look must find an article missing before it is called gone: a day,
// less what a cron job may be early.
const secondLook = 23 * time.Hour

// historyOf works out what looks amount to. It is the same whatever order they came in.
func historyOf(looks []look) history {
	looks = credible(looks)
	slices.SortFunc(looks, earlier)
	var h history
	full := false
	var missing []look
	for _, l := range looks {
		if l.seen != SeenPage && l.seen != SeenUnmodified {
			missing = append(missing, l)
			continue
		}
		if l.hash == "" {
			continue
		}
		missing = nil
		h.see(l, full && l.access == extract.Excerpt)
		full = full || l.access == extract.Full
	}
	h.gone = goneSince(missing)
	return h
}

// see adds a look at a text. What is only the opening of a text that is known whole is no version of it.
func (h *history) see(l look, opening bool) {
	if h.first == "" {
		h.first = l.at
	}
	h.last = l.at
	n := len(h.versions)
	if n == 0 || !opening && h.versions[n-1].first.hash != l.hash {
		h.versions = append(h.versions, version{seen: l.at, last: l.at, sightings: 1, first: l})
		return
	}
	h.versions[n-1].last = l.at
	h.versions[n-1].sightings++
}

// goneSince is the time of the first look that found the article missing, if the others that followed bear it out: a
// look a day later, or its absence from a list.
func goneSince(missing []look) string {
	first, absent := "", false
	for _, l := range missing {
		switch l.seen {
		case SeenAbsent:
			absent = true
		case SeenGone:
			if first == "" {
				first = l.at
			}
			if absent || site.ParseStamp(l.at).Sub(site.ParseStamp(first)) >= secondLook {
				return first
			}
		}
	}
	if absent {
		return first
	}
	return ""
}

// recorded are the sources that noted the time when they asked for the page. All their looks count: the same page may
// well have been there at several times.
var recorded = []site.TimeSource{site.TimeFetched, site.TimeWARC, site.TimeWayback, site.TimeHAR, site.TimeHTTP}

// credible leaves out the times of a page that a more believed one corrects: what a file's date says of a page gives
// way to what its metadata says.
func credible(looks []look) []look {
	best := map[int64]int{}
	for _, l := range looks {
		if l.seen == SeenPage {
			best[l.capture] = max(best[l.capture], belief(l.source))
		}
	}
	return slices.DeleteFunc(slices.Clone(looks), func(l look) bool {
		return l.seen == SeenPage && belief(l.source) < best[l.capture]
	})
}

func belief(s site.TimeSource) int {
	if slices.Contains(recorded, s) {
		return site.TimeFetched.Belief()
	}
	return s.Belief()
}

// earlier orders looks by time. Of those of one moment a whole text stands before its opening, and what is left is
// decided by the text, so that the order is always the same.
func earlier(a, b look) int {
	return cmp.Or(
		cmp.Compare(a.at, b.at),
		cmp.Compare(accessOrder(a), accessOrder(b)),
		cmp.Compare(a.hash, b.hash),
		cmp.Compare(a.seen, b.seen),
		cmp.Compare(a.capture, b.capture),
		cmp.Compare(a.address, b.address),
		cmp.Compare(a.source, b.source),
	)
}

func accessOrder(l look) int {
	if l.access == extract.Full {
		return 0
	}
	return 1
}
