package web

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mmcdole/gofeed"
	"golang.org/x/net/html"

	"mingpao/cmd/mingpao/internal/diff"
	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/store"
	"mingpao/store/queue"
	"mingpao/store/record"
)

// edition is an article under a headline.
func edition(ref site.Ref, title string) *extract.Article {
	return &extract.Article{ID: ref.ID, Edition: ref.Edition, SectionCode: ref.SectionCode, URL: ref.URL(), Title: title,
		Published: "2026-03-02", Access: extract.Full, Language: "zh-Hant", Body: "正文。",
		Blocks: []extract.Block{{Kind: extract.Paragraph, Text: "正文。"}}}
}

// editedArchive has articles in three sections, of which some were edited once or twice, and some went.
func editedArchive(t *testing.T, n int) *store.Archive {
	t.Helper()
	a, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "edited.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	var all []record.Sighting
	for i := range n {
		ref := site.Ref{Edition: "pns", ID: fmt.Sprint(1_772_380_801_000 + i), Date: "20260302", SectionName: "甲",
			SectionCode: []string{"s00001", "s00002", "s00012"}[i%3]}
		look := record.Sighting{URL: ref.URL(), Source: site.TimeFetched, Seen: queue.SeenPage}
		for version := range 1 + i%3 {
			art := edition(ref, fmt.Sprintf("第%d篇 第%d版", i, version))
			look.Article = art
			look.At = noon.AddDate(0, 0, -9).Add(time.Duration(i*40+version*700) * time.Minute)
			look.Capture = store.Capture{Body: []byte(art.Title), ContentType: "text/html"}
			all = append(all, look)
		}
		for day := 2; day < 4 && i%5 == 0; day++ {
			all = append(all, record.Sighting{URL: ref.URL(), At: look.At.AddDate(0, 0, day), Source: site.TimeFetched,
				Seen: queue.SeenGone})
		}
	}
	if _, err := a.Import(t.Context(), 0, all, noon); err != nil {
		t.Fatal(err)
	}
	return a
}

// logData is the log as programs read it.
type logData struct {
	Changed, Gone, From, To int
	Previous, Next          string
	Sections                []struct{ Changes int }
	Changes                 []diff.Change
}

// TestChangesBothWays goes through the log and back again, in every section: nothing is twice or left out, totals are
// those of SQL, each change has the headline of its time, and the page shows what the data say.
func TestChangesBothWays(t *testing.T) {
	a := editedArchive(t, 150)
	room, err := New(a, Options{Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	read := func(path string) (d logData) {
		if err := json.Unmarshal(ask(t, room, path).Body.Bytes(), &d); err != nil {
			t.Fatal(path, err)
		}
		return d
	}
	for _, c := range []struct{ name, asked, where string }{
		{"all", "?since=2026-01-01", "day >= ''"},
		{"a section", "?since=2026-01-01&section=pns/s00012", "section_code = 's00012'"},
		{"two days", "?since=2026-03-03&until=2026-03-04", "day BETWEEN '2026-03-03' AND '2026-03-04'"},
		{"a section by its name", "?since=2026-03-03&section=要聞", "day >= '2026-03-03' AND section_code = 's00001'"},
		{"nothing", "?since=2026-01-01&until=2026-01-02", "day = ''"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var pages, back, all []string
			var last logData
			for at := "/changes.json" + c.asked; at != ""; at = last.Next {
				last = read(at)
				pages = append(pages, at)
				shown := ask(t, room, strings.Replace(at, ".json", "", 1)).Body.String()
				for i, e := range last.Changes {
					all = append(all, fmt.Sprintf("%s %s %d", e.At, e.ID, e.Revision))
					if want := fmt.Sprintf("第%d版", max(e.Revision, e.Prior)-1); !strings.HasSuffix(e.Title, want) {
						t.Errorf("%+v is not called %s", e, want)
					}
					if i == 0 && !strings.Contains(shown, fmt.Sprintf("/a/pns/%s", e.ID)) {
						t.Errorf("%s does not show %s", at, e.ID)
					}
				}
			}
			for at := last.Previous; at != ""; {
				d := read(at)
				back, at = append(back, at), d.Previous
			}
			if len(back) != len(pages)-1 {
				t.Errorf("%d pages, %d back", len(pages), len(back))
			}
			const events = `(SELECT substr(seen, 1, 10) AS day, section_code FROM versions JOIN heads USING (article)
				WHERE versions.revision > 1)`
			const gone = `(SELECT substr(gone, 1, 10) AS day, section_code FROM heads WHERE gone IS NOT NULL)`
			later := func(x, y string) int { return strings.Compare(y[:25], x[:25]) }
			if want := count(t, a, "SELECT count(*) FROM "+events+" WHERE "+c.where); last.Changed != want {
				t.Errorf("%d changed, SQL counts %d", last.Changed, want)
			}
			if want := count(t, a, "SELECT count(*) FROM "+gone+" WHERE "+c.where); last.Gone != want {
				t.Errorf("%d gone, SQL counts %d", last.Gone, want)
			}
			if len(all) != last.Changed+last.Gone || !slices.IsSortedFunc(all, later) {
				t.Errorf("%d are listed of %d and %d", len(all), last.Changed, last.Gone)
			}
			slices.Sort(all)
			if len(slices.Compact(all)) != last.Changed+last.Gone {
				t.Error("one is listed twice")
			}
		})
	}
}

// TestChangesStandStill: a reader who leafs while something is added sees each change once.
func TestChangesStandStill(t *testing.T) {
	a := editedArchive(t, 150)
	server := testRoom(t, a)
	_, body := get(t, server.URL+"/changes?since=2026-01-01")
	next := html.UnescapeString(regexp.MustCompile(`rel="next" href="([^"]*)"`).FindStringSubmatch(body)[1])
	var before, after logData
	_, body = get(t, server.URL+strings.Replace(next, "/changes", "/changes.json", 1))
	if err := json.Unmarshal([]byte(body), &before); err != nil {
		t.Fatal(err)
	}
	art := edition(site.Ref{Edition: "pns", ID: "1772380801001", Date: "20260302", SectionCode: "s00002",
		SectionName: "甲"}, "再改")
	look := record.Sighting{URL: art.URL, At: noon.Add(-time.Minute), Source: site.TimeFetched, Seen: queue.SeenPage,
		Article: art, Capture: store.Capture{Body: []byte("再改")}}
	if _, err := a.Import(t.Context(), 0, []record.Sighting{look}, noon); err != nil {
		t.Fatal(err)
	}
	_, body = get(t, server.URL+strings.Replace(next, "/changes", "/changes.json", 1))
	if err := json.Unmarshal([]byte(body), &after); err != nil {
		t.Fatal(err)
	}
	if after.Changed != before.Changed+1 || after.From != before.From+1 || after.Changes[0].ID != before.Changes[0].ID {
		t.Errorf("%d to %d of %d, before %d to %d of %d", after.From, after.To, after.Changed, before.From, before.To,
			before.Changed)
	}
}

// TestChangesFeed: an entry a change, with an id that names the revision, old → new, and a link to the comparison; what
// vanished is of the day on which it was found gone.
func TestChangesFeed(t *testing.T) {
	server := testRoom(t, testArchive(t))
	items := func(path string) map[string]*gofeed.Item {
		_, body := get(t, server.URL+path)
		feed, err := gofeed.NewParser().ParseString(body)
		if err != nil {
			t.Fatal(path, err)
		}
		if !strings.Contains(feed.Description, "最後讀取網站：2026-03-10") {
			t.Errorf("%s says of looks %q", path, feed.Description)
		}
		all := map[string]*gofeed.Item{}
		for _, i := range feed.Items {
			all[i.GUID] = i
		}
		return all
	}
	all := items("/changes.atom")
	changed := all["tag:mingpao,2026:ins/1772500000001/r2/2026-03-10T11:00:00+08:00"]
	if changed == nil || changed.Updated != "2026-03-10T11:00:00+08:00" || !strings.Contains(changed.Title, "四千人") ||
		!strings.Contains(changed.Content, "<del>三</del>") || !strings.Contains(changed.Content, "→") ||
		changed.Link != server.URL+"/a/ins/1772500000001/history?from=1&to=2" {
		t.Errorf("%+v", changed)
	}
	var gone *gofeed.Item
	for id, i := range items("/feed.atom?gone=1") {
		if gone = all[id]; gone == nil || gone.Updated != i.Updated || !strings.Contains(id, "/gone/2026-03-08T") ||
			!strings.HasPrefix(i.Updated, "2026-03-08") || !strings.Contains(i.Title, "已下架") ||
			!strings.Contains(i.Content, "網站已沒有這篇文章") {
			t.Errorf("%s: %+v", id, i)
		}
	}
	if gone == nil {
		t.Error("nothing vanished")
	}
}
