package history

import (
	"cmp"
	"slices"
	"time"

	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/store/queue"
)

// Look is a sighting as the history of an article sees it, with what its page was read as.
type Look struct {
	At      string
	Source  site.TimeSource
	Seen    queue.Seen
	Capture int64
	Address int64
	Hash    string // fingerprint of the reading; "" where the page holds no article
	Access  extract.Access
	Title   string
	Text    string // where an opening is to be compared with it
	Run     int64  // that read the page
}

// version is a run of looks that found the same text.
type version struct {
	Seen, Last string
	Sightings  int
	First      Look
	Opening    bool // no more than the opening of the text was seen
}

// History is what the looks at an article amount to.
type History struct {
	Versions []version
	Shown    int    // the number of the version that is shown: the latest full text, else the latest
	First    string // look that saw the article
	Last     string
	Gone     string // since when the site has it no longer; "": it has it, or no one looked twice
	Withheld bool   // it may not be shown, for legal reasons, since then
}

// secondLook is how long after the first a second look must find an article missing before it is called gone: a day,
// less what a cron job may be early.
const secondLook = 23 * time.Hour

// HistoryOf works out what looks amount to. It is the same whatever order they came in.
func HistoryOf(looks []Look) History {
	looks = credible(looks)
	slices.SortFunc(looks, earlier)
	looks = slices.CompactFunc(looks, isSame)
	var h History
	var missing []Look
	for _, l := range looks {
		if l.Seen != queue.SeenPage && l.Seen != queue.SeenUnmodified {
			missing = append(missing, l)
			continue
		}
		if l.Hash == "" {
			continue
		}
		missing = nil
		h.see(l)
	}
	if h.Gone = goneSince(missing); h.Gone == "" {
		h.Gone = withheldSince(missing)
		h.Withheld = h.Gone != ""
	}
	return h
}

// see adds a look at a text.
func (h *History) see(l Look) {
	if h.First == "" {
		h.First = l.At
	}
	h.Last = l.At
	n := len(h.Versions)
	isKnown := n > 0 && !h.Versions[h.Shown-1].Opening // a full text is
	switch {
	case n > 0 && h.Versions[n-1].First.Hash == l.Hash:
		h.Versions[n-1].Last = l.At
		h.Versions[n-1].Sightings++
		return
	case l.Access != extract.Full:
		if isKnown && isOpening(l, h.Versions[n-1]) {
			return
		}
	case n > 0 && !isKnown && opens(h.Versions[n-1].First, l): // seen whole now: no other text
		h.Versions = h.Versions[:n-1]
	}
	h.Versions = append(h.Versions, version{Seen: l.At, Last: l.At, Sightings: 1, First: l,
		Opening: l.Access != extract.Full})
	if l.Access == extract.Full || !isKnown {
		h.Shown = len(h.Versions)
	}
}

// goneSince is the time of the first look that found the article missing, if the others that followed bear it out: a
// look a day later, or its absence from a list.
func goneSince(missing []Look) string {
	first, absent := "", false
	for _, l := range missing {
		switch l.Seen {
		case queue.SeenAbsent:
			absent = true
		case queue.SeenGone:
			if first == "" {
				first = l.At
			}
			if absent || site.ParseStamp(l.At).Sub(site.ParseStamp(first)) >= secondLook {
				return first
			}
		}
	}
	if absent {
		return first
	}
	return ""
}

// withheldSince is the time of the first look that was told that the law keeps the article: one look is word enough.
func withheldSince(missing []Look) string {
	for _, l := range missing {
		if l.Seen == queue.SeenWithheld {
			return l.At
		}
	}
	return ""
}

// credible leaves out the times that nobody recorded, a file's date, of pages of which a time was recorded or given.
func credible(looks []Look) []Look {
	recorded := map[int64]bool{}
	for _, l := range looks {
		if l.Seen == queue.SeenPage && l.Source != site.TimeFile {
			recorded[l.Capture] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(looks), func(l Look) bool {
		return l.Seen == queue.SeenPage && l.Source == site.TimeFile && recorded[l.Capture]
	})
}

// earlier orders looks by time. Of those of one moment a whole text comes before its opening, and what is left is
// decided by the text, so that the order is always the same.
func earlier(a, b Look) int {
	return cmp.Or(
		cmp.Compare(a.At, b.At),
		cmp.Compare(accessOrder(a), accessOrder(b)),
		cmp.Compare(a.Hash, b.Hash),
		cmp.Compare(a.Capture, b.Capture),
		cmp.Compare(a.Seen, b.Seen),
		cmp.Compare(a.Address, b.Address),
		cmp.Compare(a.Source, b.Source),
	)
}

// isSame reports whether two looks are the same, by the word of two witnesses or at two addresses: one moment, one
// page.
func isSame(a, b Look) bool {
	return a.Capture != 0 && a.At == b.At && a.Capture == b.Capture && a.Hash == b.Hash
}

func accessOrder(l Look) int {
	if l.Access == extract.Full {
		return 0
	}
	return 1
}
