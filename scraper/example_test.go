package scraper_test

import (
	"context"
	"fmt"
	"log"
	"log/slog"
	"slices"
	"time"

	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/scraper"
	"mingpao/scraper/fetch"
	"mingpao/store/queue"
	"mingpao/testdata"
)

// A crawl of one section of a played site: its feed, the article that the feed names, and another one that stands
// beside it.
func Example() {
	server, err := testdata.Serve(testdata.NewSite())
	if err != nil {
		log.Fatal(err)
	}
	defer server.Close()
	kept := &shelf{}
	crawl := scraper.Crawl{
		Config:  fetch.Config{NoDelay: true, Dial: server.Dial, RootCAs: server.RootCAs},
		Archive: kept,
		Log:     slog.New(slog.DiscardHandler),
		Now:     func() time.Time { return time.Date(2026, 3, 2, 12, 0, 0, 0, site.Zone) },
		Follow:  true,
		Want:    queue.Want{Sections: []site.Section{site.SectionOf(site.Daily, "s00001")}},
	}
	report, err := crawl.Run(context.Background())
	if err != nil {
		log.Fatal(err)
	}
	for _, a := range kept.articles {
		fmt.Println(a.Published, a.Section, a.Title)
	}
	fmt.Printf("new %d, not read %d\n", report.New, report.Failed)
	// Output:
	// 2026-03-02 要聞 離島渡輪假日加班 街坊盼長期保留
	// 2026-03-02 要聞 山徑封閉兩周修石級
	// new 2, not read 0
}

// shelf is the least that a crawl needs of an archive, in memory.
type shelf struct {
	scraper.Archive // what this crawl does not ask for
	queue           []queue.Item
	articles        []*extract.Article
}

func (s *shelf) Add(_ context.Context, found []queue.Listing, _ time.Time) (added queue.Added, _ error) {
	for _, l := range found {
		if !slices.ContainsFunc(s.queue, func(p queue.Item) bool { return p.Ref.ID == l.Ref.ID }) {
			s.queue = append(s.queue, queue.Item{Ref: l.Ref, URL: l.Ref.URL(), Host: site.NewsHost})
			added.New = append(added.New, l.Ref)
		}
	}
	return added, nil
}

func (s *shelf) Next(context.Context, queue.Want, []string, time.Time) (*queue.Item, error) {
	if i := slices.IndexFunc(s.queue, isDue); i >= 0 {
		return &s.queue[i], nil
	}
	return nil, nil
}

func isDue(p queue.Item) bool { return p.Visits == 0 && p.Attempts == 0 }

func (s *shelf) Settle(_ context.Context, v queue.Visit) (queue.Outcome, error) {
	p := &s.queue[slices.IndexFunc(s.queue, func(p queue.Item) bool { return p.Ref == v.Item.Ref })]
	if v.Look != queue.Read {
		p.Attempts++
		return "", nil
	}
	p.Visits++
	s.articles = append(s.articles, v.Article)
	return queue.New, nil
}

// What this crawl has no past of, and need not keep.

func (*shelf) NextPicture(context.Context, time.Time, time.Time) (*queue.Item, error) {
	return nil, nil
}
func (*shelf) DuePictures(context.Context, time.Time) (due, failing int, err error) { return }

func (*shelf) Due(context.Context, queue.Want, time.Time) ([]queue.Group, error)     { return nil, nil }
func (*shelf) KeptOut(context.Context, queue.Want, time.Time) ([]queue.Group, error) { return nil, nil }
func (*shelf) Sources(context.Context) ([]queue.Source, error)                       { return nil, nil }
func (*shelf) SaveSource(context.Context, queue.Source) error                        { return nil }
func (*shelf) Vanished(context.Context, string, []queue.Listing, time.Time) (int, error) {
	return 0, nil
}
func (*shelf) Calendar(context.Context) (map[string]string, error)               { return nil, nil }
func (*shelf) NamedBy(context.Context, string, time.Time) ([]queue.Named, error) { return nil, nil }
func (*shelf) Hosts(context.Context) ([]queue.Host, error)                       { return nil, nil }
func (*shelf) SaveHost(context.Context, queue.Host) error                        { return nil }
func (*shelf) Cover(context.Context, string, string, []string, time.Time) error  { return nil }
func (*shelf) OldestListed(context.Context, int, time.Time) (string, error)      { return "", nil }
func (*shelf) NextTask(context.Context, int64, queue.Want, time.Time) (*queue.Task, error) {
	return nil, nil
}
func (*shelf) OpenGaps(context.Context, queue.Want) (map[string][]string, error) {
	return nil, nil
}
func (*shelf) Spend(context.Context, string, time.Time) error                              { return nil }
func (*shelf) Spent(context.Context, string, time.Time) (n int, last time.Time, err error) { return }
func (*shelf) SaveRobots(context.Context, string, int, []byte, time.Time) error            { return nil }
func (*shelf) LoadRobots(context.Context, string) (status int, b []byte, at time.Time, ok bool) {
	return
}
