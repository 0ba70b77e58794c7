package main

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"mingpao/testdata"
)

func TestRobots(t *testing.T) {
	for _, c := range []struct {
		name   string
		answer http.HandlerFunc
		stored bool
		status int
	}{
		{"allows", htmlAnswer("User-agent: *\nDisallow: /php/"), true, statusDone},
		{"disallows all", htmlAnswer("User-agent: *\nDisallow: /"), false, statusRefused},
		{"names us", htmlAnswer("User-agent: mingpao\nDisallow: /\n\nUser-agent: *\nAllow: /"), false, statusRefused},
		{"names another", htmlAnswer("User-agent: other\nDisallow: /"), true, statusDone},
		{"raw Chinese path", htmlAnswer("User-agent: *\nDisallow: /ins/港聞/"), false, statusRefused},
		{"upper-case escapes", htmlAnswer("User-agent: *\nDisallow: /ins/%E6%B8%AF%E8%81%9E/"), false, statusRefused},
		{"lower-case escapes", htmlAnswer("User-agent: *\nDisallow: /ins/%e6%b8%af%e8%81%9e/"), false, statusRefused},
		{"allow wins a tie", htmlAnswer("User-agent: *\nDisallow: /ins/\nAllow: /ins/"), true, statusDone},
		{"bad line", htmlAnswer("User-agent: *\nCrawl-delay: abc\nDisallow: /php/\nnonsense"), true, statusDone},
		{"an HTML page", htmlAnswer(string(testdata.Page("no-home.html"))), true, statusDone},
		{"bytes that are no text", htmlAnswer("\x00\xff\xfe\x89PNG\r\n\x1a\n"), true, statusDone},
		{"empty", htmlAnswer(""), true, statusDone},
		{"404", status(404), true, statusDone},
		{"403", status(403), true, statusDone},
		{"lines that end with a lone CR", htmlAnswer("User-agent: *\rDisallow: /ins/\r"), false, statusRefused},
		{"429", status(429), false, statusRefused},
		{"500", status(500), false, statusRefused},
		{"503", status(503), false, statusRefused},
		{"too slow", func(w http.ResponseWriter, r *http.Request) { drip(w, r, strings.Repeat("# filling\n", 100)) }, false,
			statusFailed},
		{"too large", htmlAnswer(strings.Repeat("# filling\n", 200_000)), false, statusFailed},
		{"large", htmlAnswer("User-agent: *\nDisallow: /ins/\n" + strings.Repeat("# filling\n", 60_000)), false,
			statusRefused},
		{"a rule behind half a megabyte", htmlAnswer(strings.Repeat("# filling\n", 60_000) + "User-agent: *\nDisallow: /\n"),
			true, statusDone},
		{"a delay before the first group", htmlAnswer("Crawl-delay: 1\nUser-agent: *\nDisallow: /php/"), true, statusDone},
		{"a rule before the first group", htmlAnswer("Disallow: /\nUser-agent: *\nDisallow: /php/"), true, statusDone},
		{"a name that ours begins with", htmlAnswer("User-agent: min\nDisallow: /"), true, statusDone},
		{"a pattern that stands further on", htmlAnswer("User-agent: *\nDisallow: /article/*/s00001/"), true, statusDone},
		{"redirect", redirect("https://finance.mingpao.com/robots.txt"), true, statusDone},
		{"redirect to an alias of the host", redirect("https://m.mingpao.com/robots.txt"), false, statusRefused},
		{"redirect away", redirect("https://example.com/robots.txt"), false, statusRefused},
		{"redirect to a file", redirect("file:///etc/passwd"), false, statusRefused},
		{"redirect to itself", redirect("https://news.mingpao.com/robots.txt"), true, statusDone},
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
			if asked := len(w.at["news.mingpao.com"]); asked > 10 {
				t.Errorf("asked %d times", asked)
			}
		})
	}
}

// TestRobotsError takes a robots.txt that cannot be read for a refusal, and says so.
func TestRobotsError(t *testing.T) {
	w := newWorld(t)
	w.only()
	w.answer("news.mingpao.com/robots.txt", status(503))
	w.crawl()
	if f := w.lastFetch(); f.Outcome != "refused" || !strings.Contains(f.Detail,
		"robots.txt answers HTTP 503: keep out") || len(w.pages()) > 0 {
		t.Errorf("%+v, asked for %v", f, w.pages())
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
