package web

import (
	"context"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// attack makes requests out of what is right and what is not.
type attack struct{ *rand.Rand }

// injected is what no page may hold as it stands; what it looks like in an answer that escapes it is another thing.
const injected = `<zz9 x="`

// pieces are parts of paths and of values; the first few are right somewhere.
var pieces = []string{
	"2026-03-03", "2026-03", "ins", "pns", "1772500000001", "1772500000001.json", "1772500000001.md", "bibtex", "csl", "history", "cite", "環島", "title:環島",
	"author:李", "環島 OR 圖書館", "pns/s00001", "1", "2", "beside", "csv", "epub", "atom", "-7d", "today", "李",
	injected, "javascript:alert(1)", "..", ".", "%2e", "'", "\"", "' OR 1=1--", "\x00", "\r\nX: y", "\\", ";", "|", "$(id)", "{{.}}", "%n", "%!s(MISSING)", "〇",
	"\u202e", "\ufeff", "\xff\xfe", "𠮷", "OR", "NEAR", "a*", "-", "-a", "\"", "((((", strings.Repeat("9", 40), strings.Repeat("環", 199), strings.Repeat("a ", 99),
	"-1", "0", "99999999999999999999", "1e9", "NaN", "2026-02-30", "9999-99", "0000-00-00", "-99999999d", "MjAyNgoKCjEKCg", "//evil.example", "/evil.example", "*", "?", "#", "&",
}

var (
	addresses = []string{
		"/", "/day/2026-03-03", "/month/2026-03", "/a/ins/1772500000001", "/a/ins/1772500000001.json", "/a/ins/1772500000001/history?from=1&to=2&view=beside",
		"/a/ins/1772500000001/cite/bibtex?version=1", "/changes?since=-30d", "/search?q=環島&sort=title", "/search?section=pns/s00001&from=2026", "/export?format=csv&q=環島",
		"/feed.atom?author=李", "/feeds.opml", "/sections", "/authors?find=李", "/columns", "/keywords?after=0", "/archive", "/help", "/static/style.css", "/favicon.ico",
		"/robots.txt", "/en", "/en/search?q=library", "/zh/day/2026-03-03", "/fr/", "/.git/config",
	}
	parameters = append([]string{"q", "sort", "after", "format", "since", "find", "version", "pictures", "view", "x", "", "v", injected}, filterNames...)
	methods    = []string{"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH", "PROPFIND", "get", "G E T", injected}
	hosts      = []string{"evil.example", "127.0.0.1", "127.0.0.1:80", "127.0.0.1:8080.evil.example", "127.0.0.1:8080:8080", "[::1]:8080", "localhost", "LOCALHOST:8080", "", " ", injected}
	headers    = []string{"If-None-Match", "If-Modified-Since", "Accept-Language", "Accept", "Accept-Encoding", "Range", "Cookie", "Referer", "X-Forwarded-Host", "User-Agent", "Upgrade"}
)

func (a attack) of(all []string) string { return all[a.IntN(len(all))] }

// target is an address that is right, with some of it made another's.
func (a attack) target() *url.URL {
	path, asked, _ := strings.Cut(a.of(addresses), "?")
	var query []string
	if asked != "" {
		query = strings.Split(asked, "&")
	}
	for range a.IntN(3) {
		switch name, value := a.of(parameters), url.QueryEscape(a.of(pieces)); a.IntN(5) {
		case 0:
			path = path[:strings.LastIndex(path, "/")+1] + a.of(pieces)
		case 1:
			path += []string{"", "/"}[a.IntN(2)] + a.of(pieces)
		case 2:
			query = append(query, url.QueryEscape(name)+"="+value)
		case 3:
			query = append(query, name+"="+a.of(pieces)) // as it stands
		case 4:
			for i, q := range query {
				name, _, _ := strings.Cut(q, "=")
				query[i] = name + "=" + value
			}
		}
	}
	return &url.URL{Path: path, RawQuery: strings.Join(query, "&")}
}

// request is a request of chance; foreign tells that it comes from where none may.
func (a attack) request() (r *http.Request, foreign bool) {
	u := a.target()
	r = &http.Request{Method: http.MethodGet, URL: u, RequestURI: u.RequestURI(), Host: "127.0.0.1:8080", Header: http.Header{}, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1}
	for range a.IntN(3) {
		r.Header.Set(a.of(headers), a.of(pieces))
	}
	switch a.IntN(12) {
	case 0:
		r.Method, foreign = a.of(methods), true
	case 1:
		r.Host, foreign = a.of(hosts), true
	case 2:
		r.Header.Set("Origin", "https://"+a.of(hosts))
		foreign = true
	case 3:
		r.Header.Set("Sec-Fetch-Site", a.of([]string{"cross-site", "same-site", injected}))
		foreign = true
	case 4:
		r.ContentLength, foreign = -1, true
		r.TransferEncoding = []string{"chunked"}
	case 5:
		r.Method = http.MethodHead
	}
	return r, foreign
}

// TestHostileAtRandom asks for what nobody ought to: the asker is told so, or gets what is harmless, and never a fault of ours.
func TestHostileAtRandom(t *testing.T) {
	room, err := New(testArchive(t), Options{})
	if err != nil {
		t.Fatal(err)
	}
	here := context.WithValue(t.Context(), http.LocalAddrContextKey, net.Addr(&net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8080}))
	n := 10_000
	if testing.Short() {
		n = 1000
	}
	a, refused := attack{rand.New(rand.NewPCG(15, 1))}, 0
	for range n {
		r, foreign := a.request()
		w := httptest.NewRecorder()
		room.ServeHTTP(w, r.WithContext(here))
		if w.Code >= 400 {
			refused++
		}
		if fault := faultOf(w, foreign); fault != "" {
			t.Errorf("%s %q of %q, %v: %d: %s", r.Method, r.RequestURI, r.Host, r.Header, w.Code, fault)
		}
	}
	if refused < n/2 || refused > n*9/10 {
		t.Errorf("of %d requests %d were refused: too few, or too many to tell anything", n, refused)
	}
}

// faultOf is what is wrong with an answer.
func faultOf(w *httptest.ResponseRecorder, foreign bool) string {
	kind, leads := w.Header().Get("Content-Type"), w.Header().Get("Location")
	switch {
	case w.Code >= 500:
		return "a fault of ours"
	case foreign && w.Code < 400:
		return "it is answered"
	case strings.Contains(w.Body.String(), injected) && !strings.HasPrefix(kind, "text/plain"):
		return "it holds markup of the asker"
	case leads != "" && (leads[0] != '/' || strings.HasPrefix(leads, "//") || strings.ContainsAny(leads, "\\\r\n")):
		return "it leads to " + leads
	case w.Header().Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(w.Header().Get("Content-Security-Policy"), "default-src 'none'"):
		return "it may be taken for something else"
	}
	return ""
}
