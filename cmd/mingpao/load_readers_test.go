package main

import (
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"mingpao/store"
	"mingpao/store/catalog"
	"mingpao/store/search"
)

// wish is a kind of page with how often it is asked for, in hundredths, and the addresses of it.
type wish struct {
	kind  string
	share int
	paths []string
}

// readersWishes are what readers ask for of an archive: many pages of few kinds.
func readersWishes(t *testing.T, db string) []wish {
	t.Helper()
	a := openArchive(t, db)
	r := rand.New(rand.NewPCG(1, 1))
	days, articles, histories := []string{"/"}, []string{}, []string{}
	words := []string{"香港", "政府", "立法會", "中國", "學生 學校", "title:香港", "警方 -中國", "颱風 OR 暴雨", "香港 2025", "author:李"}
	for _, f := range []catalog.Filter{{Limit: 3000}, {Limit: 3000, OldestFirst: true}, {Changed: true, Limit: 300}} {
		all, err := a.Catalog().Headlines(t.Context(), f)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range all {
			path := "/a/" + h.Edition + "/" + h.ID
			articles = append(articles, path)
			if f.Changed || len(articles)%10 == 0 {
				histories = append(histories, path+"/history")
			}
			if day := "/day/" + h.Published[:min(10, len(h.Published))]; !slices.Contains(days, day) {
				days = append(days, day)
			}
			if title := []rune(h.Title); len(words) < 200 && len(title) > 6 {
				at := r.IntN(len(title) - 3)
				words = append(words, strings.TrimLeft(string(title[at:at+2+r.IntN(2)]), "-"))
			}
		}
	}
	return wishesOf(t, a, days, articles, histories, words)
}

func wishesOf(t *testing.T, a *store.Archive, days, articles, histories, words []string) []wish {
	t.Helper()
	var searches, sections, feeds []string
	for i, w := range words {
		if _, err := search.ParseQuery(w); err != nil {
			continue
		}
		path := "/search?q=" + url.QueryEscape(w)
		if i%5 == 0 {
			path += "&from=2025-06&to=2025-12"
		}
		searches = append(searches, path)
	}
	counted, err := a.Catalog().Sections(t.Context(), catalog.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range counted {
		query := "?section=" + url.QueryEscape(s.Edition+"/"+s.Code)
		sections, feeds = append(sections, "/search"+query), append(feeds, "/feed.atom"+query)
	}
	return []wish{
		{"day", 20, days}, {"article", 35, articles}, {"history", 5, histories}, {"search", 20, searches},
		{"section", 5, sections},
		{"feed", 8, append(feeds, "/feed.atom")}, {"list", 4, []string{"/sections", "/authors", "/columns", "/keywords"}},
		{"changes", 2, []string{"/changes", "/changes?since=-30d"}}, {"archive", 1, []string{"/archive", "/month/2026-01"}},
	}
}

// answered is what became of a request.
type answered struct {
	kind string
	took time.Duration
	err  error
}

// readAll lets the readers read.
func readAll(t *testing.T, address string, wanted []wish) []answered {
	t.Helper()
	var mu sync.Mutex
	var all []answered
	var readers sync.WaitGroup
	pause, until := loadPause, time.Now().Add(loadTime)
	if given, err := time.ParseDuration(os.Getenv("MINGPAO_LOAD_PAUSE")); err == nil {
		pause = given
	}
	for i := range loadClients {
		readers.Go(func() {
			own := newReader(address, wanted, uint64(i))
			var answers []answered
			for time.Now().Before(until) {
				time.Sleep(time.Duration(own.rand.Int64N(int64(2*pause) + 1)))
				answers = append(answers, own.next())
			}
			mu.Lock()
			defer mu.Unlock()
			all = append(all, answers...)
		})
	}
	readers.Wait()
	return all
}

// reader is a browser that keeps the tags of what it has read.
type reader struct {
	client  http.Client
	address string
	wanted  []wish
	rand    *rand.Rand
	tags    map[string]string
}

func newReader(address string, wanted []wish, seed uint64) *reader {
	return &reader{http.Client{Transport: &http.Transport{}}, address, wanted, rand.New(rand.NewPCG(seed, 2)),
		map[string]string{}}
}

// next asks for a page: of the pages of a kind some are asked for much more often than others.
func (r *reader) next() answered {
	at, w := r.rand.IntN(100), wish{}
	for _, w = range r.wanted {
		if at -= w.share; at < 0 {
			break
		}
	}
	u := r.rand.Float64()
	path := w.paths[int(u*u*float64(len(w.paths)))]
	request, err := http.NewRequest(http.MethodGet, r.address+path, nil)
	if err != nil {
		return answered{w.kind, 0, err}
	}
	if w.kind == "feed" && r.tags[path] != "" {
		request.Header.Set("If-None-Match", r.tags[path])
	}
	begun := time.Now()
	response, err := r.client.Do(request)
	if err == nil {
		_, err = io.Copy(io.Discard, response.Body)
		response.Body.Close()
		r.tags[path] = response.Header.Get("ETag")
		if err == nil && response.StatusCode != http.StatusOK && response.StatusCode != http.StatusNotModified {
			err = fmt.Errorf("%s: %s", path, response.Status)
		}
	}
	return answered{w.kind, time.Since(begun), err}
}
