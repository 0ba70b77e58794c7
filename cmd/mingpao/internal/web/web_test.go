package web

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/store"
	"mingpao/store/frontier"
	"mingpao/store/queue"
	"mingpao/store/record"
	"mingpao/testdata"
)

// noon is the present of the tests; the saved pages are of the days before it.
var noon = time.Date(2026, 3, 10, 12, 0, 0, 0, site.Zone)

// testArchive holds the saved pages, an article in two versions, and one that is gone.
func testArchive(t testing.TB) *store.Archive {
	t.Helper()
	path := filepath.Join(t.TempDir(), "room.db")
	a, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	run, err := a.Frontier().BeginRun(t.Context(), "import", "test", noon.AddDate(0, 0, -3))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.Record(t.Context(), run, sightings(t), noon); err != nil {
		t.Fatal(err)
	}
	if err := a.Frontier().EndRun(t.Context(), run, frontier.Counts{}, 0, noon.AddDate(0, 0, -3)); err != nil {
		t.Fatal(err)
	}
	crawled(t, a)
	a.Close()
	reader, err := store.OpenReader(context.WithoutCancel(t.Context()), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { reader.Close() })
	return reader
}

// crawled notes what a crawl leaves beside articles: a run, lists, an order, a failure, pages that wait.
func crawled(t testing.TB, a *store.Archive) {
	t.Helper()
	at := noon.Add(-2 * time.Hour)
	run, err := a.Frontier().BeginRun(t.Context(), "crawl", "test", at)
	if err != nil {
		t.Fatal(err)
	}
	waiting := site.Ref{Edition: site.Daily, ID: "1772380809999", SectionCode: "s00001", Date: "20260302"}
	_, err1 := a.Frontier().Add(t.Context(), []queue.Listing{{Ref: waiting, Title: "一頁", Source: "feed pns/s00001"}}, at)
	_, err2 := a.Frontier().NewOrder(t.Context(), queue.Want{From: "2026-02-01", To: "2026-02-28"}, at)
	if err := errors.Join(err1, err2, a.Frontier().EndRun(t.Context(), run, frontier.Counts{New: 3, Failed: 1}, 3, at),
		a.Frontier().SaveSource(t.Context(),
			queue.Source{Kind: queue.KindFeed, Edition: site.Daily, Code: "s00001", Answered: at,
				Due: noon, Failures: 2, FailingSince: at, Fault: "refused: HTTP 403 Forbidden"})); err != nil {
		t.Fatal(err)
	}
}

func sightings(t testing.TB) []record.Sighting {
	t.Helper()
	var all []record.Sighting
	see := func(page []byte, at time.Time) *extract.Article {
		art, err := extract.Parse(extract.Page{Body: page})
		if err != nil || art.URL == "" {
			return nil
		}
		all = append(all, record.Sighting{URL: art.URL, At: at, Source: site.TimeGiven, Seen: queue.SeenPage, Article: art,
			Capture: store.Capture{Body: page, ContentType: "text/html"}})
		return art
	}
	for _, name := range testdata.Pages() {
		see(testdata.Page(name), noon.AddDate(0, 0, -3))
	}
	live := string(testdata.Page("ins-live.html"))
	see([]byte(strings.NewReplacer("逾三千人參加", "逾四千人參加", "大會說秩序良好", "大會說秩序大致良好").Replace(live)), noon.Add(-time.Hour))
	if gone := see(testdata.Page("ins-list-table.html"), noon.AddDate(0, 0, -3)); gone != nil {
		for _, days := range []int{-2, 0} {
			all = append(all, record.Sighting{URL: gone.URL, At: noon.AddDate(0, 0, days), Source: site.TimeFetched,
				Seen: queue.SeenGone, Detail: "HTTP 404"})
		}
	}
	for url, size := range map[string][2]int{"pns/20260303/s00007/00000000000000000000000000000002": {60, 90},
		"ins/20260303/s00001/0000000000000000000000000000000a": {2000, 900}} {
		all = append(all, seenPicture("https://fs.mingpao.com/"+url+".jpg", pngOf(t, size[0], size[1])))
	}
	if len(all) < 30 {
		t.Fatalf("only %d sightings", len(all))
	}
	return all
}

// server is where a reading room is.
type server struct{ URL string }

// testRoom is a reading room on loopback.
func testRoom(t testing.TB, a *store.Archive) server {
	t.Helper()
	room, err := New(a, Options{Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- Serve(ctx, listener, room) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return server{"http://" + listener.Addr().String()}
}

func get(t testing.TB, address string, headers ...string) (*http.Response, string) {
	t.Helper()
	return answered(t, http.DefaultClient.Do, http.MethodGet, address, headers...)
}

// answered sends a request with some headers, and reads the answer whole.
func answered(t testing.TB, send func(*http.Request) (*http.Response, error), method, address string,
	headers ...string) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	response, err := send(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	b, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(b)
}

// maxFollowed bounds how many pages of one kind are visited.
const maxFollowed = 3

// TestEveryLinkLeadsSomewhere follows the links from the first page, in both languages: each is a page that says what
// it should.
func TestEveryLinkLeadsSomewhere(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and one request at a time")
	}
	server := testRoom(t, testArchive(t))
	for _, first := range []string{"/", "/en"} {
		seen, kinds := map[string]bool{}, map[string]int{}
		for queue := []string{first, first + "/changes?since=2026-01-01"}; len(queue) > 0; queue = queue[1:] {
			path := strings.Replace(queue[0], "//", "/", 1)
			kind := kindOf(path)
			if seen[path] || kind == "" || kinds[kind] > maxFollowed {
				continue
			}
			seen[path] = true
			kinds[kind]++
			response, body := get(t, server.URL+path)
			if response.StatusCode != http.StatusOK {
				t.Errorf("%s: %s", path, response.Status)
				continue
			}
			if strings.HasPrefix(response.Header.Get("Content-Type"), "text/html") {
				for _, fault := range []string{"%!", "ZgotmplZ", "<no value>", "&lt;nil&gt;"} {
					if strings.Contains(body, fault) {
						t.Errorf("%s holds %s", path, fault)
					}
				}
				queue = append(queue, links(t, path, body)...)
			}
		}
		if len(kinds) < 30 {
			t.Errorf("from %s only %d kinds of pages", first, len(kinds))
		}
	}
}

// kindOf is an address without what differs within a kind of page. Choices of more than two filters at a time are left
// out: there are too many.
func kindOf(path string) string {
	u, err := url.Parse(path)
	if err != nil || len(u.Query()) > 2 {
		return ""
	}
	var names []string
	for name := range u.Query() {
		names = append(names, name)
	}
	slices.Sort(names)
	return regexp.MustCompile("[0-9]+").ReplaceAllString(u.Path, "") + "?" + strings.Join(names, "&")
}

// links are those of a page that stay in the reading room, and where its forms lead.
func links(t *testing.T, path, body string) (found []string) {
	t.Helper()
	base, err := url.Parse(path)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		for _, a := range n.Attr {
			if a.Key != "href" && a.Key != "src" && a.Key != "action" || strings.HasPrefix(a.Val, "#") {
				continue
			}
			u, err := base.Parse(a.Val)
			if err != nil {
				t.Errorf("%s: link %q", path, a.Val)
				continue
			}
			if u.Host == "" && u.Scheme == "" {
				found = append(found, u.RequestURI())
			}
		}
	}
	return found
}

// TestTextIsText puts markup into every field of an article: no page, feed or file acts on it.
func TestTextIsText(t *testing.T) {
	const evil = `"><script>alert(1)</script><img src=x onerror=alert(1)>'{{.}}`
	path := filepath.Join(t.TempDir(), "evil.db")
	a, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	art := &extract.Article{
		ID: "1772380801001", Edition: "pns", URL: "https://news.mingpao.com/pns/x/article/20260302/s00001/1772380801001",
		Section: evil, SectionCode: "s00001",
		Title: "甲" + evil, Authors: []string{evil}, AuthorNote: evil, Column: evil, Credits: []string{evil},
		Published: "2026-03-02", Access: extract.Full,
		Language: evil, Keywords: []string{evil}, Body: evil, Blocks: []extract.Block{{Kind: extract.Row, Text: evil}},
		Images: []extract.Image{{URL: "javascript:alert(1)", Caption: evil},
			{URL: "https://evil.example/x.jpg", Caption: evil}}, Videos: []extract.Video{},
	}
	if _, err := a.Record(t.Context(), 0, []record.Sighting{{URL: art.URL, At: noon, Source: site.TimeGiven,
		Seen: queue.SeenPage, Article: art,
		Capture: store.Capture{Body: []byte(evil), ContentType: evil}}}, noon); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	server := testRoom(t, a)
	for _, page := range []string{"/", "/a/pns/1772380801001", "/a/pns/1772380801001?pictures=1",
		"/a/pns/1772380801001/history", "/search?q=甲",
		"/search?q=" + url.QueryEscape(evil), "/authors", "/columns", "/keywords", "/sections", "/feed.atom",
		"/authors?find=" + url.QueryEscape(evil), "/" + url.PathEscape(evil)} {
		response, body := get(t, server.URL+page)
		if strings.Contains(body, "<script>alert") || strings.Contains(body, "<img src=x") ||
			strings.Contains(body, `href="javascript`) || strings.Contains(body, `src="https://evil`) {
			t.Errorf("%s acts on markup", page)
		}
		if csp := response.Header.Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") ||
			strings.Contains(csp, "evil") {
			t.Errorf("%s: policy %q", page, csp)
		}
	}
}
