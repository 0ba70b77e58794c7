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
	l.Title, l.Text = "題", body
	for _, r := range body {
		l.Capture = l.Capture*31 + int64(r)
	}
	return l
}

// under is a look at a text under another headline.
func under(title string, l history.Look) history.Look {
	l.Title, l.Hash, l.Capture = title, title+l.Hash, l.Capture+int64([]rune(title)[0])<<40
	return l
}

func seen(body string, hour int, source site.TimeSource) history.Look {
	return look(queue.SeenPage, body, hour, source)
}

func fetched(body string, hour int) history.Look { return seen(body, hour, site.TimeFetched) }

func opening(body string, hour int) history.Look {
	l := fetched(body, hour)
	l.Access, l.Hash = extract.Excerpt, body+"…"
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
		{"more evidence takes nothing away", []history.Look{seen("甲", 1, site.TimeGiven), fetched("乙", 2), fetched("甲", 3)},
			"甲 1-1, 乙 2-2, 甲 3-3"},
		{"one look by two witnesses", []history.Look{fetched("甲", 1), seen("甲", 1, site.TimeWARC), fetched("甲", 2)}, "甲 1-2"},
		{"a page that no rule reads", []history.Look{fetched("甲", 1), fetched("", 2)}, "甲 1-1"},
		{"an opening alone", []history.Look{opening("開", 1), opening("開", 2)}, "開… 1-2 opening"},
		{"the opening of a text that is known", []history.Look{fetched("開頭", 1), opening("開", 2), fetched("結尾", 3)},
			"開頭 1-1, 結尾 3-3"},
		{"the article was seen by its opening", []history.Look{fetched("開頭", 1), opening("開", 9)}, "開頭 1-1 seen 1-9"},
		{"another headline over an opening",
			[]history.Look{fetched("開頭", 1), under("改", opening("開", 2)), under("改", opening("開", 4))},
			"開頭 1-1, 改開… 2-4 opening, shown 1"},
		{"another beginning", []history.Look{fetched("開頭，和結尾", 1), opening("改頭，和結", 2)},
			"開頭，和結尾 1-1, 改頭，和結… 2-2 opening, shown 1"},
		{"a last clause that is cut off",
			[]history.Look{fetched("開頭，和結尾。", 1), opening("開 頭，和結…", 2), opening("開頭，\n和別的…", 3)}, "開頭，和結尾。 1-1 seen 1-3"},
		{"the headline back again", []history.Look{fetched("開頭", 1), under("改", opening("開", 2)), opening("開", 3)},
			"開頭 1-1, 改開… 2-2 opening, 開… 3-3 opening, shown 1"},
		{"the text after another headline",
			[]history.Look{fetched("開頭", 1), under("改", opening("開", 2)), under("改", fetched("開頭", 3))},
			"開頭 1-1, 改開… 2-2 opening, 改開頭 3-3"},
		{"the text after its opening", []history.Look{opening("開", 1), fetched("開頭", 2)}, "開頭 2-2 seen 1-2"},
		{"the text after another opening", []history.Look{opening("閉", 1), opening("開", 2), fetched("開頭", 3)},
			"閉… 1-1 opening, 開頭 3-3"},
		{"gone once is not gone", []history.Look{fetched("甲", 1), miss(queue.SeenGone, 2), miss(queue.SeenGone, 5)},
			"甲 1-1"},
		{"gone a day later", []history.Look{fetched("甲", 1), miss(queue.SeenGone, 2), miss(queue.SeenGone, 26)},
			"甲 1-1 gone 2"},
		{"gone and not listed", []history.Look{fetched("甲", 1), miss(queue.SeenGone, 2), miss(queue.SeenAbsent, 3)},
			"甲 1-1 gone 2"},
		{"not listed alone", []history.Look{fetched("甲", 1), miss(queue.SeenAbsent, 3)}, "甲 1-1"},
		{"withheld",
			[]history.Look{fetched("甲", 1), miss(queue.SeenGone, 2), miss(queue.SeenWithheld, 3), miss(queue.SeenWithheld, 4)},
			"甲 1-1 gone 3 withheld"},
		{"withheld, and gone",
			[]history.Look{fetched("甲", 1), miss(queue.SeenWithheld, 2), miss(queue.SeenGone, 3), miss(queue.SeenGone, 30)},
			"甲 1-1 gone 3"},
		{"no more withheld", []history.Look{fetched("甲", 1), miss(queue.SeenWithheld, 2), fetched("甲", 3)}, "甲 1-3"},
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
		part := fmt.Sprintf("%s %d-%d", v.First.Hash, hours(v.Seen), hours(v.Last))
		if v.Opening {
			part += " opening"
		}
		parts = append(parts, part)
	}
	if n := len(h.Versions); h.Shown != n {
		parts = append(parts, fmt.Sprint("shown ", h.Shown))
	}
	all := strings.Join(parts, ", ")
	if n := len(h.Versions); n > 0 && (h.First != h.Versions[0].Seen || h.Shown == n && h.Last != h.Versions[n-1].Last) {
		all += fmt.Sprintf(" seen %d-%d", hours(h.First), hours(h.Last))
	}
	if h.Gone != "" {
		all += fmt.Sprintf(" gone %d", hours(h.Gone))
		if h.Withheld {
			all += " withheld"
		}
	}
	return all
}
