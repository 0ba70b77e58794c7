package main

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"mingpao/extract/site"
	"mingpao/store/queue"
)

// TestSearchEncoding: the search wants its word encoded once or twice. What worked is asked first and alone in later
// runs, for a while.
func TestSearchEncoding(t *testing.T) {
	const article = "https://news.mingpao.com/pns/%e8%a6%81%e8%81%9e/article/20260302/s00001/1772380801001"
	const once, twice = "keywords=%E6%98%8E%E5%A0%B1&", "keywords=%25E6%2598%258E%25E5%25A0%25B1&"
	for _, c := range []struct {
		name   string
		works  string
		after  time.Duration // of the second day's order
		forms  []string      // for the first day
		second []string      // for the second
	}{
		{"once", once, time.Hour, []string{once}, []string{once}},
		{"twice", twice, time.Hour, []string{once, twice}, []string{twice}},
		{"twice, long ago", twice, 31 * 24 * time.Hour, []string{once, twice}, []string{once, twice}},
		{"neither", "none", time.Hour, []string{once, twice}, []string{once, twice}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			var asked []string
			w.answer("/section/", status(403))
			w.answer("/rss/", status(404))
			w.answer("/php/searchapi.php", func(rw http.ResponseWriter, r *http.Request) {
				form, _, _ := strings.Cut(r.URL.RawQuery[len("mode=both&"):], "pnssection")
				asked = append(asked, form)
				found := `{"data_Msg":"找不到記錄"}`
				if form == c.works {
					found = `{"data_Result":[{"SUMMARY":{"sharelink":"` + article + `"}}]}`
				}
				htmlAnswer(found)(rw, r)
			})
			order := func(day string) []string {
				asked = nil
				w.job.Want = queue.Want{From: day, To: day, Sections: []site.Section{site.SectionOf(site.Daily, "s00001")}}
				w.crawl()
				return asked
			}
			if got := order("2026-03-02"); strings.Join(got, " ") != strings.Join(c.forms, " ") {
				t.Errorf("asked %q, want %q", got, c.forms)
			}
			w.clock = w.clock.Add(c.after)
			if got := order("2026-02-27"); strings.Join(got, " ") != strings.Join(c.second, " ") {
				t.Errorf("then %q, want %q", got, c.second)
			}
		})
	}
}
