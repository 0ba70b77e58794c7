package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"mingpao/cmd/mingpao/internal/crawling"
	"mingpao/extract/site"
	"mingpao/scraper/fetch"
	"mingpao/store"
	"mingpao/store/catalog"
	"mingpao/store/queue"
	"mingpao/testdata"
	"mingpao/testdata/play"
)

// played is cron played against a paper whose days go by: a quiet crawl every quarter of an hour.
type played struct {
	t       *testing.T
	paper   *play.Paper
	archive *store.Archive
	job     crawling.Job
	first   time.Time // of the week; the paper is some days older
	now     time.Time
	mails   []string // what a run printed
	odd     int      // runs whose status was not 0

	isClosed bool // the archive: every attempt opens it
}

// daysBefore is how old the paper is when the week begins.
const daysBefore = 3

var monday = time.Date(2026, 3, 2, 0, 0, 0, 0, site.Zone)

func newWeek(t *testing.T, days, share int) *played {
	t.Helper()
	return weekIn(t, filepath.Join(t.TempDir(), "mingpao.db"), days, share)
}

// continued is a week that begins as another one has begun, which is not played on.
func (w *played) continued(t *testing.T, days, share int) *played {
	t.Helper()
	path := filepath.Join(t.TempDir(), "mingpao.db")
	if err := w.archive.Backup(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	next := weekIn(t, path, days, share)
	next.mails, next.odd = slices.Clone(w.mails), w.odd
	return next
}

// Weeks need nothing but a processor, and are played side by side.
func weekIn(t *testing.T, archive string, days, share int) *played {
	t.Helper()
	t.Parallel()
	return weekAlone(t, archive, days, share)
}

// weekAlone is a week that others would disturb.
func weekAlone(t *testing.T, archive string, days, share int) *played {
	t.Helper()
	w := &played{t: t, first: monday, paper: play.NewPaper(monday.AddDate(0, 0, -daysBefore), days+daysBefore, share)}
	server, err := testdata.Serve(w.paper)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	if w.archive, err = store.Open(t.Context(), archive); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.archive.Close() })
	w.job = crawling.Job{
		Config: fetch.Config{NoDelay: true, Dial: server.Dial, RootCAs: server.RootCAs, Deadline: 5 * time.Second},
		Now:    func() time.Time { return w.now },
	}
	return w
}

// play runs cron from one hour of the week to another, every so often.
func (w *played) play(from, to, every time.Duration) {
	w.t.Helper()
	job := w.job
	job.Quiet = true
	for at := w.first.Add(from); at.Before(w.first.Add(to)); at = at.Add(every) {
		w.goTo(at)
		var stderr bytes.Buffer
		if err := crawling.Run(w.t.Context(), &stderr, w.archive, job); err != nil {
			w.odd++
		}
		if stderr.Len() > 0 {
			w.mails = append(w.mails, at.Format("01-02 15:04 ")+strings.TrimSpace(stderr.String()))
		}
	}
}

// check compares the archive with what the paper listed: nothing is missing, nothing that is there is called gone.
// Delays are how long after their listing articles came, the shortest first.
func (w *played) check() (delays []time.Duration) {
	w.t.Helper()
	missing, delays := w.missing()
	if len(missing) > 0 || len(delays) == 0 {
		w.t.Errorf("%d of %d articles are missing", len(missing), len(missing)+len(delays))
	}
	return delays
}

// missing are the articles that the paper listed since the week began, and that are not there; delays are of the
// others.
func (w *played) missing() (missing []play.Story, delays []time.Duration) {
	w.t.Helper()
	have := map[string]*catalog.Article{}
	for a, err := range w.archive.Catalog().Articles(w.t.Context(), catalog.Filter{}) {
		if err != nil {
			w.t.Fatal(err)
		}
		if a.Gone != "" {
			w.t.Errorf("%s is called gone", a.URL)
		}
		have[a.Edition+" "+a.ID] = a
	}
	for _, s := range w.paper.Stories(w.now) {
		if s.Listed.Before(w.first) {
			continue // what lists named before nobody looked
		}
		a, ok := have[s.Key()]
		if !ok {
			missing = append(missing, s)
			continue
		}
		delays = append(delays, site.ParseStamp(a.FirstSeen).Sub(s.Listed))
	}
	slices.Sort(delays)
	return missing, delays
}

func (w *played) requests() (n int) {
	for _, count := range w.paper.Requests() {
		n += count
	}
	return n
}

// areWhole reports whether weeks are played whole, with runs as often as cron has them: MINGPAO_WEEKS says so. They
// take minutes; what goes wrong in them mostly does in a shorter one, too.
func areWhole() bool { return os.Getenv("MINGPAO_WEEKS") != "" }

// pace is how often runs are where nothing depends on it.
func pace() time.Duration {
	if areWhole() {
		return 15 * time.Minute
	}
	return 2 * time.Hour
}

// TestQuietWeek plays a week in which nothing goes wrong.
func TestQuietWeek(t *testing.T) {
	days, share, limit := 2, 4, 1_900
	if areWhole() {
		days, share, limit = 7, 1, 10_052 // two fifths of what the program before asked in that week
	}
	w := newWeek(t, days, share)
	w.play(0, time.Duration(days)*24*time.Hour, 15*time.Minute)
	delays := w.check()
	if worst := delays[len(delays)-1]; worst > 30*time.Minute {
		t.Errorf("an article came %v after its listing", worst)
	}
	t.Logf("articles came %v after their listing, 95 of 100 within %v", delays[len(delays)/2], delays[len(delays)*95/100])
	if len(w.mails) > 0 || w.odd > 0 {
		t.Errorf("%d runs were not 0; mails %q", w.odd, w.mails)
	}
	t.Logf("%d requests: %v", w.requests(), w.paper.Requests())
	if n := w.requests(); n > limit {
		t.Errorf("%d requests, want at most %d", n, limit)
	}
}

// TestTroubledWeek plays weeks with trouble in the middle: after two good days nothing is missing, nothing that is
// there is called gone, and a person was told when it began, once a day, and when it ended.
func TestTroubledWeek(t *testing.T) {
	const begins = 34 * time.Hour // on Tuesday at ten
	calm := newWeek(t, 2, 6)
	calm.play(0, begins, pace())
	for _, c := range []struct {
		trouble string
		lasts   time.Duration
		slow    bool // takes a while: left out of short tests
	}{
		{"lists-404", 12 * time.Hour, false},
		{"lists-empty", 12 * time.Hour, true},
		{"finance-503", 60 * time.Hour, true},
		{"articles-404", 3 * time.Hour, true},
		{"articles-404", 30 * time.Hour, true},
		{"articles-design", 72 * time.Hour, true},
		{"articles-loop", 6 * time.Hour, true},
		{"all-500", 26 * time.Hour, true},
		{"all-403", 26 * time.Hour, true},
		{expiredCertificate, 7 * 24 * time.Hour, true},
	} {
		t.Run(fmt.Sprintf("%s for %v", c.trouble, c.lasts), func(t *testing.T) {
			if c.slow && testing.Short() {
				t.Skip("plays several days")
			}
			if !areWhole() {
				c.lasts = min(c.lasts, 72*time.Hour)
			}
			end := begins + c.lasts + 48*time.Hour
			w := calm.continued(t, int(end.Hours()/24)+1, 6)
			mended := w.goesWrong(c.trouble, begins, begins+c.lasts)
			every := pace()
			if c.lasts < 4*time.Hour { // a few runs
				every = 15 * time.Minute
			}
			w.play(begins, begins+c.lasts, every)
			mended()
			w.play(begins+c.lasts, end, pace())
			w.check()
			most := 2 + int(c.lasts.Hours()/24)
			if len(w.mails) > most || len(w.mails) < 2 {
				t.Errorf("%d mails, want 2 to %d:\n%s", len(w.mails), most, strings.Join(w.mails, "\n"))
			}
			t.Logf("%d mails, %d runs were not 0", len(w.mails), w.odd)
			if w.odd == 0 {
				t.Error("every run ended with status 0")
			}
		})
	}
}

// expiredCertificate is a trouble that is met before the paper answers.
const expiredCertificate = "certificate-expired"

// goesWrong has a trouble begin and end at some hours of the week, the latter at the latest when it is mended.
func (w *played) goesWrong(name string, from, to time.Duration) (mended func()) {
	w.t.Helper()
	if name == expiredCertificate {
		dial := w.job.Config.Dial
		w.job.Config.Dial = expiredAt(w.t, to-from)
		return func() { w.job.Config.Dial = dial }
	}
	trouble, err := play.NewTrouble(name, w.first.Add(from), w.first.Add(to))
	if err != nil {
		w.t.Fatal(err)
	}
	w.paper.SetTroubles(trouble)
	return func() {}
}

// TestOffForDays plays a computer that was off: what lists no longer name is fetched all the same, and a person is
// told.
func TestOffForDays(t *testing.T) {
	if testing.Short() {
		t.Skip("plays many days")
	}
	const off = 34 * time.Hour
	calm := newWeek(t, 2, 12)
	calm.play(0, off, pace())
	for _, days := range []int{5, 10} {
		t.Run(fmt.Sprintf("%d days", days), func(t *testing.T) {
			w := calm.continued(t, days+4, 12)
			back := off + time.Duration(days)*24*time.Hour
			w.play(back, back+24*time.Hour, pace())
			w.check()
			if len(w.mails) > 2 {
				t.Errorf("mails %q", w.mails)
			}
			orders, err := w.archive.Frontier().Orders(t.Context())
			if err != nil || len(orders) != 1 || orders[0].Reason != queue.OrderGap || orders[0].Ended.IsZero() {
				t.Errorf("orders %+v, %v", orders, err)
			}
		})
	}
}

// TestMisprint plays an entry that is dated 2099: the days after it are read as ever.
func TestMisprint(t *testing.T) {
	if testing.Short() {
		t.Skip("plays many days")
	}
	w := newWeek(t, 3, 12)
	w.paper.AddStory(site.Section{Edition: site.Daily, Code: "s00001", Name: "要聞"}, "20990101", w.first.Add(10*time.Hour))
	w.play(0, 60*time.Hour, pace())
	w.check()
	if len(w.mails) > 0 {
		t.Errorf("mails %q", w.mails)
	}
}
