package frontier_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"mingpao/extract/site"
	"mingpao/store/frontier"
	"mingpao/store/internal/db"
	"mingpao/store/internal/sample"
	"mingpao/store/queue"
)

// listings are what a source says of so many articles, each with a time.
func listings(source string, n int, at string) (all []queue.Listing) {
	for i := range n {
		ref := site.Ref{Edition: site.Instant, ID: fmt.Sprint(1772420000000 + i), Date: "20260302", SectionCode: "s00001",
			SectionName: "港聞"}
		all = append(all, queue.Listing{Ref: ref, Source: source, Title: fmt.Sprintf("第%d則", i), Time: at})
	}
	return all
}

// settleAll settles every page that is due as one that cannot be read now, or as one that was read.
func settleAll(t *testing.T, a *db.DB, detail string, now time.Time) {
	t.Helper()
	for {
		p, err := frontier.New(a).Next(t.Context(), queue.Want{}, nil, now)
		if err != nil {
			t.Fatal(err)
		}
		if p == nil {
			return
		}
		visit := queue.Visit{Item: *p, Look: queue.Failed, Detail: detail, Again: now.AddDate(0, 1, 0)}
		err = a.Write(t.Context(), "settle", func(ctx context.Context, x *db.Tx) error {
			return frontier.Settle(ctx, x, 0, visit, queue.None, now)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func dueNow(t *testing.T, a *db.DB, now time.Time) (n int) {
	t.Helper()
	due, err := frontier.New(a).Due(t.Context(), queue.Want{}, now)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range due {
		n += d.Pages
	}
	return n
}

// TestWhatListsWake has lists that name known articles again: what of them becomes due, and which lists are believed.
func TestWhatListsWake(t *testing.T) {
	times := func(n, changed int) []queue.Listing {
		all := listings("feed", n, "10:00")
		for i := range changed {
			all[i].Time = "10:15"
		}
		return all
	}
	for _, c := range []struct {
		name     string
		detail   string // why the pages could not be read; "": they were
		before   int    // articles that the feed names first
		again    []queue.Listing
		due      int
		distrust bool
	}{
		{"the same word", "", 20, times(20, 0), 0, false},
		{"two times of twenty", "", 20, times(20, 2), 2, false},
		{"every time of a long list", "", 20, times(20, 20), 0, true},
		{"half of the times", "", 20, times(20, 10), 0, true},
		{"every time of a short list", "", 6, times(6, 6), 0, true},
		{"another list names what was read", "", 20, listings("list", 20, "10:00"), 0, false},
		{"another list names what could not be read", "HTTP 503", 20, listings("list", 20, "10:00"), 20, false},
		{"the same word of what could not be read", "HTTP 503", 20, times(20, 0), 0, false},
		{"another time of what could not be read", "HTTP 503", 20, times(20, 1), 1, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := sample.Open(t)
			if _, err := frontier.New(a).Add(t.Context(), listings("feed", c.before, "10:00"), sample.Noon); err != nil {
				t.Fatal(err)
			}
			settleAll(t, a, c.detail, sample.Noon)
			later := sample.Noon.Add(time.Hour)
			added, err := frontier.New(a).Add(t.Context(), c.again, later)
			if err != nil || added.Distrust != c.distrust || added.Changed != c.due {
				t.Errorf("%+v, %v; want %d changed, distrusted %v", added, err, c.due, c.distrust)
			}
			if n := dueNow(t, a, later); n != c.due {
				t.Errorf("%d are due, want %d", n, c.due)
			}
		})
	}
}

// TestListOfFalseAddresses has a list that puts all its articles under another day at every request: they stay where
// they were read.
func TestListOfFalseAddresses(t *testing.T) {
	a := sample.Open(t)
	all := listings("feed", 12, "10:00")
	if _, err := frontier.New(a).Add(t.Context(), all, sample.Noon); err != nil {
		t.Fatal(err)
	}
	settleAll(t, a, "", sample.Noon)
	for i := range all {
		all[i].Ref.Date = "20260303"
	}
	later := sample.Noon.Add(time.Hour)
	if added, err := frontier.New(a).Add(t.Context(), all, later); err != nil || !added.Distrust {
		t.Errorf("%+v, %v", added, err)
	}
	if n := dueNow(t, a, later); n != 0 {
		t.Errorf("%d are due", n)
	}
}

// TestNewVersionWakes tries again what the program could not read once it is another one.
func TestNewVersionWakes(t *testing.T) {
	for _, c := range []struct {
		name        string
		then, today string
		detail      string
		due         int
	}{
		{"another version", "1.0", "1.1", "unknown page design", 3},
		{"the same version", "1.0", "1.0", "unknown page design", 0},
		{"another version, and all was read", "1.0", "1.1", "", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := sample.Open(t)
			begin := func(command, version string, at time.Time) int64 {
				run, err := frontier.New(a).BeginRun(context.Background(), command, version, at)
				if err != nil {
					t.Fatal(err)
				}
				return run
			}
			begin("crawl", c.then, sample.Noon)
			if _, err := frontier.New(a).Add(t.Context(), listings("feed", 3, ""), sample.Noon); err != nil {
				t.Fatal(err)
			}
			settleAll(t, a, c.detail, sample.Noon)
			later := sample.Noon.Add(time.Hour)
			begin("import", "0.9", later) // other commands do not count
			if err := frontier.New(a).WakeFailing(t.Context(), begin("crawl", c.today, later), later); err != nil {
				t.Fatal(err)
			}
			if n := dueNow(t, a, later); n != c.due {
				t.Errorf("%d are due, want %d", n, c.due)
			}
		})
	}
}

// TestOrderIsCovered: what is due anyway has covered the days of an order before it came to them: it is done.
func TestOrderIsCovered(t *testing.T) {
	a, _ := sample.OpenIn(t, "a.db")
	days := []string{"2026-03-01", "2026-03-02"}
	want := queue.Want{From: days[0], To: days[1], Sections: []site.Section{{Edition: site.Daily, Code: "s00001"}}}
	if _, err := frontier.New(a).NewOrder(t.Context(), want, sample.Noon); err != nil {
		t.Fatal(err)
	}
	later := sample.Noon.Add(time.Minute)
	if err := frontier.New(a).Cover(t.Context(), site.Daily, "s00001", days, later); err != nil {
		t.Fatal(err)
	}
	if next, err := frontier.New(a).NextTask(t.Context(), 0, queue.Want{}, later); next != nil || err != nil {
		t.Errorf("still to do: %v, %v", next, err)
	}
	if all, err := frontier.New(a).Orders(t.Context()); err != nil || len(all) != 1 || all[0].Ended.IsZero() {
		t.Errorf("not ended: %+v, %v", all, err)
	}
}
