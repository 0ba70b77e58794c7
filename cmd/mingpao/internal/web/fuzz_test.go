package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// FuzzRequests asks for anything: the reading room never fails, and answers with nothing but its own markup.
func FuzzRequests(f *testing.F) {
	for _, target := range []string{
		"/", "/day/2026-03-06", "/month/2026-03", "/a/pns/1772726401001?version=1",
		"/a/ins/1772500000001/history?from=1&to=2&view=words",
		"/search?q=圖書館&sort=new&after=AAAA", "/search?author=程一諾&from=2026-03-01", "/authors?find=程", "/changes?since=-7d",
		"/feed.atom?section=觀點",
		"/export?format=csv&q=a", "/a/pns/1772726401001/cite/bibtex", "/en/archive", "//", "/a/pns/1.json",
		"/static/style.css",
	} {
		f.Add(target, "Accept-Language", "en")
	}
	room, err := New(testArchive(f), Options{Now: func() time.Time { return noon }})
	if err != nil {
		f.Fatal(err)
	}
	allowed := markupOf(f)
	f.Fuzz(func(t *testing.T, target, header, value string) {
		if r, err := http.NewRequest(http.MethodGet, "http://127.0.0.1:8080"+target, nil); err != nil ||
			!strings.HasPrefix(target, "/") || r.URL.Host != "127.0.0.1:8080" {
			return
		}
		answer := ask(t, room, target, header, value)
		if answer.Code >= 500 {
			t.Errorf("%q: %d: %s", target, answer.Code, answer.Body)
		}
		if strings.HasPrefix(answer.Header().Get("Content-Type"), "text/html") {
			checkPage(t, target, answer.Body.String(), allowed)
		}
	})
}

// ask asks for a page without a network.
func ask(t testing.TB, room http.Handler, target string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	r, err := http.NewRequest(http.MethodGet, "http://127.0.0.1:8080"+target, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	r.RequestURI = r.URL.RequestURI()
	answer := httptest.NewRecorder()
	room.ServeHTTP(answer, r.WithContext(onLoopback(t)))
	return answer
}
