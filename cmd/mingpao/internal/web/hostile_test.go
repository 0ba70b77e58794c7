package web

import (
	"context"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"

	"golang.org/x/net/html"

	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/store"
	"mingpao/store/queue"
	"mingpao/store/record"
)

// FuzzRoom puts a text into every field of an article that a page can fill, and looks at every page of the reading
// room that shows it: each is built of the elements and attributes of our templates, and of nothing else.
func FuzzRoom(f *testing.F) {
	for _, seed := range []string{
		"</script><script>alert(1)</script> <img src=x onerror=alert(1)> ]]><!-- {{.}} <mark> &#60;b&#62;",
		`" onmouseover="alert(1) ' onload='x`, "javascript:alert(1)",
		"\u202eevil\u2066 a\u2028b\x00\x1b[31m a\r\nSet-Cookie: x=y =1+1", "20269999",
	} {
		f.Add(seed)
	}
	allowed, empty := markupOf(f), emptyFile(f)
	look, err := ownLook()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		room := open(hostileArchive(t, empty, strings.ToValidUTF8(text, "\ufffd")),
			Options{Now: func() time.Time { return noon }}, look)
		for _, path := range []string{
			"/", "/day/2026-03-06", "/month/2026-03", "/a/pns/1772726401001", "/a/pns/1772726401001?pictures=1",
			"/a/pns/1772726401001/history",
			"/changes?since=2026-01-01", "/sections", "/authors", "/columns", "/keywords", "/archive", "/search?q=" +
				url.QueryEscape(text),
			"/search?author=" + url.QueryEscape(text), "/en/a/pns/1772726401001", "/a/pns/1772726401001/cite/plain",
			"/search?q=題", "/search?q=題&view=lines", "/trend?q=題&q=" + url.QueryEscape(text), "/trend?q=題&by=author",
		} {
			answer := ask(t, room, path)
			if answer.Code >= 500 {
				t.Errorf("%s: %d", path, answer.Code)
			}
			if strings.HasPrefix(answer.Header().Get("Content-Type"), "text/html") {
				checkPage(t, path, answer.Body.String(), allowed)
			}
		}
	})
}

// onLoopback is the context of a request that came to loopback.
func onLoopback(t testing.TB) context.Context {
	local := &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8080}
	return context.WithValue(t.Context(), http.LocalAddrContextKey, net.Addr(local))
}

// emptyFile is an archive without an article, as bytes: to make one takes longer than all that is asked of it.
func emptyFile(t testing.TB) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "empty.db")
	a, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	a.Close()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// hostileArchive holds an article in two versions that are made of a text, beside what an empty archive does.
func hostileArchive(t *testing.T, empty []byte, text string) *store.Archive {
	t.Helper()
	path := filepath.Join(t.TempDir(), "room.db")
	write(t, path, string(empty))
	a, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	looks := []record.Sighting{hostileLook(text, text, noon.AddDate(0, 0, -4)),
		hostileLook(text, text+"題。"+text, noon.AddDate(0, 0, -3)), seenPicture(hostilePicture, polyglot(t))}
	if _, err := a.Record(t.Context(), 1, looks, noon); err != nil {
		t.Fatal(err)
	}
	return a
}

// hostilePicture is the address of a picture that is kept.
const hostilePicture = "https://fs.mingpao.com/pns/20260306/s00012/x.jpg"

func hostileLook(text, body string, at time.Time) record.Sighting {
	art := &extract.Article{ID: "1772726401001", Edition: "pns",
		URL:     "https://news.mingpao.com/pns/x/article/20260306/s00012/1772726401001",
		Section: text, SectionCode: "s00012", Title: "題" + text, Authors: []string{text, "乙"}, AuthorNote: text,
		Column: text, Credits: []string{text}, Published: "2026-03-06", Access: extract.Full, Language: text,
		Keywords: []string{text}, LeadMarker: text,
		Body: body, Blocks: []extract.Block{{Kind: extract.Paragraph, Text: body}, {Kind: extract.Heading, Text: text}},
		Images: []extract.Image{{URL: text, Caption: text}, {URL: hostilePicture, Caption: text}},
		Videos: []extract.Video{{URL: text, Caption: text}},
		Layout: "news"}
	return record.Sighting{URL: art.URL, At: at, Source: site.TimeGiven, Seen: queue.SeenPage, Article: art,
		Capture: store.Capture{Body: []byte("<p>" + body), ContentType: "text/html"}}
}

var (
	ourElement   = regexp.MustCompile(`<([a-z][a-z0-9]*)`)
	ourAttribute = regexp.MustCompile(`[\s"}]([a-z][a-zA-Z-]*)(?:=|[\s>{])`)
)

// markupOf are the names of the elements and attributes in our templates, and of what the code adds to them.
func markupOf(t testing.TB) map[string]bool {
	t.Helper()
	names := map[string]bool{"html": true, "head": true, "body": true, "tbody": true, "mark": true, "ins": true,
		"del": true, "svg": true}
	files, err := fs.Glob(templateFiles, "templates/*.html")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		text, err := templateFiles.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, pattern := range []*regexp.Regexp{ourElement, ourAttribute} {
			for _, m := range pattern.FindAllStringSubmatch(string(text), -1) {
				names[m[1]] = true
			}
		}
	}
	for name := range names {
		if strings.HasPrefix(name, "on") {
			delete(names, name)
		}
	}
	return names
}

// checkPage fails on markup that is not ours, on addresses that act, and on characters that do.
func checkPage(t *testing.T, path, page string, allowed map[string]bool) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for node := range root.Descendants() {
		switch node.Type {
		case html.TextNode:
			if strings.IndexFunc(node.Data, acts) >= 0 {
				t.Errorf("%s: a character that acts in %q", path, node.Data)
			}
		case html.ElementNode:
			if !allowed[node.Data] {
				t.Errorf("%s: an element %s", path, node.Data)
			}
			checkAttributes(t, path, node, allowed)
		}
	}
}

func acts(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\t' && r != '\r' || unicode.Is(unicode.Bidi_Control, r)
}

func checkAttributes(t *testing.T, path string, node *html.Node, allowed map[string]bool) {
	t.Helper()
	for _, a := range node.Attr {
		leads := a.Key == "href" || a.Key == "src" || a.Key == "action"
		if !allowed[a.Key] {
			t.Errorf("%s: an attribute %s of %s", path, a.Key, node.Data)
		}
		if scheme, _, ok := strings.Cut(strings.ToLower(a.Val), ":"); leads && ok && !strings.ContainsAny(scheme, "/?#") &&
			scheme != "http" && scheme != "https" {
			t.Errorf("%s: %s leads to %q", path, a.Key, a.Val)
		}
	}
}
