package main

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"mingpao/testdata"
)

const (
	oldPlace   = "/ins/港聞/article/20260302/s00001/" + testID
	newSection = "/ins/國際/article/20260302/s00005/" + testID
	newDate    = "/ins/港聞/article/20260303/s00001/" + testID
)

// name makes feeds name some addresses, the newest first, and with them older ones so that the lists reach after them.
func (w *world) name(feeds map[string][]string) {
	for feed, paths := range feeds {
		var items strings.Builder
		for _, path := range append(paths, "/ins/港聞/article/20260302/s00001/1772410000003",
			"/ins/港聞/article/20260302/s00001/1772410000002",
			"/ins/港聞/article/20260302/s00001/1772410000001") {
			items.WriteString("<item><title>甲</title><link>https://news.mingpao.com" + path + "</link></item>")
		}
		w.answer("/rss/ins/"+feed+".xml",
			htmlAnswer(`<?xml version="1.0"?><rss version="2.0"><channel>`+items.String()+`</channel></rss>`))
	}
}

// desk is a world in which only two feeds of instant news say anything, and pages are where place says.
func desk(t *testing.T, place func() string) *world {
	w := newWorld(t)
	flash := string(testdata.Page("ins-flash.html"))
	w.answer("/rss/", htmlAnswer(emptyFeed))
	w.answer("/php/getlisting.php", htmlAnswer(`{"listing":[]}`))
	w.answer("/article/", func(rw http.ResponseWriter, r *http.Request) {
		id := r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:]
		if id == testID && r.URL.Path != place() {
			http.NotFound(rw, r)
			return
		}
		htmlAnswer(strings.ReplaceAll(flash, testID, id))(rw, r)
	})
	return w
}

// TestMovedArticle has an article that the desk files again elsewhere: it is asked for where a list names it now, and
// is not called gone.
func TestMovedArticle(t *testing.T) {
	for _, c := range []struct {
		name, to string
		after    map[string][]string // what the feeds name then
	}{
		{"another section, by the same list", newSection, map[string][]string{"s00001": {newSection}, "s00005": nil}},
		{"another date, by the same list", newDate, map[string][]string{"s00001": {newDate}, "s00005": nil}},
		{"another section, by that section's list", newSection, map[string][]string{"s00001": nil, "s00005": {newSection}}},
		{"from a section that is asked later", newSection, map[string][]string{"s00001": {oldPlace}, "s00005": {newSection}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			place := oldPlace
			w := desk(t, func() string { return place })
			w.name(map[string][]string{"s00001": {oldPlace}, "s00005": nil})
			w.crawl()
			if found := w.articles(); !slices.Contains(found, "ins "+testID) {
				t.Fatalf("stored %v", found)
			}
			place = c.to
			w.name(c.after)
			for range 3 {
				w.clock = w.clock.Add(25 * time.Hour)
				w.crawl()
			}
			if asked := w.pages(); !slices.Contains(asked, "news.mingpao.com"+c.to) {
				t.Errorf("not asked at %s", c.to)
			}
			a, err := w.archive.Catalog().Find(t.Context(), "ins", testID)
			if err != nil || a.Gone != "" {
				t.Errorf("%+v, %v", a, err)
			}
			if a.LastSeen < w.clock.Add(-50*time.Hour).Format(time.RFC3339) {
				t.Errorf("last seen %s", a.LastSeen)
			}
		})
	}
}

// TestVanishedArticle has an article that is in no list any more which ought to have it: it is looked at at once, and
// where its page is gone too it is gone.
func TestVanishedArticle(t *testing.T) {
	other := map[string][]string{"s00001": nil, "s00005": nil}
	for _, c := range []struct {
		name       string
		after      map[string][]string
		answers    bool // the page is there
		asked, end bool // it is looked at; it is called gone
	}{
		{"absent, and its page is gone", other, false, true, true},
		{"absent, and its page is there", other, true, true, false},
		{"named still", map[string][]string{"s00001": {oldPlace}}, false, false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			place := oldPlace
			w := desk(t, func() string { return place })
			w.name(map[string][]string{"s00001": {oldPlace}, "s00005": nil})
			w.crawl()
			w.clock = w.clock.Add(26 * time.Hour) // after its visits of the first day: the next is two days off
			w.crawl()
			before := len(w.pages())
			w.name(c.after)
			if !c.answers {
				place = ""
			}
			w.clock = w.clock.Add(4 * time.Hour)
			w.crawl()
			if asked := slices.Contains(w.pages()[before:], "news.mingpao.com"+oldPlace); asked != c.asked {
				t.Errorf("looked at: %v, want %v", asked, c.asked)
			}
			a, err := w.archive.Catalog().Find(t.Context(), "ins", testID)
			if err != nil || (a.Gone != "") != c.end {
				t.Errorf("gone %q, %v", a.Gone, err)
			}
		})
	}
}

// TestGoneComesBack has an article that was gone for days and answers again, changed or as it was.
func TestGoneComesBack(t *testing.T) {
	flash := string(testdata.Page("ins-flash.html"))
	for _, c := range []struct {
		name, page string
		revision   int
	}{
		{"as it was", flash, 1},
		{"changed", strings.ReplaceAll(flash, "薄霧", "濃霧"), 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.only()
			w.crawl()
			w.answer(testID, status(404))
			for range 2 {
				w.clock = w.clock.Add(25 * time.Hour)
				w.crawl()
			}
			if a, err := w.archive.Catalog().Find(t.Context(), "ins", testID); err != nil || a.Gone == "" {
				t.Fatalf("it is not gone: %+v, %v", a, err)
			}
			w.answer(testID, htmlAnswer(c.page))
			w.clock = w.clock.Add(25 * time.Hour)
			w.crawl()
			a, err := w.archive.Catalog().Find(t.Context(), "ins", testID)
			if err != nil || a.Gone != "" || a.Revision != c.revision || a.LastSeen[:10] != w.clock.Format(time.DateOnly) {
				t.Errorf("gone %q, revision %d, last seen %s: %v", a.Gone, a.Revision, a.LastSeen, err)
			}
		})
	}
}
