package main

import (
	"crypto/sha256"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"mingpao/cmd/mingpao/internal/crawling"
	"mingpao/cmd/mingpao/internal/health"
	"mingpao/extract/picture"
	"mingpao/extract/site"
	"mingpao/store/catalog"
	"mingpao/testdata"
	"mingpao/testdata/play"
)

// pictured are how many pictures of the articles of some days are kept, and how many are not.
func (w *played) pictured(from, to string) (kept, missing int) {
	w.t.Helper()
	for a, err := range w.archive.Catalog().Articles(w.t.Context(), catalog.Filter{From: from, To: to}) {
		if err != nil {
			w.t.Fatal(err)
		}
		all, err := w.archive.Catalog().Pictures(w.t.Context(), a.Images)
		if err != nil {
			w.t.Fatal(err)
		}
		for _, one := range all {
			kept += min(len(one), 1)
			missing += 1 - min(len(one), 1)
		}
	}
	return kept, missing
}

// goWrong has pictures, or robots.txt of their host, answered so for a while.
func (w *played) goWrong(from, to time.Duration, concerns func(kind, host string) bool, answer http.HandlerFunc) {
	w.paper.SetTroubles(play.Trouble{From: w.first.Add(from), To: w.first.Add(to), Concerns: concerns, Answer: answer})
}

func isPicture(kind, _ string) bool { return kind == "picture" }

func isRobots(kind, host string) bool { return kind == "robots.txt" && host == site.PictureHost }

func answering(kind string, body []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		_, _ = w.Write(body)
	}
}

func refusing(status int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }
}

// TestSomePicturesFail plays days on which a quarter of the pictures are bad, each in a way of its own. That is no
// trouble; each waits for its cause, and is there when it is well.
func TestSomePicturesFail(t *testing.T) {
	if testing.Short() {
		t.Skip("plays days, one run after another")
	}
	whole := testdata.Picture("one", 800, 533, 60)
	bad := []http.HandlerFunc{
		answering("image/jpeg", []byte("<!DOCTYPE html><html>文章</html>")),
		answering("image/jpeg", whole[:len(whole)-2]),
		answering("image/svg+xml", []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`)),
		answering("image/jpeg", append(whole, make([]byte, picture.MaxBytes)...)),
		refusing(http.StatusNotFound),
		refusing(http.StatusUnavailableForLegalReasons),
		func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "https://"+site.NewsHost+"/", http.StatusFound)
		},
		refusing(http.StatusInternalServerError),
	}
	w := illustrated(t, 2, 12)
	w.goWrong(0, 30*time.Hour, isPicture, func(rw http.ResponseWriter, r *http.Request) {
		sum := sha256.Sum256([]byte(r.URL.Path))
		if kind := int(sum[0]) % (4 * len(bad)); kind < len(bad) {
			bad[kind](rw, r)
			return
		}
		answering("image/jpeg", testdata.Picture(r.URL.Path, 60, 40, 1))(rw, r)
	})
	w.play(0, 30*time.Hour, 3*time.Hour)
	if kept, missing := w.pictured("", ""); kept == 0 || missing == 0 {
		t.Errorf("%d pictures are kept, %d are missing", kept, missing)
	}
	causes := strings.Join(dumpBy(t, w.archive.Path(),
		"SELECT DISTINCT cause || '/' || subject FROM wanted WHERE due IS NOT NULL"), " ")
	for _, want := range []string{"not-a-picture/", "not-a-picture/truncated", "not-a-picture/unsupported", "too-large/",
		"gone/404", "withheld/", "out-of-scope/to:news.mingpao.com", "server-error/500"} {
		if !strings.Contains(causes, want) {
			t.Errorf("no picture waits for %s: %s", want, causes)
		}
	}
	w.play(30*time.Hour, 60*time.Hour, 3*time.Hour)
	if kept, missing := w.pictured("", ""); missing > 0 {
		t.Errorf("%d pictures are kept, %d are missing still", kept, missing)
	}
	if len(w.mails)+w.odd > 0 {
		t.Errorf("%d runs were not 0; mails %q", w.odd, w.mails)
	}
	runIn(t, nil, 0, "verify", "--db", w.archive.Path())
}

// TestNoPictureComes plays days on which a host gives no picture: it is told of like any other, and texts are read
// meanwhile. All is there when it is over.
func TestNoPictureComes(t *testing.T) {
	for _, c := range drawn("MINGPAO_WEEKS", []struct {
		name     string
		concerns func(kind, host string) bool
		answer   http.HandlerFunc
		says     string
	}{
		{"refused", isPicture, refusing(http.StatusForbidden), "HTTP 403"},
		{"gone", isPicture, refusing(http.StatusNotFound), "HTTP 404"},
		{"challenges", isPicture, answering("text/html", []byte("<html>Just a moment</html>")), "not a picture"},
		{"to be left alone", isPicture, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "7200")
			w.WriteHeader(http.StatusTooManyRequests)
		}, "asks to wait"},
		{"robots.txt forbids", isRobots, answering("text/plain", []byte("User-agent: *\nDisallow: /\n")),
			"disallowed by robots.txt"},
		{"robots.txt is down", isRobots, refusing(http.StatusServiceUnavailable), "robots.txt answers HTTP 503"},
	}) {
		t.Run(c.name, func(t *testing.T) {
			w := illustrated(t, 2, 36)
			w.goWrong(0, 30*time.Hour, c.concerns, c.answer)
			w.play(0, 30*time.Hour, 3*time.Hour)
			w.check()
			if kept, missing := w.pictured("", ""); kept > 0 || missing == 0 {
				t.Errorf("%d pictures are kept, %d are missing", kept, missing)
			}
			w.finds("pictures-unread", true)
			w.play(30*time.Hour, 66*time.Hour, 3*time.Hour)
			w.finds("pictures-unread", false)
			if kept, missing := w.pictured("", ""); missing > 0 {
				t.Errorf("%d pictures are kept, %d are missing still", kept, missing)
			}
			says := "pictures of fs.mingpao.com not read: "
			if len(w.mails) != 3 || !strings.Contains(w.mails[0], says) || !strings.Contains(w.mails[0], c.says) ||
				!strings.Contains(w.mails[2], "over after") {
				t.Errorf("mails %q", w.mails)
			}
		})
	}
}

// finds expects a check to find something, or not.
func (w *played) finds(kind string, want bool) {
	w.t.Helper()
	c, err := health.Examine(w.t.Context(), w.archive, w.now)
	if err != nil {
		w.t.Fatal(err)
	}
	if got := slices.ContainsFunc(c.Findings, func(f health.Finding) bool { return f.Kind == kind }); got != want {
		w.t.Errorf("check finds %s: %v, want %v: %v", kind, got, want, c.Findings)
	}
}

// TestPictureOrder: pictures of past days are ordered with their texts, or after them, and come without being asked for
// again, whatever runs go on with the order; others do not.
func TestPictureOrder(t *testing.T) {
	if testing.Short() {
		t.Skip("plays days, one run after another")
	}
	w := newWeek(t, 8, 36)
	w.paper.Illustrate()
	w.goTo(w.first.Add(7*24*time.Hour + 12*time.Hour))
	w.run(w.job)
	if kept, missing := w.pictured("", ""); kept > 0 || missing == 0 {
		t.Fatalf("%d pictures were fetched unasked, %d are missing", kept, missing)
	}
	order := w.past("2026-03-04", "2026-03-05")
	order.Pictures, order.MaxPages = crawling.Once, 30
	if status, said := w.run(order); status != statusPartly || !strings.Contains(said, "; the next crawls") {
		t.Errorf("status %d: %s", status, said)
	}
	if status, said := w.run(w.job); status != statusDone {
		t.Fatalf("status %d: %s", status, said)
	}
	if kept, missing := w.pictured("2026-03-04", "2026-03-05"); kept == 0 || missing > 0 {
		t.Errorf("%d pictures are kept, %d are missing", kept, missing)
	}
	asked, _ := w.pictured("", "")
	if kept, _ := w.pictured("2026-03-04", "2026-03-05"); asked != kept {
		t.Errorf("%d pictures are kept, %d were ordered", asked, kept)
	}
	order.MaxPages, order.Want.To = 0, "2026-03-06"
	if status, said := w.run(order); status != statusDone || !strings.Contains(said, ", pictures ") {
		t.Errorf("status %d: %s", status, said)
	}
	if kept, missing := w.pictured("2026-03-04", "2026-03-06"); kept <= asked || missing > 0 {
		t.Errorf("%d pictures are kept, %d are missing", kept, missing)
	}
}
