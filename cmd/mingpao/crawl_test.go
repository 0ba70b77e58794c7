package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/crawling"
	"mingpao/scraper/fetch"
	"mingpao/store"
	"mingpao/store/catalog"
	"mingpao/testdata"

	"mingpao/extract/site"
)

// world is a site on loopback and an archive to crawl it into.
type world struct {
	t       *testing.T
	site    *testdata.Site
	archive *store.Archive
	job     crawling.Job
	clock   time.Time

	mu      sync.Mutex
	answers map[string]http.HandlerFunc // in place of the site, by what the address contains
	at      map[string][]time.Time      // when each host was asked
	asked   []string                    // the addresses of pages, in order: host and path
	stderr  bytes.Buffer
}

func newWorld(t *testing.T) *world {
	w := &world{t: t, site: testdata.NewSite(), clock: demoDay, answers: map[string]http.HandlerFunc{},
		at: map[string][]time.Time{}}
	server, err := testdata.Serve(w)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	if w.archive, err = store.Open(t.Context(), filepath.Join(t.TempDir(), "mingpao.db")); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.archive.Close() })
	w.job = crawling.Job{
		Config: fetch.Config{NoDelay: true, Dial: server.Dial, RootCAs: server.RootCAs, Deadline: time.Second,
			MaxBody: 1 << 20},
		Now: func() time.Time { return w.clock },
	}
	return w
}

func (w *world) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	w.at[r.Host] = append(w.at[r.Host], time.Now())
	if r.URL.Path != "/robots.txt" {
		w.asked = append(w.asked, r.Host+r.URL.Path)
	}
	var answer http.HandlerFunc
	longest := 0 // the part that says most wins
	for part, h := range w.answers {
		if strings.Contains(r.Host+r.URL.Path, part) && len(part) > longest {
			answer, longest = h, len(part)
		}
	}
	w.mu.Unlock()
	if answer != nil {
		answer(rw, r)
		return
	}
	w.site.ServeHTTP(rw, r)
}

// pages are the addresses that were asked for so far, robots.txt aside.
func (w *world) pages() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.asked)
}

// answer replaces what the site says to addresses that contain a part; nil gives the site the word again.
func (w *world) answer(part string, h http.HandlerFunc) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if h == nil {
		delete(w.answers, part)
		return
	}
	w.answers[part] = h
}

// crawl runs once and returns the exit status.
func (w *world) crawl() int {
	w.t.Helper()
	w.stderr.Reset()
	err := crawling.Run(context.Background(), &w.stderr, w.archive, w.job)
	return endedWith(err)
}

// endedWith is the exit status of a run.
func endedWith(err error) int {
	if err == nil {
		return statusDone
	}
	e, _ := errors.AsType[*cli.Exit](err)
	return e.Status
}

// articles lists the archive's articles by edition and id, sorted.
func (w *world) articles() []string {
	w.t.Helper()
	var all []string
	for _, edition := range []string{"ins", "pns"} {
		all = append(all, w.of(edition)...)
	}
	slices.Sort(all)
	return append(all, append(w.of("fin"), w.of("ol")...)...)
}

func (w *world) of(edition string) []string {
	w.t.Helper()
	var all []string
	for a, err := range w.archive.Catalog().Articles(w.t.Context(), catalog.Filter{Editions: []string{edition}}) {
		if err != nil {
			w.t.Fatal(err)
		}
		all = append(all, a.Edition+" "+a.ID)
	}
	return all
}

func TestCrawlStoresEveryListedArticle(t *testing.T) {
	w := newWorld(t)
	if status := w.crawl(); status != statusDone {
		t.Fatalf("status %d: %s", status, w.stderr.String())
	}
	if diff := cmp.Diff(w.site.Addresses(), w.articles()); diff != "" {
		t.Errorf("listed (-) and stored (+) differ:\n%s", diff)
	}
	if a, err := w.archive.Catalog().Find(t.Context(), "ins", "1772500000666"); err != nil || a.Edition != "fin" {
		t.Errorf("the address that redirects to finance finds %v, %v", a, err)
	}
	before := len(w.site.Requests())
	if status := w.crawl(); status != statusDone {
		t.Fatalf("status %d: %s", status, w.stderr.String())
	}
	for _, r := range w.site.Requests()[before:] {
		if strings.Contains(r, "/article/") || strings.Contains(r, "/fin/") || strings.Contains(r, "/ldy/") {
			t.Errorf("fetched again: %s", r)
		}
	}
}

func TestCrawlSeesChangesAndLosses(t *testing.T) {
	w := newWorld(t)
	w.crawl()
	w.site.NextDay()
	for range 2 { // what is missing once may come back
		w.clock = w.clock.Add(25 * time.Hour)
		if status := w.crawl(); status != statusDone {
			t.Fatalf("status %d: %s", status, w.stderr.String())
		}
	}
	changed, err := w.archive.Catalog().Find(t.Context(), "ins", testdata.ChangedID)
	if err != nil || changed.Revision != 2 || !strings.Contains(changed.Body, "大致良好") {
		t.Errorf("changed article: %+v, %v", changed, err)
	}
	gone, err := w.archive.Catalog().Find(t.Context(), "ins", testdata.GoneID)
	if err != nil || gone.Gone != "2026-03-09T13:00:00+08:00" || gone.Body == "" {
		t.Errorf("article that is gone: %+v, %v", gone, err)
	}
	other, err := w.archive.Catalog().Find(t.Context(), "ins", "1772420000001")
	if err != nil || other.Revision != 1 {
		t.Errorf("article that has not changed: %+v, %v", other, err)
	}
}

func TestCrawlNarrowed(t *testing.T) {
	for _, c := range []struct {
		name string
		args []string
		want []string
	}{
		{"section", []string{"--section", "pns/s00012"}, []string{"pns 1772726401001", "pns 1772726401002",
			"pns 1772812801001"}},
		{"day", []string{"--from", "2026-03-06"}, []string{"ins 1772800000001", "ins 1772800000002", "ins 1772800000003",
			"pns 1772726401001", "pns 1772726401002"}},
		{"addresses", []string{"https://news.mingpao.com/pns/x/article/20260306/s00012/1772726401001/slug"},
			[]string{"pns 1772726401001"}},
		{"an address that redirects", []string{"https://news.mingpao.com/ins/x/article/20260303/s00002/1772500000666"},
			[]string{"fin 1772500000777"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			var flags crawlFlags
			cmd := newCrawl(streams{})
			if err := cmd.ParseFlags(c.args); err != nil {
				t.Fatal(err)
			}
			flags.sections, _ = cmd.Flags().GetStringArray("section")
			flags.from, _ = cmd.Flags().GetString("from")
			flags.delay, flags.logFormat = 2*time.Second, "text"
			job, err := flags.job(t.Context(), cmd.Flags().Args(), false)
			if err != nil {
				t.Fatal(err)
			}
			w.job.Want, w.job.Refs = job.Want, job.Refs
			if status := w.crawl(); status != statusDone {
				t.Fatalf("status %d: %s", status, w.stderr.String())
			}
			if diff := cmp.Diff(c.want, w.articles()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestCrawlKeepsItsDistance(t *testing.T) {
	w := newWorld(t)
	w.job.Config.NoDelay, w.job.Config.Delay = false, 40*time.Millisecond
	w.job.Want.Sections = []site.Section{{Edition: "ins", Code: "s00002", Name: "經濟"},
		{Edition: "ins", Code: "s00007", Name: "娛樂"}}
	w.crawl()
	hosts := 0
	for host, times := range w.at {
		hosts++
		for i := 1; i < len(times); i++ {
			if gap := times[i].Sub(times[i-1]); gap < 40*time.Millisecond {
				t.Errorf("%s: request %d came %v after the one before", host, i, gap)
			}
		}
	}
	if hosts != 3 {
		t.Errorf("%d hosts were asked, want 3", hosts)
	}
}

func TestInterruptFinishesThePage(t *testing.T) {
	w := newWorld(t)
	ctx, cancel := context.WithCancel(context.Background())
	w.answer(testID, func(rw http.ResponseWriter, r *http.Request) {
		cancel()
		w.site.ServeHTTP(rw, r)
	})
	w.only()
	err := crawling.Run(ctx, &w.stderr, w.archive, w.job)
	if e, ok := errors.AsType[*cli.Exit](err); ok && e.Status != statusInterrupted {
		t.Errorf("status %d", e.Status)
	}
	if got := w.articles(); len(got) != 1 {
		t.Errorf("stored %v, want the page in hand", got)
	}
}

// TestInterruptInAHostilePage: a page that is made to keep a reader busy does not keep the crawl from ending.
func TestInterruptInAHostilePage(t *testing.T) {
	w := newWorld(t)
	ctx, cancel := context.WithCancel(context.Background())
	w.answer(testID, func(rw http.ResponseWriter, _ *http.Request) {
		cancel()
		_, _ = io.WriteString(rw, `<base href="https://news.mingpao.com/htm/"><div id="articleTop"></div>`+
			`<article class="txt4">`+
			strings.Repeat("<b x=1><p>作者是甲</article>", 300_000))
	})
	w.only()
	began := time.Now()
	err := crawling.Run(ctx, &w.stderr, w.archive, w.job)
	if e, ok := errors.AsType[*cli.Exit](err); ok && e.Status != statusInterrupted {
		t.Errorf("status %d", e.Status)
	}
	if took := time.Since(began); took > 10*time.Second { // a second on a machine that is not busy
		t.Errorf("ended after %v", took)
	}
	if got := w.articles(); len(got) != 0 {
		t.Errorf("stored %v", got)
	}
}
