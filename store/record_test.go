package store

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/ident"
	"mingpao/store/queue"
	"mingpao/store/record"
	"mingpao/testdata"
)

// derivedDump is every derived table, and what is kept of pages, as text, with the numbers that are given in turn left out.
func derivedDump(t testing.TB, a *Archive) string {
	t.Helper()
	var b strings.Builder
	tables := append([]record.Table{{Name: "captures", Columns: "sha256, content_type, bytes"}}, record.DerivedTables...)
	for _, table := range tables {
		columns := strings.TrimSuffix(table.Columns, ", text")
		rows, err := a.db.SQL.Query("SELECT " + columns + " FROM " + table.Name + " ORDER BY 1, 2, 3")
		if err != nil {
			t.Fatal(err)
		}
		names, _ := rows.Columns()
		for rows.Next() {
			values := make([]any, len(names))
			targets := make([]any, len(names))
			for i := range values {
				targets[i] = &values[i]
			}
			if err := rows.Scan(targets...); err != nil {
				t.Fatal(err)
			}
			fmt.Fprintln(&b, table.Name, values)
		}
		rows.Close()
	}
	return b.String()
}

// recordPages are 36 looks at 7 articles: edits, reverts, pages that were not modified, openings of paid texts, other
// identities, pages that are gone and come back, the same bytes at several times, times that better ones correct, and
// pages that no rule reads.
func recordPages() []record.Sighting {
	at := func(hour int) time.Time { return noon.Add(time.Duration(hour) * time.Hour) }
	id := func(i int) string { return fmt.Sprintf("17723808%05d", i) }
	text := func(i int, body string) *extract.Article {
		art := article(id(i), "題"+fmt.Sprint(i), body)
		if i == 6 { // of which instant news is another name
			return onFinance(art)
		}
		return art
	}
	page := func(art *extract.Article, hour int, source site.TimeSource) record.Sighting {
		body := "<p>" + string(art.Access) + art.Body + strings.Join(art.Keywords, "")
		if art.ID == id(1) { // large enough to be packed with one another
			body = strings.Repeat("<li>chrome", 2000) + body
		}
		types := map[site.TimeSource]string{site.TimeFetched: "text/html; charset=utf-8", site.TimeWARC: "text/html"}
		s := sighted(art, captures.Capture{ContentType: types[source], Body: []byte(body)}, at(hour))
		s.Source = source
		return s
	}
	gone := func(i, hour int, seen queue.Seen) record.Sighting {
		return record.Sighting{URL: text(i, "").URL, At: at(hour), Source: site.TimeFetched, Seen: seen, Detail: "HTTP 404"}
	}
	alias := func(s record.Sighting, i int) record.Sighting {
		s.URL = instantURL(id(i))
		return s
	}
	still := func(i, hour int, hash string) record.Sighting {
		return record.Sighting{URL: text(i, "").URL, At: at(hour), Source: site.TimeFetched, Seen: queue.SeenUnmodified, SHA256: hash}
	}
	saved := func(s record.Sighting) record.Sighting { // by somebody who did not keep the address
		s.URL = ""
		return s
	}
	unread := page(text(1, "無法讀的頁。"), 9, site.TimeFetched)
	unread.Article, unread.Refusal = nil, "unknown page design"
	return []record.Sighting{
		page(text(1, "甲"), 1, site.TimeFetched), page(text(1, "乙"), 3, site.TimeFetched),
		page(text(1, "甲"), 5, site.TimeFetched),
		page(text(1, "甲"), 7, site.TimeWARC), page(withKeywords(text(1, "甲"), "渡輪", "編輯推介"), 8, site.TimeFetched), unread,
		page(excerpt(text(2, "開")), 1, site.TimeFetched), page(text(2, "開頭和結尾"), 2, site.TimeMetadata),
		page(excerpt(text(2, "開")), 4, site.TimeFetched),
		page(text(2, "開頭和另一結尾"), 6, site.TimeFetched), page(excerpt(text(2, "頭")), 8, site.TimeGiven),
		page(text(3, "丙"), 2, site.TimeFetched), gone(3, 10, queue.SeenGone), gone(3, 20, queue.SeenGone), gone(3, 40, queue.SeenGone),
		page(text(4, "丁"), 2, site.TimeFetched), gone(4, 10, queue.SeenGone), gone(4, 11, queue.SeenAbsent),
		page(text(4, "丁"), 15, site.TimeFetched),
		gone(4, 30, queue.SeenGone), gone(4, 31, queue.SeenAbsent),
		page(text(5, "戊"), 50, site.TimeFile), page(text(5, "戊"), 2, site.TimeMetadata),
		page(text(5, "己"), 3, site.TimeSingleFile),
		saved(page(text(5, "己"), 60, site.TimeFile)), saved(page(text(5, "戊"), 4, site.TimeMetadata)),
		page(text(6, "庚"), 1, site.TimeFetched), alias(page(text(6, "庚"), 2, site.TimeFetched), 16),
		alias(page(text(6, "辛"), 3, site.TimeFetched), 16),
		alias(page(text(4, "丁二"), 5, site.TimeFetched), 17),
		page(text(7, "壬"), 1, site.TimeFetched), still(7, 2, ""), page(text(7, "癸"), 3, site.TimeFetched), still(7, 4, ""),
		still(7, 5, ident.Hash(page(text(7, "壬"), 1, site.TimeFetched).Capture.Body)), still(7, 6, ""),
	}
}

// bring records sightings in batches of random sizes; now and then a batch breaks off and is tried again.
func bring(t *testing.T, a *Archive, r *rand.Rand, all []record.Sighting) {
	t.Helper()
	for len(all) > 0 {
		size := min(1+r.IntN(6), len(all))
		if r.IntN(4) == 0 { // the batch with something wrong at its end: nothing of it stays
			broken := append(slices.Clone(all[:size]), record.Sighting{At: noon.AddDate(50, 0, 0)})
			if _, err := a.Record(t.Context(), 1, broken, noon.AddDate(0, 1, 0)); err == nil {
				t.Fatal("a page of the future was recorded")
			}
		}
		if _, err := a.Record(t.Context(), 1, all[:size], noon.AddDate(0, 1, 0)); err != nil {
			t.Fatal(err)
		}
		all = all[size:]
	}
}

func openAt(t testing.TB, path string) *Archive {
	t.Helper()
	a, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	run, err := a.Frontier().BeginRun(t.Context(), "test", "1.0", noon)
	if err != nil || run < 1 {
		t.Fatal(run, err)
	}
	return a
}

// clean is an archive that nothing has been brought into, copied for every seed: making one costs more than filling it.
func clean(t *testing.T) func() *Archive {
	t.Helper()
	dir := t.TempDir()
	a := openAt(t, filepath.Join(dir, "clean.db"))
	a.Close()
	template, err := os.ReadFile(filepath.Join(dir, "clean.db"))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	return func() *Archive {
		n++
		path := filepath.Join(dir, fmt.Sprintf("%d.db", n))
		if err := os.WriteFile(path, template, 0o600); err != nil {
			t.Fatal(err)
		}
		a, err := Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { a.Close(); os.Remove(path) })
		return a
	}
}

// TestOrderDoesNotMatter brings the same sightings in many orders, in batches that break off, with repetitions.
func TestOrderDoesNotMatter(t *testing.T) {
	fresh := clean(t)
	sorted := recordPages()
	slices.SortStableFunc(sorted, func(a, b record.Sighting) int { return a.At.Compare(b.At) })
	calm := fresh()
	if _, err := calm.Record(t.Context(), 1, sorted, noon.AddDate(0, 1, 0)); err != nil {
		t.Fatal(err)
	}
	want := derivedDump(t, calm)
	for seed := range seeds(200) {
		r := rand.New(rand.NewPCG(seed, 7))
		all := recordPages()
		all = append(all, all[r.IntN(len(all))], all[r.IntN(len(all))])
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		a := fresh()
		bring(t, a, r, all)
		if diff := cmp.Diff(want, derivedDump(t, a)); diff != "" {
			t.Fatalf("seed %d: in order (-) and shuffled (+) differ:\n%s", seed, diff)
		}
		if seed%20 == 0 {
			sound(t, a)
		}
		a.Close()
	}
}

// seeds is how many random orders are tried: a tenth in short tests, since nothing of them runs side by side for the
// race detector to see.
func seeds(usual uint64) uint64 {
	if testing.Short() {
		return usual / 10
	}
	return usual
}

// sound fails where an archive is not.
func sound(t testing.TB, a *Archive) {
	t.Helper()
	for f := range a.Verify(t.Context()) {
		t.Errorf("verify: %s", f.Text)
	}
}

// TestMergeIsUnion splits the sightings over two archives at random, also the same to both, and merges them either way.
func TestMergeIsUnion(t *testing.T) {
	fresh := clean(t)
	whole := fresh()
	bring(t, whole, rand.New(rand.NewPCG(1, 1)), recordPages())
	want := derivedDump(t, whole)
	for seed := range seeds(30) {
		r := rand.New(rand.NewPCG(seed, 9))
		var parts [2][]record.Sighting
		for _, s := range recordPages() {
			switch r.IntN(3) {
			case 0:
				parts[0] = append(parts[0], s)
			case 1:
				parts[1] = append(parts[1], s)
			default:
				parts[0], parts[1] = append(parts[0], s), append(parts[1], s)
			}
		}
		a, b := fresh(), fresh()
		bring(t, a, r, parts[0])
		bring(t, b, r, parts[1])
		merge(t, a, b)
		if diff := cmp.Diff(want, derivedDump(t, a)); diff != "" {
			t.Fatalf("seed %d: whole (-) and merged (+) differ:\n%s", seed, diff)
		}
		if n := merge(t, a, b); n.New+n.Changed+n.Unchanged > 0 {
			t.Fatalf("seed %d: merged again: %+v", seed, n)
		}
		a.Close()
		b.Close()
	}
}

func merge(t *testing.T, a, b *Archive) record.Imported {
	t.Helper()
	n, err := a.Merge(t.Context(), b, 1, noon.AddDate(0, 1, 0), func(err error) { t.Errorf("damaged: %v", err) })
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// realPages adds pages that the rules can read again.
func realPages(t *testing.T, a *Archive) {
	t.Helper()
	for i, name := range []string{"ins-live.html", "pns-opinion.html", "fin-article.html", "ins-live.html"} {
		page := captures.Capture{ContentType: "text/html", Body: testdata.Page(name)}
		if i == 3 {
			page.Body = bytes.ReplaceAll(page.Body, []byte("逾三千人"), []byte("逾四千人"))
		}
		art, err := captures.Read("", page)
		if err != nil {
			t.Fatal(err)
		}
		at := noon.Add(time.Duration(i) * time.Hour)
		if _, err := a.Record(t.Context(), 1, []record.Sighting{sighted(art, page, at)}, noon.AddDate(0, 1, 0)); err != nil {
			t.Fatal(err)
		}
	}
}
