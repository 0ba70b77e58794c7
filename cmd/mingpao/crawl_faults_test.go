package main

import (
	"context"
	"crypto/x509"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"mingpao/extract"
	"mingpao/testdata"
)

// testURL is the article that the fault table is about.
const (
	testURL = "https://news.mingpao.com/ins/%e6%b8%af%e8%81%9e/article/20260302/s00001/1772420000001"
	testID  = "1772420000001"
)

// only crawls just the test article.
func (w *world) only() {
	ref, _ := extract.ParseURL(testURL)
	w.job.refs = []extract.Ref{ref}
}

func status(code int, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i+1 < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(code)
	}
}

func htmlAnswer(body string, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		for i := 0; i+1 < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		_, _ = w.Write([]byte(body))
	}
}

func redirect(to string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, http.StatusFound) }
}

// TestCrawlFaults has what can go wrong with one page: what the archive says of it, the exit status, and that nothing of it
// becomes an article.
func TestCrawlFaults(t *testing.T) {
	flash := string(testdata.Page("ins-flash.html"))
	for _, c := range []struct {
		name    string
		answer  http.HandlerFunc
		outcome string // of the fetch
		detail  string // part of the reason
		status  int
		again   bool // it is tried again
	}{
		{"401", status(401), "refused", "HTTP 401", statusPartly, true},
		{"403", status(403), "refused", "HTTP 403", statusPartly, true},
		{"404", status(404), "gone", "HTTP 404", statusDone, true},
		{"410", status(410), "gone", "HTTP 410", statusDone, true},
		{"429 with seconds", status(429, "Retry-After", "3600"), "refused", "HTTP 429", statusRefused, true},
		{"429 with a date", status(429, "Retry-After", "Tue, 10 Mar 2026 00:00:00 GMT"), "refused", "HTTP 429", statusRefused, true},
		{"500", status(500), "failed", "HTTP 500", statusPartly, true},
		{"503 with nonsense", status(503, "Retry-After", "soon"), "refused", "HTTP 503", statusPartly, true},
		{"204", status(204), "failed", "empty page", statusPartly, true},
		{"304 without being asked", status(304), "failed", "it was not asked for", statusPartly, true},
		{"IIS page", htmlAnswer(string(testdata.Page("no-403.html"))), "refused", "access refused", statusPartly, true},
		{"login page", htmlAnswer(string(testdata.Page("no-login.html"))), "refused", "login page", statusPartly, true},
		{"section list", htmlAnswer(string(testdata.Page("no-section.html"))), "failed", "section list", statusPartly, true},
		{"redirect to the home page", redirect("https://finance.mingpao.com/fin/main.php"), "gone", "home page", statusDone, true},
		{"redirect to another host", redirect("https://example.com/"), "failed", "out of scope: example.com", statusPartly, false},
		{"redirect to a private address", redirect("https://127.0.0.1/"), "failed", "out of scope: 127.0.0.1", statusPartly, false},
		{"redirect to http", redirect("http://news.mingpao.com/x"), "failed", "redirect from https to http", statusPartly, false},
		{"redirect to itself", redirect(testURL), "failed", "redirect loop", statusPartly, true},
		{"another article", htmlAnswer(strings.ReplaceAll(flash, testID, "1772420000999")), "failed", "the page is article ins 1772420000999", statusPartly, true},
		{"another type", htmlAnswer(flash, "Content-Type", "application/pdf"), "failed", "content type application/pdf", statusPartly, true},
		{"another character set", htmlAnswer(strings.ReplaceAll(flash, "天文台", "\xa4\xd1\xa4"), "Content-Type", "text/html"), "failed", "cannot be decoded", statusPartly, true},
		{"cut off", htmlAnswer(flash[:len(flash)/2]), "failed", "the page does not end", statusPartly, true},
		{"shorter than announced", htmlAnswer(flash, "Content-Length", "900000"), "failed", "unexpected EOF", statusPartly, true},
		{"larger than the limit", htmlAnswer(strings.Repeat("x", 2<<20)), "failed", "too large", statusPartly, true},
		{"larger than the limit unpacked", htmlAnswer(packed(t, strings.Repeat("x", 2<<20)), "Content-Encoding", "gzip"), "failed", "too large", statusPartly, true},
		{"broken gzip", htmlAnswer(strings.ReplaceAll(packed(t, flash), "\x00", "\x07"), "Content-Encoding", "gzip"), "failed", "bad encoding", statusPartly, true},
		{"unknown coding", htmlAnswer(flash, "Content-Encoding", "br"), "failed", "unknown content coding br", statusPartly, true},
		{"slow", func(w http.ResponseWriter, r *http.Request) { drip(w, r, flash) }, "failed", "too slow", statusPartly, true},
		{"slow header", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, "failed", "too slow", statusPartly, true},
		{"header cut off", hijacked("HTTP/1.1 200 OK\r\nContent-Ty"), "failed", "unreachable", statusPartly, true},
		{"no HTTP at all", hijacked("SSH-2.0-OpenSSH\r\n"), "failed", "unreachable", statusPartly, true},
		{"longer than announced", hijacked("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 300\r\n\r\n" + flash), "failed", "the page does not end", statusPartly, true},
		{"redirect without a target", status(302), "failed", "HTTP 302", statusPartly, true},
		{"reset", func(w http.ResponseWriter, _ *http.Request) { panic(http.ErrAbortHandler) }, "failed", "unreachable", statusPartly, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.only()
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
		})
	}
}

// hijacked writes raw bytes to the connection and closes it.
func hijacked(answer string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		defer conn.Close()
		_, _ = conn.Write([]byte(answer))
	}
}

// TestCrawlManages has what looks odd and is no fault: the article is stored.
func TestCrawlManages(t *testing.T) {
	flash := string(testdata.Page("ins-flash.html"))
	const step = "https://news.mingpao.com/ins/step"
	for name, answers := range map[string]map[string]http.HandlerFunc{
		"a chain of redirects": {testID: redirect(step + "1"), "/step1": redirect(step + "2"), "/step2": redirect(step + "3"), "/step3": htmlAnswer(flash)},
		"a cookie is required": {testID: func(w http.ResponseWriter, r *http.Request) {
			if _, err := r.Cookie("mpLoginStatus"); err != nil {
				http.SetCookie(w, &http.Cookie{Name: "mpLoginStatus", Value: "nologin", Path: "/"})
				http.Redirect(w, r, r.URL.Path+"?c=1", http.StatusFound)
				return
			}
			htmlAnswer(flash)(w, r)
		}},
		"gzip":                   {testID: htmlAnswer(packed(t, flash), "Content-Encoding", "gzip")},
		"no content type":        {testID: htmlAnswer(flash, "Content-Type", "")},
		"a false charset":        {testID: htmlAnswer(flash, "Content-Type", "text/html; charset=big5")},
		"301":                    {testID: func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, step, http.StatusMovedPermanently) }, "/step": htmlAnswer(flash)},
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
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.only()
			if c.dial != nil {
				w.job.config.Dial = c.dial
			}
			if c.roots != nil {
				w.job.config.RootCAs = c.roots
			}
			if got := w.crawl(); got != statusPartly {
				t.Errorf("status %d", got)
			}
			if f := w.lastFetch(); f.Outcome != "failed" || !strings.Contains(f.Detail, c.detail) || !f.Again {
				t.Errorf("%+v; want %s", f, c.detail)
			}
		})
	}
}

// TestDateChanges keeps both versions of an article that the desk has moved to another day.
func TestDateChanges(t *testing.T) {
	w := newWorld(t)
	w.only()
	w.crawl()
	w.answer(testID, htmlAnswer(strings.Replace(string(testdata.Page("ins-flash.html")), "2026年3月2日星期一", "2026年3月3日星期二", 1)))
	w.clock = w.clock.Add(2 * time.Hour)
	w.crawl()
	a, err := w.archive.Find("ins", testID)
	if err != nil || a.Revision != 2 || a.Published != "2026-03-03T20:15:00+08:00" {
		t.Errorf("%+v, %v", a, err)
	}
}

// TestWorseAnswerNeverReplaces crawls a page that is in the archive and has turned bad.
func TestWorseAnswerNeverReplaces(t *testing.T) {
	for name, answer := range map[string]http.HandlerFunc{
		"blocked": status(403),
		"empty":   htmlAnswer(string(testdata.Page("no-text.html"))),
		"excerpt": htmlAnswer(strings.Replace(string(testdata.Page("ins-flash.html")), "</article>", "</article><script>loginObj.getContent('20260302','"+testID+"');</script>", 1)),
		"login":   htmlAnswer(string(testdata.Page("no-login.html"))),
		"gone":    status(404),
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.only()
			w.crawl()
			before, err := w.archive.Find("ins", testID)
			if err != nil {
				t.Fatal(err)
			}
			w.answer(testID, answer)
			w.clock = w.clock.Add(2 * time.Hour)
			w.crawl()
			after, err := w.archive.Find("ins", testID)
			if err != nil || after.Body != before.Body || after.Access != before.Access || after.Revision != 1 {
				t.Errorf("after: %+v, %v", after, err)
			}
		})
	}
}

// TestRefusalsEndTheRun counts the requests that a site that refuses everything gets.
func TestRefusalsEndTheRun(t *testing.T) {
	w := newWorld(t)
	w.answer("/article/", status(403))
	if got := w.crawl(); got != statusRefused {
		t.Errorf("status %d, want %d", got, statusRefused)
	}
	asked := 0
	for _, times := range w.at {
		asked += len(times)
	}
	if lists := 22 + 1 + 9 + 1; asked > lists+5 {
		t.Errorf("%d requests, want at most %d lists and 5 articles", asked, lists)
	}
}

// TestRetryAfterHoldsAcrossRuns leaves a host alone as long as it asked.
func TestRetryAfterHoldsAcrossRuns(t *testing.T) {
	w := newWorld(t)
	w.only()
	w.answer(testID, status(429, "Retry-After", "7200"))
	w.crawl()
	w.answer(testID, nil)
	before := len(w.at["news.mingpao.com"])
	w.clock = w.clock.Add(time.Hour)
	if got := w.crawl(); got != statusRefused {
		t.Errorf("status %d after an hour, want %d", got, statusRefused)
	}
	if n := len(w.at["news.mingpao.com"]) - before; n > 0 {
		t.Errorf("%d requests after an hour, want none", n)
	}
	w.clock = w.clock.Add(2 * time.Hour)
	if got := w.crawl(); got != statusDone {
		t.Errorf("status %d after three hours, want %d: %s", got, statusDone, w.stderr.String())
	}
}

// TestListsMayFail takes discovery's sources away one by one: the others go on.
func TestListsMayFail(t *testing.T) {
	for name, answer := range map[string]http.HandlerFunc{
		"feeds refused":     status(403),
		"feeds are no XML":  htmlAnswer("<html>no feed</html>"),
		"feeds are cut off": htmlAnswer(`<?xml version="1.0"?><rss version="2.0"><channel><item><title>甲</title>`),
		"feeds are empty":   htmlAnswer(`<?xml version="1.0"?><rss version="2.0"><channel></channel></rss>`),
		"feeds lead away":   htmlAnswer(`<?xml version="1.0"?><rss version="2.0"><channel><item><link>https://example.com/pns/x/article/20260302/s00001/1772380801001</link></item></channel></rss>`),
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.answer("/rss/", answer)
			if status := w.crawl(); status != statusDone {
				t.Errorf("status %d: %s", status, w.stderr.String())
			}
			if n := len(w.of("ins")); n < 8 {
				t.Errorf("%d articles of instant news from the listing alone", n)
			}
		})
	}
	t.Run("quiet", func(t *testing.T) {
		w := newWorld(t)
		w.answer("/rss/", status(403))
		err := crawl(t.Context(), streams{nil, &w.stderr, &w.stderr}, crawlFlags{logFormat: "text", quiet: true}, w.job, w.archive)
		if err != nil || w.stderr.Len() > 0 {
			t.Errorf("%v: %s", err, w.stderr.String())
		}
	})
	t.Run("listing refused", func(t *testing.T) {
		w := newWorld(t)
		w.answer("getlisting.php", htmlAnswer("<html>no JSON</html>"))
		if status := w.crawl(); status != statusDone || len(w.articles()) != len(w.site.Addresses()) {
			t.Errorf("status %d, %d articles", status, len(w.articles()))
		}
	})
}

func TestRobots(t *testing.T) {
	for _, c := range []struct {
		name   string
		answer http.HandlerFunc
		stored bool
		status int
	}{
		{"allows", htmlAnswer("User-agent: *\nDisallow: /php/"), true, statusDone},
		{"disallows all", htmlAnswer("User-agent: *\nDisallow: /"), false, statusPartly},
		{"names us", htmlAnswer("User-agent: mingpao\nDisallow: /\n\nUser-agent: *\nAllow: /"), false, statusPartly},
		{"names another", htmlAnswer("User-agent: other\nDisallow: /"), true, statusDone},
		{"raw Chinese path", htmlAnswer("User-agent: *\nDisallow: /ins/港聞/"), false, statusPartly},
		{"upper-case escapes", htmlAnswer("User-agent: *\nDisallow: /ins/%E6%B8%AF%E8%81%9E/"), false, statusPartly},
		{"lower-case escapes", htmlAnswer("User-agent: *\nDisallow: /ins/%e6%b8%af%e8%81%9e/"), false, statusPartly},
		{"allow wins a tie", htmlAnswer("User-agent: *\nDisallow: /ins/\nAllow: /ins/"), true, statusDone},
		{"bad line", htmlAnswer("User-agent: *\nCrawl-delay: abc\nDisallow: /php/\nnonsense"), true, statusDone},
		{"404", status(404), true, statusDone},
		{"403", status(403), true, statusDone},
		{"500", status(500), false, statusPartly},
		{"503", status(503), false, statusPartly},
		{"too slow", func(w http.ResponseWriter, r *http.Request) { drip(w, r, strings.Repeat("# filling\n", 100)) }, false, statusPartly},
		{"too large", htmlAnswer(strings.Repeat("# filling\n", 200_000)), false, statusPartly},
		{"large", htmlAnswer("User-agent: *\nDisallow: /ins/\n" + strings.Repeat("# filling\n", 60_000)), false, statusPartly},
		{"redirect", redirect("https://finance.mingpao.com/robots.txt"), true, statusDone},
		{"redirect away", redirect("https://example.com/robots.txt"), true, statusDone},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.only()
			w.answer("news.mingpao.com/robots.txt", c.answer)
			if got := w.crawl(); got != c.status {
				t.Errorf("status %d, want %d: %s", got, c.status, w.stderr.String())
			}
			if got := len(w.articles()) == 1; got != c.stored {
				t.Errorf("stored: %v, want %v", got, c.stored)
			}
		})
	}
}

// TestRobotsAreKept asks for robots.txt once a day.
func TestRobotsAreKept(t *testing.T) {
	w := newWorld(t)
	asked := func() int {
		return strings.Count(strings.Join(w.site.Requests(), "\n"), "news.mingpao.com /robots.txt")
	}
	for _, step := range []struct {
		after time.Duration
		want  int
	}{{0, 1}, {time.Hour, 1}, {25 * time.Hour, 2}} {
		w.clock = w.clock.Add(step.after)
		w.only()
		w.crawl()
		if got := asked(); got != step.want {
			t.Errorf("%v later: asked %d times, want %d", step.after, got, step.want)
		}
	}
}

func drip(w http.ResponseWriter, r *http.Request, body string) {
	w.Header().Set("Content-Type", "text/html")
	for i := range len(body) {
		if _, err := fmt.Fprint(w, body[i:i+1]); err != nil {
			return
		}
		w.(http.Flusher).Flush()
		select {
		case <-r.Context().Done():
			return
		case <-time.After(20 * time.Millisecond):
		}
	}
}
