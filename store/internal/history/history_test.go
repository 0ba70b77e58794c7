package history_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/store/internal/history"
	"mingpao/store/queue"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, site.Zone)

// look is a look at a text, some hours after noon. A page that bears it is one capture.
func look(seen queue.Seen, body string, hour int, source site.TimeSource) history.Look {
	l := history.Look{At: site.Stamp(noon.Add(time.Duration(hour) * time.Hour)), Source: source, Seen: seen, Hash: body,
		Access: extract.Full}
	for _, r := range body {
		l.Capture = l.Capture<<20 + int64(r)
	}
	return l
}

func seen(body string, hour int, source site.TimeSource) history.Look {
	return look(queue.SeenPage, body, hour, source)
}

func fetched(body string, hour int) history.Look { return seen(body, hour, site.TimeFetched) }

func opening(body string, hour int) history.Look {
	l := fetched(body, hour)
	l.Access = extract.Excerpt
	return l
}

func miss(what queue.Seen, hour int) history.Look { return look(what, "", hour, site.TimeFetched) }

// TestHistory is what looks at one article amount to, in whatever order they came in.
func TestHistory(t *testing.T) {
	for _, c := range []struct {
		name  string
		looks []history.Look
		want  string // the versions with their first and last hours; since when gone
	}{
		{"nothing", nil, ""},
		{"an edit", []history.Look{fetched("甲", 1), fetched("乙", 2)}, "甲 1-1, 乙 2-2"},
		{"a revert", []history.Look{fetched("甲", 1), fetched("乙", 2), fetched("甲", 3)}, "甲 1-1, 乙 2-2, 甲 3-3"},
		{"an older one later", []history.Look{fetched("乙", 2), seen("甲", 1, site.TimeMetadata)}, "甲 1-1, 乙 2-2"},
		{"between", []history.Look{fetched("甲", 1), seen("甲", 5, site.TimeWARC), seen("乙", 3, site.TimeMetadata)},
			"甲 1-1, 乙 3-3, 甲 5-5"},
		{"unmodified", []history.Look{fetched("甲", 1), look(queue.SeenUnmodified, "甲", 4, site.TimeFetched)}, "甲 1-4"},
		{"a file's date gives way", []history.Look{seen("甲", 9, site.TimeFile), seen("甲", 1, site.TimeMetadata),
			fetched("乙", 2)}, "甲 1-1, 乙 2-2"},
		{"a file's date alone", []history.Look{seen("甲", 9, site.TimeFile)}, "甲 9-9"},
		{"a page that no rule reads", []history.Look{fetched("甲", 1), fetched("", 2)}, "甲 1-1"},
		{"an opening alone", []history.Look{opening("開", 1), opening("開", 2)}, "開 1-2"},
		{"an opening of a text that is known", []history.Look{fetched("開頭", 1), opening("開", 2), fetched("結尾", 3)},
			"開頭 1-2, 結尾 3-3"},
		{"gone once is not gone", []history.Look{fetched("甲", 1), miss(queue.SeenGone, 2), miss(queue.SeenGone, 5)},
			"甲 1-1"},
		{"gone a day later", []history.Look{fetched("甲", 1), miss(queue.SeenGone, 2), miss(queue.SeenGone, 26)},
			"甲 1-1 gone 2"},
		{"gone and not listed", []history.Look{fetched("甲", 1), miss(queue.SeenGone, 2), miss(queue.SeenAbsent, 3)},
			"甲 1-1 gone 2"},
		{"not listed alone", []history.Look{fetched("甲", 1), miss(queue.SeenAbsent, 3)}, "甲 1-1"},
		{"refused", []history.Look{fetched("甲", 1), miss(queue.SeenRefused, 2), miss(queue.SeenRefused, 26)}, "甲 1-1"},
		{"back again", []history.Look{fetched("甲", 1), miss(queue.SeenGone, 2), miss(queue.SeenGone, 30), fetched("甲", 40)},
			"甲 1-40"},
		{"an import does not bring it back", []history.Look{fetched("乙", 2), miss(queue.SeenGone, 3),
			miss(queue.SeenGone, 30), seen("甲", 1, site.TimeMetadata)}, "甲 1-1, 乙 2-2 gone 3"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(1, 1))
			for range 20 {
				if got := text(history.HistoryOf(c.looks)); got != c.want {
					t.Errorf("%s, want %s", got, c.want)
				}
				r.Shuffle(len(c.looks), func(i, j int) { c.looks[i], c.looks[j] = c.looks[j], c.looks[i] })
			}
		})
	}
}

// TestHistoryTakesNothingAway leaves the looks that it is given as they are.
func TestHistoryTakesNothingAway(t *testing.T) {
	looks := []history.Look{fetched("乙", 2), seen("甲", 9, site.TimeFile), seen("甲", 1, site.TimeMetadata)}
	before := slices.Clone(looks)
	history.HistoryOf(looks)
	if !slices.Equal(looks, before) {
		t.Errorf("%+v, were %+v", looks, before)
	}
}

func text(h history.History) string {
	hours := func(stamp string) int { return int(site.ParseStamp(stamp).Sub(noon).Hours()) }
	var parts []string
	for _, v := range h.Versions {
		parts = append(parts, fmt.Sprintf("%s %d-%d", v.First.Hash, hours(v.Seen), hours(v.Last)))
	}
	all := strings.Join(parts, ", ")
	if h.Gone != "" {
		all += fmt.Sprintf(" gone %d", hours(h.Gone))
	}
	return all
}
