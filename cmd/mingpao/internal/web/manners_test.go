package web

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// asked asks without following where the answer leads, and without taking it apart.
func asked(t *testing.T, method, address string, headers ...string) (*http.Response, string) {
	t.Helper()
	return answered(t, (&http.Transport{DisableCompression: true}).RoundTrip, method, address, headers...)
}

// TestAddressesLeadOn: other forms of an address lead to the one that a page has, in the reader's language.
func TestAddressesLeadOn(t *testing.T) {
	server := testRoom(t, testArchive(t))
	const article, at = "1772500000001", "/a/ins/1772500000001"
	const live = "https://news.mingpao.com/ins/%e6%b8%af%e8%81%9e/article/20260303/s00001/" + article
	for name, c := range map[string]struct {
		path   string
		status int
		to     string
	}{
		"a slash behind an article":    {at + "/", 308, at},
		"a slash behind a language":    {"/en/", 308, "/en"},
		"a slash behind a search":      {"/search/?q=a", 308, "/search?q=a"},
		"another host":                 {"//evil.example/", 400, ""},
		"the paper's path":             {"/ins/港聞/article/20260303/s00001/" + article + "/slug", 302, at},
		"the paper's path, in English": {"/en/ins/港聞/article/20260303/s00001/" + article, 302, "/en" + at},
		"no article of the paper's":    {"/ins/港聞/article/20260303/s00001/1772500000999", 404, ""},
		"an address in the box":        {"/search?q=" + url.QueryEscape(live), 302, at},
		"one with a slug and a query":  {"/search?q=" + url.QueryEscape(live+"/a-b?utm=1#x"), 302, at},
		"one without https":            {"/search?q=" + url.QueryEscape(strings.TrimPrefix(live, "https://")), 302, at},
		"one of the room":              {"/search?q=" + url.QueryEscape(server.URL+"/en"+at+"/history?from=1"), 302, at},
		"a number in the box":          {"/en/search?q=+" + article + "+", 302, "/en" + at},
		"an address of no article here": {"/search?q=" +
			url.QueryEscape(strings.Replace(live, article, "1772500000999", 1)), 404, ""},
		"a number of none":                {"/search?q=1772500000999", 200, ""},
		"nowhere, with a parameter":       {"/nope?x=1", 404, ""},
		"a parameter that a page has not": {"/help?x=1", 400, ""},
		"one value too many":              {"/search?q=a&sort=title&sort=oldest", 400, ""},
	} {
		t.Run(name, func(t *testing.T) {
			response, _ := asked(t, "GET", server.URL+c.path)
			if response.StatusCode != c.status || response.Header.Get("Location") != c.to {
				t.Errorf("%s: %s %q, want %d %q", c.path, response.Status, response.Header.Get("Location"), c.status, c.to)
			}
		})
	}
	_, body := get(t, server.URL+"/nope?x=1")
	if !strings.Contains(body, `href="/search?q=nope"`) {
		t.Error("what is not found is not offered to be searched for")
	}
}

// TestAllWordsCount: what is given twice is not dropped.
func TestAllWordsCount(t *testing.T) {
	server := testRoom(t, testArchive(t))
	_, both := get(t, server.URL+"/search?q=環島&q=沒有這個")
	if !strings.Contains(both, `value="環島 沒有這個"`) || strings.Contains(both, "<mark>環島") {
		t.Error("the second word is dropped")
	}
	_, said := get(t, server.URL+"/en/search?from=2026-03&to=2026-01")
	if !strings.Contains(said, "2026-03 – 2026-01") || !strings.Contains(said, "ends before it begins") {
		t.Error("what is wrong with the days is not said")
	}
}

// TestCompressed: text is compressed for those who take it so, with one tag for both forms.
func TestCompressed(t *testing.T) {
	server := testRoom(t, testArchive(t))
	for name, c := range map[string]struct {
		path   string
		packed bool
	}{
		"a page": {"/archive", true}, "a style": {"/static/style.css", true}, "a feed": {"/feed.atom", true},
		"an export": {"/export?format=csv", true}, "a book": {"/export?format=epub&q=環島", false},
	} {
		t.Run(name, func(t *testing.T) {
			plain, whole := asked(t, "GET", server.URL+c.path)
			packed, body := asked(t, "GET", server.URL+c.path, "Accept-Encoding", "gzip, deflate, br, zstd")
			if got := packed.Header.Get("Content-Encoding"); (got == "gzip") != c.packed ||
				plain.Header.Get("Content-Encoding") != "" {
				t.Fatalf("%s: encoded as %q", c.path, got)
			}
			if !strings.Contains(strings.Join(packed.Header.Values("Vary"), ","), "Accept-Encoding") {
				t.Errorf("%s varies with %q", c.path, packed.Header.Values("Vary"))
			}
			if c.packed && unpacked(t, body) != whole {
				t.Errorf("%s is another text when it is packed", c.path)
			}
			sameTag(t, server.URL+c.path, plain.Header.Get("ETag"), packed.Header.Get("ETag"))
		})
	}
}

func unpacked(t *testing.T, packed string) string {
	t.Helper()
	r, err := gzip.NewReader(strings.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// sameTag asks again with the tag of an answer, of which HEAD says the same as GET.
func sameTag(t *testing.T, address, plain, packed string) {
	t.Helper()
	if plain != packed {
		t.Errorf("%s: tags %s and %s", address, plain, packed)
	}
	if head, body := asked(t, "HEAD", address); head.Header.Get("ETag") != plain || body != "" || head.StatusCode != 200 {
		t.Errorf("HEAD %s: %s %v", address, head.Status, head.Header)
	}
	if plain == "" {
		return
	}
	for _, tag := range []string{plain, strings.TrimPrefix(plain, "W/"), `"x", ` + plain, "*"} {
		again, body := asked(t, "GET", address, "If-None-Match", tag, "Accept-Encoding", "gzip")
		if again.StatusCode != http.StatusNotModified || body != "" || again.Header.Get("ETag") != plain {
			t.Errorf("%s with %s: %s", address, tag, again.Status)
		}
	}
}
