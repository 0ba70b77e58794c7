package main

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"mingpao/cmd/mingpao/internal/crawling"
	"mingpao/extract/site"
	"mingpao/store/catalog"
	"mingpao/store/queue"
)

// TestPicturesWanted: a run that asks for pictures has those of the last days, one that names an article has its own;
// what is kept is asked for again only where a person wants another look, and then by its validators.
func TestPicturesWanted(t *testing.T) {
	if testing.Short() {
		t.Skip("plays days, one run after another")
	}
	w := newWeek(t, 8, 36)
	w.paper.Illustrate()
	w.goTo(w.first.Add(7*24*time.Hour + 12*time.Hour))
	w.run(w.job)
	one := w.job
	for a, err := range w.archive.Catalog().Articles(t.Context(), catalog.Filter{}) {
		if err == nil && len(a.Images) == 2 {
			ref, _ := site.ParseURL(a.URL)
			one.Refs, one.Pictures = []site.Ref{ref}, crawling.Once
			break
		}
	}
	again := w.past("2026-03-09", "2026-03-09")
	again.Recheck, again.Pictures = true, crawling.Once
	all := w.job
	all.Pictures = crawling.Once
	for _, step := range []struct {
		name string
		job  crawling.Job
		says string
	}{
		{"one article", one, ", pictures 2 ("},
		{"the last days", all, ", pictures "},
		{"the last days once more", all, "refused 0, 0 s\n"},
		{"another look", again, ", pictures "},
	} {
		before := w.paper.Requests()["picture"]
		w.goTo(w.now.Add(time.Hour))
		if status, said := w.run(step.job); status != statusDone || !strings.Contains(said, step.says) {
			t.Errorf("%s: status %d: %s", step.name, status, said)
		}
		if asked := w.paper.Requests()["picture"] > before; asked != strings.Contains(step.says, "pictures") {
			t.Errorf("%s: asked for pictures: %v", step.name, asked)
		}
	}
	if _, missing := w.pictured("2026-03-07", "2026-03-09"); missing > 0 {
		t.Errorf("%d pictures are missing", missing)
	}
	looks := dumpBy(t, w.archive.Path(), `SELECT outcome, count(*) FROM sightings JOIN addresses USING (address)
		WHERE url LIKE 'https://fs.%' GROUP BY outcome ORDER BY outcome`)
	if len(looks) != 2 || !strings.Contains(looks[1], "unmodified") {
		t.Errorf("looks %q", looks)
	}
}

// TestPictureBudget: the host of pictures has a budget of its own. What is left of a day is no trouble, and the next
// one's; that pictures wait for longer a check finds.
func TestPictureBudget(t *testing.T) {
	if testing.Short() {
		t.Skip("plays days, one run after another")
	}
	w := illustrated(t, 3, 36)
	w.play(0, 6*time.Hour, 3*time.Hour)
	before := w.paper.Requests()["picture"]
	used := fmt.Sprintf("UPDATE requests SET n = 4000 WHERE host = '%s'", site.PictureHost)
	for _, day := range []string{"2026-03-03", "2026-03-04"} {
		used += fmt.Sprintf("; INSERT INTO requests (host, day, n, last) VALUES ('%s', '%s', 4000, '')",
			site.PictureHost, day)
	}
	dumpBy(t, w.archive.Path(), used)
	w.play(6*time.Hour, 24*time.Hour, 3*time.Hour)
	w.finds("pictures-late", false)
	w.play(24*time.Hour, 54*time.Hour, 3*time.Hour)
	w.finds("pictures-late", true)
	if asked := w.paper.Requests()["picture"] - before; before == 0 || asked > 0 {
		t.Errorf("%d pictures were asked for, and then %d", before, asked)
	}
	dumpBy(t, w.archive.Path(), "UPDATE requests SET n = 3990")
	w.play(54*time.Hour, 57*time.Hour, 3*time.Hour)
	if asked := w.paper.Requests()["picture"] - before; asked < 9 || asked > 10 {
		t.Errorf("%d pictures were asked for of ten", asked)
	}
	w.play(72*time.Hour, 75*time.Hour, 3*time.Hour)
	if _, missing := w.pictured("", ""); missing > 0 || len(w.mails)+w.odd > 0 {
		t.Errorf("%d pictures are missing; %d runs were not 0: %q", missing, w.odd, w.mails)
	}
}

// TestPicturesEnd: what is no longer taken is not asked for, and no trouble.
func TestPicturesEnd(t *testing.T) {
	w := illustrated(t, 3, 36)
	w.goWrong(0, 72*time.Hour, isPicture, refusing(http.StatusServiceUnavailable))
	w.play(0, 12*time.Hour, 3*time.Hour)
	off := w.job
	off.Pictures = queue.NoPictures
	before := w.paper.Requests()["picture"]
	w.run(off)
	w.play(12*time.Hour, 30*time.Hour, 3*time.Hour)
	if asked := w.paper.Requests()["picture"] - before; asked > 0 {
		t.Errorf("%d pictures were asked for", asked)
	}
	if left := dumpBy(t, w.archive.Path(), "SELECT url FROM wanted"); len(left) > 0 {
		t.Errorf("%d pictures wait", len(left))
	}
	if last := w.mails[len(w.mails)-1]; !strings.Contains(last, "over after") {
		t.Errorf("mails %q", w.mails)
	}
}

// TestPicturesOption: crawl is told which pictures to take, or nothing.
func TestPicturesOption(t *testing.T) {
	var stdout, stderr bytes.Buffer
	got := run(t.Context(), []string{"crawl", "--pictures=small"}, streams{nil, &stdout, &stderr})
	if got != statusUsage || !strings.Contains(stderr.String(), "none of on, large, off") {
		t.Errorf("status %d: %s", got, &stderr)
	}
}
