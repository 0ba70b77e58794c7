package health

import (
	"fmt"
	"strings"
	"testing"

	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/site"
	"mingpao/store/catalog"
	"mingpao/store/frontier"
	"mingpao/store/queue"
	"mingpao/store/record"
)

// TestStatusText: lists with one trouble are told together, and no line ends in blanks.
func TestStatusText(t *testing.T) {
	s := &Status{Time: "2026-03-06T12:00:00+08:00", Archive: "mingpao.db", Grown: 34_274,
		Hosts: []Host{{Name: "news.mingpao.com"},
			{Name: "ol.mingpao.com", Misses: 13, Since: "2026-03-06T02:00:00+08:00", Fault: "unknown page design"},
			{Name: site.PictureHost, Misses: 5, Since: "2026-03-06T02:00:00+08:00", Fault: "gone"}},
		Troubles: []Trouble{{Cause: queue.Cause{Kind: queue.WrongClock}, Since: "2035-01-01T00:00:00+08:00",
			Line: "the clock"}},
		Queue: []frontier.Waiting{{Reason: strings.Repeat("long", 20), Later: 1}, {Reason: "new", Due: 3}}}
	for _, name := range []string{"feed pns/s00001", "feed pns/s00002", "feed pns/s00003"} {
		s.Sources = append(s.Sources, Source{Name: name, State: "late", Answered: "2026-03-06T02:00:00+08:00"})
	}
	s.Sources = append(s.Sources, Source{Name: "feed ins/all", State: "well"})
	var b strings.Builder
	if err := s.WriteText(&b, words.English, false); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"\nRuns\nno crawl so far\n",
		"\nfeed pns/s00001 and 2 more  late  answered 10 h ago\n1 of 4 are well\n", "\nnews.mingpao.com  well\n",
		"size      0 KB, about 35 KB of it from the last 30 days\n", "\narticles  none yet; ", "\nTroubles\nthe clock\n",
		"\nol.mingpao.com    no article for 10 h, 13 times in a row: unknown",
		"\nfs.mingpao.com    no picture for 10 h, 5 times in a row: gone"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
	if strings.Contains(b.String(), " \n") {
		t.Errorf("blanks at the end of a line:\n%s", b.String())
	}
}

// TestHoldingsText: the first lines say what is there and what is not; the rows of dots come where they say something.
func TestHoldingsText(t *testing.T) {
	const now = "2026-03-06T12:00:00+08:00"
	failed := func(day, file string, n int) Run {
		return Run{Started: day, Inputs: []string{file}, Counts: frontier.Counts{Failed: n}}
	}
	many := make([]frontier.Waiting, fewCauses+2)
	for i := range many {
		many[i] = frontier.Waiting{Reason: fmt.Sprintf("cause%d", i), Later: 1, Oldest: "2026-03-01T08:00:00+08:00"}
	}
	read := []Section{{SectionName{"pns", "s00001", "要聞"}, []Day{{Day: "2026-03-06", State: Whole}}},
		{SectionName{"pns", "s00002", "港聞"}, []Day{{Day: "2026-03-06", State: Unknown}}}}
	fetched := LastLook{"2026-03-06T09:00:00+08:00", catalog.Witness{Kind: record.Fetched}}
	for _, c := range []struct {
		name      string
		s         Status
		wholly    bool
		want, not []string
	}{
		{"imported, and nothing of a crawl",
			Status{Articles: Articles{catalog.Totals{Articles: 3, Days: 2, First: "2025-12-03",
				Last: "2026-03-01", Excerpts: 1}, []SectionName{{"pns", "s1", ""}, {"ol", "x", ""}, {"pns", "s2", ""}}}},
			false, []string{"articles   3, published 2025-12-03 to 2026-03-01, on 2 days\n           1 opening only\n",
				"sections   3: pns 2, ol 1 (", "last look  not recorded", "no crawl so far"},
			[]string{"Lists", "Queue", "Days", "not read"}},
		{"an article", Status{Articles: Articles{Totals: catalog.Totals{Articles: 1, Days: 1, First: "2025-12-03"}},
			LastLook: fetched}, false, []string{"1, published on 2025-12-03\n",
			"last look  2026-03-06 09:00, 3 h ago: fetched by this archive\n"}, nil},
		{"one cause", Status{Unread: many[:1]}, false, []string{"not read  1 page, since 2026-03-01: cause0\n",
			"status --unread"}, []string{"more"}},
		{"many causes", Status{Unread: many}, false, []string{"cause4\n          2 more causes\n"}, []string{"cause5"}},
		{"imports, one of them repeated, one mended", Status{Imports: []Run{failed("2026-03-05", "a.zip", 1),
			failed("2026-03-04", "b", 0), failed("2026-03-03", "b", 3), failed("2026-03-02", "a.zip", 7)}}, false,
			[]string{"not read  1 page without an article, imported 2026-03-05 from a.zip\n          mingpao import --dry-run"},
			[]string{"pages without"}},
		{"a section of which nothing is known", Status{Coverage: read}, false, []string{"pns/s00001  #  要聞",
			"1 section is not read at all"}, []string{"港聞"}},
		{"all sections", Status{Coverage: read}, true, []string{"pns/s00002  .  港聞"}, []string{"at all"}},
		{"sections of which nothing is known", Status{Coverage: read[1:]}, false, nil, []string{"港聞", "not read, 0"}},
	} {
		var b strings.Builder
		c.s.Time = now
		if err := c.s.WriteText(&b, words.English, c.wholly); err != nil {
			t.Fatal(err)
		}
		for _, want := range c.want {
			if !strings.Contains(b.String(), want) {
				t.Errorf("%s: no %q in\n%s", c.name, want, b.String())
			}
		}
		for _, not := range c.not {
			if strings.Contains(b.String(), not) {
				t.Errorf("%s: %q in\n%s", c.name, not, b.String())
			}
		}
	}
}
