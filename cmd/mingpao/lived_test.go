package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"mingpao/extract/site"
	"mingpao/store"
	"mingpao/store/catalog"
	"mingpao/store/queue"
	"mingpao/store/record"
	"mingpao/testdata"
)

// lived is an archive with everything that can be seen: pages at several times and from several sources, found again,
// unmodified, gone, absent from a list, refused, of no known address, that hold no article.
func lived(t *testing.T, path string) {
	t.Helper()
	at := time.Date(2026, 3, 3, 12, 0, 0, 0, site.Zone)
	a, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	run, err := a.Frontier().BeginRun(t.Context(), "crawl", "test", at.Add(-7*time.Minute)) // no look's time
	if err != nil {
		t.Fatal(err)
	}
	all := append(livedThrough(t, at), seenPictures(t, at)...)
	for _, s := range all {
		if _, err := a.Record(t.Context(), run, []record.Sighting{s}, at.AddDate(0, 1, 0)); err != nil {
			t.Fatalf("%s at %v: %v", s.Seen, s.At, err)
		}
	}
	takeBack(t, a, at, bringWrong(t, a, at, all[0]))
	stone := catalog.Tombstone{Edition: "pns", ID: "1772726409999", At: site.Stamp(at.Add(7 * time.Minute)),
		Reason: "a court’s 命令"}
	if _, err := a.KeepOut(t.Context(), []catalog.Tombstone{stone}); err != nil {
		t.Fatal(err)
	}
}

// bringWrong brings a page again, days later and by a file, in a run of its own.
func bringWrong(t *testing.T, a *store.Archive, at time.Time, page record.Sighting) (run int64) {
	t.Helper()
	wrong, now := page, at.AddDate(0, 1, 0)
	wrong.At, wrong.Source, wrong.Witness = at.AddDate(0, 0, 9), site.TimeHAR, record.Witness{Name: "錯.har"}
	wrong.Answer = ""
	run, err := a.Frontier().BeginRun(t.Context(), "import", "test", now)
	if err == nil {
		_, err = a.Record(t.Context(), run, []record.Sighting{wrong}, now)
	}
	if err != nil {
		t.Fatal(err)
	}
	return run
}

func takeBack(t *testing.T, a *store.Archive, at time.Time, run int64) {
	t.Helper()
	now := at.AddDate(0, 1, 0)
	by, err := a.Frontier().BeginRun(t.Context(), "undo", "test", now)
	if err == nil {
		_, err = a.Undo(t.Context(), by, run, "wrong file 錯", now)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func livedThrough(t *testing.T, at time.Time) (all []record.Sighting) {
	t.Helper()
	sources := []site.TimeSource{site.TimeFetched, site.TimeWARC, site.TimeMetadata, site.TimeGiven, site.TimeFile}
	see := func(name, from, to string, hours int, source site.TimeSource) record.Sighting {
		page := store.Capture{ContentType: "text/html", Body: []byte(strings.ReplaceAll(string(testdata.Page(name)),
			from, to))}
		art, err := store.Read("", page)
		s := record.Sighting{At: at.Add(time.Duration(hours) * time.Hour), Source: source, Seen: queue.SeenPage,
			Capture: page, Article: art}
		if err != nil {
			s.Refusal, s.URL = err.Error(), "https://news.mingpao.com/ins/x/article/20260303/s00001/1772500000777"
			return s
		}
		s.URL = art.URL
		if source == site.TimeFetched {
			s.Answer = "HTTP/2.0 200 OK\r\nContent-Type: text/html\r\nServer: x\r\n"
		}
		all = append(all, s)
		return s
	}
	for i, source := range sources {
		live := see("ins-live.html", "逾三千人", fmt.Sprintf("逾%d千人", 3+i%2), i*5, source)
		see("pns-opinion.html", "", "", i, source)
		look := record.Sighting{URL: live.URL, At: live.At.Add(time.Hour), Source: site.TimeFetched,
			Seen: queue.SeenUnmodified, Answer: []string{"", "HTTP/1.1 304 Not Modified\r\nEtag: a\r\n"}[i%2]}
		look.At = look.At.Add(123456 * time.Microsecond)
		all = append(all, look)
	}
	flash := see("ins-flash.html", "", "", 30, site.TimeWayback)
	for i, seen := range []queue.Seen{queue.SeenGone, queue.SeenGone, queue.SeenAbsent, queue.SeenRefused} {
		all = append(all, record.Sighting{URL: flash.URL, At: flash.At.AddDate(0, 0, i+1), Source: site.TimeFetched,
			Seen: seen, Detail: "HTTP 410  for\nyou", Answer: []string{"", "HTTP/1.1 410 Gone\r\nServer: x\r\n"}[i%2]})
	}
	unread := see("no-design.html", "", "", 40, site.TimeFetched)
	nowhere := see("fin-article.html", "", "", 50, site.TimeFile)
	nowhere.URL = ""
	waits := record.Sighting{URL: flash.URL, At: at, Source: site.TimeWARC}.Naming(record.Original{
		URL: "https://news.mingpao.com/ins/x/article/20260303/s00001/1772500000778", At: at, Digest: "sha1:00"}, "")
	never := record.Sighting{URL: waits.URL[:len(waits.URL)-1] + "9", At: at, Source: site.TimeFetched,
		Seen: queue.SeenUnmodified}
	return append(all, unread, nowhere, waits, never)
}
