package main

import (
	"context"
	"crypto/x509"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"mingpao/extract/site"
	"mingpao/testdata"
)

// testURL is the article that the fault table is about.
const (
	testURL = "https://news.mingpao.com/ins/%e6%b8%af%e8%81%9e/article/20260302/s00001/1772420000001"
	testID  = "1772420000001"
)

// only crawls just the test article.
func (w *world) only() {
	ref, _ := site.ParseURL(testURL)
	w.job.Refs = []site.Ref{ref}
}

// TestCrawlFaults has what can go wrong with one page: what the archive says of it, the exit status, how often the
// site is asked, and that nothing of it becomes an article.
func TestCrawlFaults(t *testing.T) {
	flash := string(testdata.Page("ins-flash.html"))
	for _, c := range []struct {
		name    string
		answer  http.HandlerFunc
		outcome string // of the fetch
		detail  string // part of the reason
		status  int
		again   bool // it is tried again, in a later run
		asked   int  // requests of this run for pages
	}{
		{"401", status(401), "refused", "HTTP 401", statusRefused, true, 1},
		{"403", status(403), "refused", "HTTP 403", statusRefused, true, 1},
		{"404", status(404), "gone", "HTTP 404", statusDone, true, 1},
		{"410", status(410), "gone", "HTTP 410", statusDone, true, 1},
		{"429 with seconds", status(429, "Retry-After", "3600"), "refused", "HTTP 429", statusRefused, true, 1},
		{"429 with a date", status(429, "Retry-After", "Tue, 10 Mar 2026 00:00:00 GMT"), "refused", "HTTP 429",
			statusRefused, true, 1},
		{"429 with nonsense", status(429, "Retry-After", "-1"), "refused", "HTTP 429", statusRefused, true, 1},
		{"500", status(500), "failed", "HTTP 500", statusFailed, true, 1},
		{"503", status(503), "refused", "HTTP 503", statusRefused, true, 1},
		{"503 with nonsense", status(503, "Retry-After", "soon"), "refused", "HTTP 503", statusRefused, true, 1},
		{"204", status(204), "failed", "empty page", statusFailed, true, 1},
		{"304 without being asked", status(304), "failed", "it was not asked for", statusFailed, true, 1},
		{"IIS page", htmlAnswer(string(testdata.Page("no-403.html"))), "refused", "access refused", statusRefused, true, 1},
		{"login page", htmlAnswer(string(testdata.Page("no-login.html"))), "refused", "login page", statusRefused, true, 1},
		{"section list", htmlAnswer(string(testdata.Page("no-section.html"))), "failed", "section list", statusFailed, true,
			1},
		{"redirect to the home page", redirect("https://finance.mingpao.com/fin/main.php"), "gone", "home page", statusDone,
			true, 2},
		{"redirect to the login page", redirect("https://news.mingpao.com/login1.php"), "refused", "login page",
			statusRefused, true, 2},
		{"redirect to another host", redirect("https://example.com/"), "failed", "out of scope: example.com", statusFailed,
			true, 1},
		{"redirect to a private address", redirect("https://127.0.0.1/"), "failed", "out of scope: 127.0.0.1", statusFailed,
			true, 1},
		{"redirect to a private address in IPv6", redirect("https://[::ffff:127.0.0.1]/"), "failed",
			"out of scope: ::ffff:127.0.0.1", statusFailed, true, 1},
		{"redirect to another port", redirect("https://news.mingpao.com:8443/x"), "failed", "port 8443", statusFailed, true,
			1},
		{"redirect to a file", redirect("file:///etc/passwd"), "failed", "not a web address", statusFailed, true, 1},
		{"redirect to http", redirect("http://news.mingpao.com/x"), "failed", "redirect from https to http", statusFailed,
			true, 1},
		{"redirect to itself", redirect(testURL), "failed", "redirect loop", statusFailed, true, 10},
		{"another article", htmlAnswer(strings.ReplaceAll(flash, testID, "1772420000999")), "failed",
			"the page is article ins 1772420000999", statusFailed, true, 1},
		{"another type", htmlAnswer(flash, "Content-Type", "application/pdf"), "failed", "content type application/pdf",
			statusFailed, true, 1},
		{"another character set", htmlAnswer(strings.ReplaceAll(flash, "天文台", "\xa4\xd1\xa4"), "Content-Type", "text/html"),
			"failed", "cannot be decoded", statusFailed, true, 1},
		{"cut off", htmlAnswer(flash[:len(flash)/2]), "failed", "the page does not end", statusFailed, true, 1},
		{"shorter than announced", htmlAnswer(flash, "Content-Length", "900000"), "failed", "unexpected EOF", statusFailed,
			true, 1},
		{"larger than the limit", htmlAnswer(strings.Repeat("x", 2<<20)), "failed", "too large", statusFailed, true, 1},
		{"endless", endless(new(atomic.Int64)), "failed", "too large", statusFailed, true, 1},
		{"larger than the limit unpacked", htmlAnswer(packed(t, strings.Repeat("x", 2<<20)), "Content-Encoding", "gzip"),
			"failed", "too large", statusFailed, true, 1},
		{"gzip bomb", htmlAnswer(bomb(t, 64<<20), "Content-Encoding", "gzip"), "failed", "too large", statusFailed, true, 1},
		{"gzip cut off", htmlAnswer(packed(t, flash)[:900], "Content-Encoding", "gzip"), "failed", "unexpected EOF",
			statusFailed, true, 1},
		{"broken gzip", htmlAnswer(strings.ReplaceAll(packed(t, flash), "\x00", "\x07"), "Content-Encoding", "gzip"),
			"failed", "bad encoding", statusFailed, true, 1},
		{"unknown coding", htmlAnswer(flash, "Content-Encoding", "br"), "failed", "unknown content coding br", statusFailed,
			true, 1},
		{"slow", func(w http.ResponseWriter, r *http.Request) { drip(w, r, flash) }, "failed", "too slow", statusFailed,
			true, 1},
		{"slow header", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, "failed", "too slow",
			statusFailed, true, 1},
		{"header cut off", hijacked("HTTP/1.1 200 OK\r\nContent-Ty"), "failed", "unreachable", statusFailed, true, 1},
		{"reset in the header", resetAfter("HTTP/1.1 200 OK\r\nContent-Ty"), "failed", "unreachable", statusFailed, true, 1},
		{"reset in the body", resetAfter("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9000\r\n\r\n" +
			flash[:300]), "failed", "unreachable", statusFailed, true, 1},
		{"no HTTP at all", hijacked("SSH-2.0-OpenSSH\r\n"), "failed", "unreachable", statusFailed, true, 1},
		{"longer than announced", hijacked("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 300\r\n\r\n" +
			flash), "failed", "the page does not end", statusFailed, true, 1},
		{"redirect without a target", status(302), "failed", "HTTP 302", statusFailed, true, 1},
		// net/http asks again where a kept connection ends
		{"reset", func(w http.ResponseWriter, _ *http.Request) { panic(http.ErrAbortHandler) }, "failed", "unreachable",
			statusFailed, true, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel() // most of it is waiting
			w := newWorld(t)
			w.only()
			w.answer("/login1.php", htmlAnswer(string(testdata.Page("no-login.html"))))
			w.answer(testID, c.answer)
			if got := w.crawl(); got != c.status {
				t.Errorf("status %d, want %d: %s", got, c.status, w.stderr.String())
			}
			if found := w.articles(); len(found) > 0 {
				t.Errorf("stored %v", found)
			}
			f := w.lastFetch()
			if f.Outcome != c.outcome || !strings.Contains(f.Detail, c.detail) {
				t.Errorf("recorded as %s: %s; want %s: …%s…", f.Outcome, f.Detail, c.outcome, c.detail)
			}
			if f.Again != c.again {
				t.Errorf("tried again: %v, want %v", f.Again, c.again)
			}
			if asked := w.pages(); len(asked) != c.asked {
				t.Errorf("asked %d times, want %d: %v", len(asked), c.asked, asked)
			}
		})
	}
}

// TestCrawlManages has what looks odd and is no fault: the article is stored.
func TestCrawlManages(t *testing.T) {
	flash := string(testdata.Page("ins-flash.html"))
	const step = "https://news.mingpao.com/ins/step"
	for name, answers := range map[string]map[string]http.HandlerFunc{
		"a chain of redirects": {testID: redirect(step + "1"), "/step1": redirect(step + "2"),
			"/step2": redirect(step + "3"), "/step3": htmlAnswer(flash)},
		"a cookie is required": {testID: func(w http.ResponseWriter, r *http.Request) {
			if _, err := r.Cookie("mpLoginStatus"); err != nil {
				http.SetCookie(w, &http.Cookie{Name: "mpLoginStatus", Value: "nologin", Path: "/"})
				http.Redirect(w, r, r.URL.Path+"?c=1", http.StatusFound)
				return
			}
			htmlAnswer(flash)(w, r)
		}},
		"gzip":            {testID: htmlAnswer(packed(t, flash), "Content-Encoding", "gzip")},
		"no content type": {testID: htmlAnswer(flash, "Content-Type", "")},
		"a false charset": {testID: htmlAnswer(flash, "Content-Type", "text/html; charset=big5")},
		"301": {testID: func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, step, http.StatusMovedPermanently)
		}, "/step": htmlAnswer(flash)},
		"another section's path": {testID: htmlAnswer(strings.ReplaceAll(flash, "/s00001/", "/s00024/"))},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.only()
			for part, h := range answers {
				w.answer(part, h)
			}
			if got := w.crawl(); got != statusDone {
				t.Errorf("status %d: %s", got, w.stderr.String())
			}
			if found := w.articles(); len(found) != 1 {
				t.Errorf("stored %v", found)
			}
		})
	}
}

// TestUnreachable has hosts that cannot be connected to.
func TestUnreachable(t *testing.T) {
	for name, c := range map[string]struct {
		dial   func(context.Context, string, string) (net.Conn, error)
		roots  *x509.CertPool
		detail string
	}{
		"no such name": {func(context.Context, string, string) (net.Conn, error) {
			return nil, &net.DNSError{Err: "no such host", Name: "news.mingpao.com", IsNotFound: true}
		}, nil, "cannot resolve news.mingpao.com"},
		"refused": {func(ctx context.Context, _, _ string) (net.Conn, error) {
			var d net.Dialer
			return d.DialContext(ctx, "tcp", "127.0.0.1:1")
		}, nil, "connection refused"},
		"a certificate that nobody trusts": {nil, x509.NewCertPool(), "certificate"},
		"no TLS":                           {plainHTTP(t), nil, "unreachable"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.only()
			if c.dial != nil {
				w.job.Config.Dial = c.dial
			}
			if c.roots != nil {
				w.job.Config.RootCAs = c.roots
			}
			if got := w.crawl(); got != statusFailed {
				t.Errorf("status %d", got)
			}
			if f := w.lastFetch(); f.Outcome != "failed" || !strings.Contains(f.Detail, c.detail) || !f.Again {
				t.Errorf("%+v; want %s", f, c.detail)
			}
		})
	}
}

// TestEndlessAnswer reads no more of an answer than the limit, and what the connection holds.
func TestEndlessAnswer(t *testing.T) {
	w := newWorld(t)
	w.only()
	var sent atomic.Int64
	w.answer(testID, endless(&sent))
	w.crawl()
	if most := int64(12 << 20); sent.Load() > most {
		t.Errorf("%d bytes were taken, the limit is %d", sent.Load(), w.job.Config.MaxBody)
	}
}

// TestDateChanges keeps both versions of an article that the desk has moved to another day.
func TestDateChanges(t *testing.T) {
	w := newWorld(t)
	w.only()
	w.crawl()
	w.answer(testID, htmlAnswer(strings.Replace(string(testdata.Page("ins-flash.html")), "2026年3月2日星期一", "2026年3月3日星期二",
		1)))
	w.clock = w.clock.Add(2 * time.Hour)
	w.crawl()
	a, err := w.archive.Catalog().Find(t.Context(), "ins", testID)
	if err != nil || a.Revision != 2 || a.Published != "2026-03-03T20:15:00+08:00" {
		t.Errorf("%+v, %v", a, err)
	}
}

// TestWorseAnswerNeverReplaces crawls a page that is in the archive and has turned bad.
func TestWorseAnswerNeverReplaces(t *testing.T) {
	for name, answer := range map[string]http.HandlerFunc{
		"blocked": status(403),
		"empty":   htmlAnswer(string(testdata.Page("no-text.html"))),
		"excerpt": htmlAnswer(strings.Replace(string(testdata.Page("ins-flash.html")), "</article>",
			"</article><script>loginObj.getContent('20260302','"+testID+"');</script>", 1)),
		"login": htmlAnswer(string(testdata.Page("no-login.html"))),
		"gone":  status(404),
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.only()
			w.crawl()
			before, err := w.archive.Catalog().Find(t.Context(), "ins", testID)
			if err != nil {
				t.Fatal(err)
			}
			w.answer(testID, answer)
			w.clock = w.clock.Add(2 * time.Hour)
			w.crawl()
			after, err := w.archive.Catalog().Find(t.Context(), "ins", testID)
			if err != nil || after.Body != before.Body || after.Access != before.Access || after.Revision != 1 {
				t.Errorf("after: %+v, %v", after, err)
			}
		})
	}
}
