package health

import (
	"strings"
	"testing"

	"mingpao/store/frontier"
	"mingpao/store/queue"
)

// TestStatusText: lists with one trouble are told together, and no line ends in blanks.
func TestStatusText(t *testing.T) {
	s := &Status{Time: "2026-03-06T12:00:00+08:00", Archive: "mingpao.db", Grown: 34_274, Hosts: []Host{{Name: "news.mingpao.com"},
		{Name: "ol.mingpao.com", Misses: 13, Since: "2026-03-06T02:00:00+08:00", Fault: "unknown page design"}},
		Troubles: []Trouble{{Cause: queue.Cause{Kind: queue.WrongClock}, Since: "2035-01-01T00:00:00+08:00", Line: "the clock"}},
		Queue:    []frontier.Waiting{{Reason: strings.Repeat("long", 20), Later: 1}, {Reason: "new", Due: 3}}}
	for _, name := range []string{"feed pns/s00001", "feed pns/s00002", "feed pns/s00003"} {
		s.Sources = append(s.Sources, Source{Name: name, State: "late", Answered: "2026-03-06T02:00:00+08:00"})
	}
	s.Sources = append(s.Sources, Source{Name: "feed ins/all", State: "well"})
	var b strings.Builder
	if err := s.WriteText(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"\nRuns\nno crawl so far\n",
		"\nfeed pns/s00001 and 2 more  late  answered 10 h ago\n1 of 4 are well\n", "\nnews.mingpao.com  well\n",
		"about 35 KB of pages", "\nTroubles\nthe clock\n", "\nol.mingpao.com    no article for 10 h, 13 times in a row: unknown"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
	if strings.Contains(b.String(), " \n") {
		t.Errorf("blanks at the end of a line:\n%s", b.String())
	}
}
