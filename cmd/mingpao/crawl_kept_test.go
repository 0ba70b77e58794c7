package main

import (
	"bytes"
	"net/http"
	"strings"
	"testing"
	"time"

	"mingpao/cmd/mingpao/internal/reread"
	"mingpao/store"
	"mingpao/store/queue"
	"mingpao/testdata"
)

// reextract reads the world's archive again as the command does.
func (w *world) reextract() {
	w.t.Helper()
	var out bytes.Buffer
	again := reread.Archive{Archive: w.archive, Now: w.job.Now, Out: &out, Err: &out}
	if err := again.Run(w.t.Context()); err != nil {
		w.t.Fatalf("%v: %s", err, out.String())
	}
}

// kept are the pages that hold no article so far.
func (w *world) kept() (all []store.Kept) {
	w.t.Helper()
	for k, err := range w.archive.Pages(w.t.Context()) {
		if err != nil {
			w.t.Fatal(err)
		}
		if k.Article == 0 {
			all = append(all, k)
		}
	}
	return all
}

// TestUnreadPagesAreKept keeps what came in place of an article, as it came. Reading it again by the same rules makes
// no article of it: neither half a page nor another page's article.
func TestUnreadPagesAreKept(t *testing.T) {
	flash := string(testdata.Page("ins-flash.html"))
	end := strings.LastIndex(flash, "</body>")
	for _, c := range []struct{ name, page, refusal string }{
		{"a new design", newDesign, "unknown page design"},
		{"no text", string(testdata.Page("no-text.html")), ""},
		{"cut off in the article", flash[:len(flash)/2], "the page does not end"},
		{"cut off behind the article", flash[:end], "the page does not end"},
		{"another article", strings.ReplaceAll(flash, testID, "1772420000999"), "the page is article ins 1772420000999"},
		{"not decoded", strings.ReplaceAll(flash, "能見度", "\ufffd\ufffd\ufffd"), "cannot be decoded"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.only()
			w.answer(testID, htmlAnswer(c.page))
			w.crawl()
			kept := w.kept()
			if len(kept) != 1 || string(kept[0].Capture.Body) != c.page || !strings.Contains(kept[0].Refusal, c.refusal) {
				t.Fatalf("kept %d pages: %+v", len(kept), kept)
			}
			w.reextract()
			if found := w.articles(); len(found) > 0 || len(w.kept()) != 1 {
				t.Errorf("it was read as %v", found)
			}
		})
	}
}

// TestReextractGivesWhatIsReadable has a page that an older program could not read: reextract gives the article, as of
// the time when it was fetched, and the page that comes later is no change of it.
func TestReextractGivesWhatIsReadable(t *testing.T) {
	w := newWorld(t)
	w.only()
	w.answer(testID, htmlAnswer(newDesign))
	w.crawl()
	then := w.clock
	p, err := w.archive.Frontier().Next(t.Context(), w.job.Want, nil, then.Add(time.Hour))
	if err != nil || p == nil {
		t.Fatalf("the page is not in the queue: %v", err)
	}
	page := testdata.Page("ins-flash.html")
	old := queue.Visit{Item: *p, At: then.Add(time.Minute), Look: queue.Unreadable,
		Detail: "not a page: unknown page design", Keep: true, Again: then.Add(time.Hour),
		Answer: queue.Answer{ContentType: "text/html; charset=utf-8", Body: page}}
	w.clock = then.Add(time.Minute)
	if _, err := w.archive.Settle(t.Context(), 0, old, w.clock); err != nil {
		t.Fatal(err)
	}
	w.reextract()
	a, err := w.archive.Catalog().Find(t.Context(), "ins", testID)
	if err != nil || a.FirstSeen != w.clock.Format(time.RFC3339) || a.Revision != 1 {
		t.Fatalf("%+v, %v", a, err)
	}
	w.answer(testID, func(rw http.ResponseWriter, r *http.Request) { w.site.ServeHTTP(rw, r) })
	w.clock = then.Add(2 * time.Hour)
	if got := w.crawl(); got != statusDone {
		t.Errorf("status %d: %s", got, w.stderr.String())
	}
	if a, err = w.archive.Catalog().Find(t.Context(), "ins", testID); err != nil || a.Revision != 1 ||
		a.LastSeen != w.clock.Format(time.RFC3339) {
		t.Errorf("%+v, %v", a, err)
	}
}
