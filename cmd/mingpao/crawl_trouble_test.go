package main

import (
	"context"
	"crypto/x509"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mingpao/extract/site"
)

// lists answers to all feeds and to the lists of instant news.
func (w *world) lists(h http.HandlerFunc) {
	w.answer("/rss/", h)
	w.answer("/php/getlisting.php", h)
}

// said are the lines of the last run, without its summary and without what to try.
func (w *world) said() (lines []string) {
	for line := range strings.Lines(w.stderr.String()) {
		line, _, _ = strings.Cut(line, "; try: ")
		if line = strings.TrimSpace(line); !strings.HasPrefix(line, "new ") {
			lines = append(lines, line)
		}
	}
	return lines
}

func feedOf(link string) string {
	return `<?xml version="1.0"?><rss version="2.0"><channel><item><title>甲</title><link>` + link +
		`</link></item></channel></rss>`
}

const (
	emptyFeed = `<?xml version="1.0"?><rss version="2.0"><channel></channel></rss>`
	challenge = `<html><head><title>Just a moment</title></head></html>`
	newDesign = `<html><body><main><p>一種新的設計，裏面的文字不在老地方。</p><p>一種新的設計，裏面的文字不在老地方。</p></main></body></html>`
)

// TestTroubleIsTold has what can go wrong with the whole site: nothing of it ends with status 0, nothing is told
// twice, and the site is not asked for more than it takes to know.
func TestTroubleIsTold(t *testing.T) {
	const all = "mingpao: 23 feeds and 9 lists of news.mingpao.com not read: "
	for _, c := range []struct {
		name   string
		set    func(w *world)
		status int
		lines  []string
		asked  int // at most, robots.txt aside; the 1 is the sitemap, which stands in
	}{
		{"lists are 404", func(w *world) { w.lists(status(404)) }, statusFailed, []string{all + "HTTP 404"}, 15 + 1},
		{"lists are 500", func(w *world) { w.lists(status(500)) }, statusFailed, []string{all + "HTTP 500"}, 15 + 1},
		{"lists are 403", func(w *world) { w.lists(status(403)) }, statusRefused, []string{all + "HTTP 403"}, 15 + 1},
		{"lists are 429", func(w *world) { w.lists(status(429)) }, statusRefused, []string{all + "HTTP 429"}, 1},
		{"lists are empty", func(w *world) {
			w.answer("/rss/", htmlAnswer(emptyFeed))
			w.answer("/php/getlisting.php", htmlAnswer(`{"listing":[]}`))
		}, statusPartly, []string{all + "empty"}, 32},
		{"lists are a challenge", func(w *world) { w.lists(htmlAnswer(challenge)) }, statusFailed,
			[]string{all + "an HTML page “Just a moment” instead"}, 15 + 1},
		{"lists lead elsewhere", func(w *world) { w.lists(redirect("https://example.com/")) }, statusFailed,
			[]string{all + "redirected to example.com"}, 15 + 1},
		{"lists lead to the home page", func(w *world) { w.lists(redirect("https://finance.mingpao.com/fin/main.php")) },
			statusFailed,
			[]string{all + "redirected to the page /fin/main.php"}, 30 + 1},
		{"the connection is closed", func(w *world) { w.lists(hijacked("")) }, statusFailed,
			[]string{all + "the connection was closed before the end"}, 15 + 1},
		{"nobody trusts the certificate", func(w *world) { w.job.Config.RootCAs = x509.NewCertPool() }, statusFailed,
			[]string{all + "its certificate is signed by an unknown authority"}, 0},
		{"no name is resolved", func(w *world) { w.job.Config.Dial = noName }, statusFailed,
			[]string{all + "its name cannot be resolved"}, 0},
		{"nothing is reached", func(w *world) { w.job.Config.Dial = nobody }, statusFailed,
			[]string{all + "connection refused"}, 0},
		{"everything is disallowed", func(w *world) { w.answer("/robots.txt", htmlAnswer("User-agent: *\nDisallow: /")) },
			statusRefused,
			[]string{all + "disallowed by robots.txt"}, 0},
		{"links have a new form", func(w *world) {
			w.answer("/rss/", htmlAnswer(feedOf("https://news.mingpao.com/story/1")))
		}, statusPartly, []string{"mingpao: 23 feeds of news.mingpao.com not read: names no article"}, 80},
		{"the feed of a small section is dead", func(w *world) { w.answer("/rss/pns/s00017.xml", status(404)) }, statusPartly,
			[]string{"mingpao: feed pns/s00017 not read: HTTP 404"}, 80},
		{"articles are a new design", func(w *world) { w.answer("/article/", htmlAnswer(newDesign)) }, statusPartly, nil,
			32 + 5},
		{"articles lead to themselves", func(w *world) { w.answer("/article/", toItself) }, statusPartly, nil, 32 + 5*10},
		{"articles are 202", func(w *world) { w.answer("/article/", status(202)) }, statusPartly, nil, 32 + 5},
		{"articles are 404", func(w *world) { w.answer("/article/", status(404)) }, statusPartly, nil, 32 + 5},
		{"articles are 403", func(w *world) { w.answer("/article/", status(403)) }, statusRefused, nil, 32 + 5},
		{"articles are withheld, as from a country", func(w *world) { w.answer("/article/", status(451)) },
			statusRefused, nil, 32 + 5},
		{"finance is 503", func(w *world) { w.answer("finance.mingpao.com/fin", status(503)) }, statusPartly,
			[]string{"mingpao: 2 pages of finance.mingpao.com (ins/s00002) not read: HTTP 503"}, 80},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			c.set(w)
			if got := w.crawl(); got != c.status {
				t.Errorf("status %d, want %d", got, c.status)
			}
			if said := w.said(); c.lines != nil && !cmp.Equal(said, c.lines) || len(said) == 0 || c.lines == nil &&
				len(said) > 1 {
				t.Errorf("said %q, want %q", said, c.lines)
			}
			if asked := len(w.pages()); asked > c.asked {
				t.Errorf("asked %d times, want at most %d", asked, c.asked)
			}
		})
	}
}

func noName(context.Context, string, string) (net.Conn, error) {
	return nil, &net.DNSError{Err: "no such host", Name: site.NewsHost, IsNotFound: true}
}

func nobody(ctx context.Context, _, _ string) (net.Conn, error) {
	var d net.Dialer
	return d.DialContext(ctx, "tcp", "127.0.0.1:1")
}

func toItself(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, r.URL.Path, http.StatusFound)
}

// TestHiddenTrouble has lists that answer and say nothing: it is told once they ought to have said something.
func TestHiddenTrouble(t *testing.T) {
	t.Run("304 for ever", func(t *testing.T) {
		w := newWorld(t)
		w.crawl()
		w.answer("/rss/", status(http.StatusNotModified))
		w.clock = w.clock.Add(26 * time.Hour)
		if got := w.crawl(); got != statusPartly || !strings.Contains(w.stderr.String(),
			"23 feeds of news.mingpao.com not read: “not modified” to a plain request") {
			t.Errorf("status %d: %s", got, w.stderr.String())
		}
	})
	t.Run("one feed is empty for a day", func(t *testing.T) {
		w := newWorld(t)
		w.crawl()
		w.answer("/rss/pns/s00012.xml", htmlAnswer(emptyFeed))
		for _, step := range []struct {
			after time.Duration
			want  int
		}{{3 * time.Hour, statusDone}, {7 * time.Hour, statusPartly}} {
			w.clock = w.clock.Add(step.after)
			if got := w.crawl(); got != step.want {
				t.Errorf("%v later: status %d, want %d: %s", step.after, got, step.want, w.stderr.String())
			}
		}
	})
}

// TestDesignIsKept keeps the bytes of pages that today's program cannot read, and reads them when the design is known
// again.
func TestDesignIsKept(t *testing.T) {
	w := newWorld(t)
	w.only()
	w.answer(testID, htmlAnswer(newDesign))
	w.crawl()
	w.answer(testID, nil)
	w.clock = w.clock.Add(400 * 24 * time.Hour)
	w.job.Refs = nil
	w.crawl()
	if found := w.articles(); len(found) == 0 {
		t.Errorf("not tried again: %s", w.stderr.String())
	}
}
