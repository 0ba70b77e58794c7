package store

import (
	"os"
	"strconv"
	"testing"
	"time"

	"mingpao/extract/site"
	"mingpao/store/catalog"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/sample"
	"mingpao/store/queue"
	"mingpao/store/record"
	"mingpao/testdata/play"
)

// TestScale asks an archive of many articles what commands ask it for: answers come well within a second, counts of
// everything within two. MINGPAO_SCALE is how many articles are made up; the figure is 400000. With
// MINGPAO_SCALE_PICTURES=1 each four of them have seven pictures.
func TestScale(t *testing.T) {
	n, err := strconv.Atoi(os.Getenv("MINGPAO_SCALE"))
	if err != nil {
		n = 300
	}
	last := time.Date(2026, 3, 1, 0, 0, 0, 0, site.Zone)
	d, path := sample.OpenIn(t, "scale.db")
	a := &Archive{d}
	volume := play.NewVolume(last, n)
	makeUp(t, a, volume, n, last.AddDate(0, 1, 0))
	if err := a.Vacuum(t.Context()); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d articles, %d bytes each", n, info.Size()/int64(n))
	a.Close()
	askAll(t, path, volume.Page(n/2, false).Ref.ID)
}

const scaleBatch = 200

// makeUp fills an archive. One article in twenty is edited a day later, one in a hundred is gone.
func makeUp(t *testing.T, a *Archive, volume *play.Volume, n int, now time.Time) {
	t.Helper()
	var batch []record.Sighting
	for i := range n {
		m := volume.Page(i, false)
		batch = append(batch, seenMade(t, a, m))
		if i%20 == 0 {
			batch = append(batch, seenMade(t, a, volume.Page(i, true)))
		}
		if i%100 == 0 {
			for day := range 2 {
				batch = append(batch, record.Sighting{URL: m.Ref.URL(), At: m.At.AddDate(0, 0, 5+2*day), Source: site.TimeFetched,
					Seen: queue.SeenGone})
			}
		}
		if os.Getenv("MINGPAO_SCALE_PICTURES") != "" {
			for j := i * 7 / 4; j < (i+1)*7/4; j++ {
				batch = append(batch, sample.SeenPicture(sample.PictureURL(j), j, m.At, site.TimeFetched))
			}
		}
		if len(batch) >= scaleBatch || i == n-1 {
			if _, err := a.Import(t.Context(), 1, batch, now); err != nil {
				t.Fatal(err)
			}
			batch = batch[:0]
		}
	}
}

func seenMade(t *testing.T, a *Archive, m play.Made) record.Sighting {
	t.Helper()
	page := captures.Capture{ContentType: "text/html; charset=utf-8", Body: m.Page}
	art, err := captures.Read(m.Ref.URL(), page)
	if err != nil {
		t.Fatal(err)
	}
	return record.Sighting{URL: m.Ref.URL(), At: m.At, Source: site.TimeFetched, Seen: queue.SeenPage, Article: art,
		Capture: a.Pack(page, art.Edition)}
}

// askAll opens an archive for every question anew, as a command does.
func askAll(t *testing.T, path, id string) {
	t.Helper()
	first := catalog.Filter{Limit: 20}
	for _, q := range []struct {
		name string
		most time.Duration
		ask  func(a *Archive) error
	}{
		{"list", time.Second, func(a *Archive) error { return drain(a.Catalog().Articles(t.Context(), first)) }},
		{"search", time.Second, func(a *Archive) error {
			return drain(a.Catalog().Search(t.Context(), catalog.Query{Expression: sample.Parse(t, "的"), Filter: first}))
		}},
		{"search for two", time.Second, func(a *Archive) error {
			return drain(a.Catalog().Search(t.Context(), catalog.Query{Expression: sample.Parse(t, "的 一是 -不在"), Filter: first}))
		}},
		{"show", time.Second, func(a *Archive) error {
			_, err := a.Catalog().FindID(t.Context(), id)
			return err
		}},
		{"history", time.Second, func(a *Archive) error {
			art, err := a.Catalog().FindID(t.Context(), id)
			if err == nil {
				_, err = a.Catalog().Looks(t.Context(), art.Number)
			}
			return err
		}},
		{"stats", 2 * time.Second, func(a *Archive) error {
			if _, err := a.Catalog().Days(t.Context(), catalog.Filter{}); err != nil {
				return err
			}
			_, err := a.Catalog().Totals(t.Context())
			return err
		}},
	} {
		start := time.Now()
		a, err := OpenReader(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		if err := q.ask(a); err != nil {
			t.Errorf("%s: %v", q.name, err)
		}
		a.Close()
		took := time.Since(start)
		t.Logf("%s: %v", q.name, took.Round(time.Millisecond))
		if took > q.most {
			t.Errorf("%s took %v", q.name, took)
		}
	}
}

// drain reads all articles.
func drain(all func(func(*catalog.Article, error) bool)) (fault error) {
	for _, err := range all {
		if err != nil {
			fault = err
		}
	}
	return fault
}
