package scraper

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/testdata"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, site.Zone)

func TestRetryAfter(t *testing.T) {
	for _, c := range []struct {
		value string
		want  time.Duration
	}{
		{"120", 2 * time.Minute},
		{" 0 ", 0},
		{"-5", 0},
		{"soon", 0},
		{"", 0},
		{noon.Add(time.Hour).UTC().Format(http.TimeFormat), time.Hour},
		{noon.Add(-time.Hour).UTC().Format(http.TimeFormat), 0},
		{noon.AddDate(10, 0, 0).UTC().Format(http.TimeFormat), 24 * time.Hour},
		{"99999999999999", 0},
	} {
		if got := retryAfter(c.value, noon); got != c.want {
			t.Errorf("%q: %v, want %v", c.value, got, c.want)
		}
	}
}

func TestNextVisit(t *testing.T) {
	instant := &extract.Article{Edition: "ins", Published: "2026-03-02T11:00:00+08:00"}
	daily := &extract.Article{Edition: "pns", Published: "2026-03-02"}
	old := &extract.Article{Edition: "ins", Published: "2026-02-20T11:00:00+08:00"}
	for _, c := range []struct {
		name    string
		article *extract.Article
		age     time.Duration
		want    time.Duration // since first seen
	}{
		{"instant, just seen", instant, 0, time.Hour},
		{"instant, after an hour", instant, time.Hour, 6 * time.Hour},
		{"instant, after a pause", instant, 20 * time.Hour, 24 * time.Hour},
		{"instant, after three days", instant, 72 * time.Hour, 30 * day},
		{"instant, after a month", instant, 30 * day, 365 * day},
		{"instant, after a year", instant, 400 * day, 765 * day},
		{"daily, just seen", daily, 0, 24 * time.Hour},
		{"daily, after a day", daily, 24 * time.Hour, 30 * day},
		{"met long after it was published", old, 0, 30 * day},
	} {
		want := noon.Add(c.want)
		if got := nextVisit(c.article, noon, noon.Add(c.age)); !got.Equal(want) {
			t.Errorf("%s: %v, want %v", c.name, got, want)
		}
	}
}

func TestNextTry(t *testing.T) {
	for _, c := range []struct {
		name     string
		attempts int
		fault    Fault
		want     time.Duration
	}{
		{"first", 0, Fault{Kind: Unreachable}, 10 * time.Minute},
		{"fourth", 3, Fault{Kind: ServerError}, 80 * time.Minute},
		{"as the host asks", 0, Fault{Kind: Refused, RetryAfter: time.Hour}, time.Hour},
		{"eighth", 7, Fault{Kind: TooSlow}, 1280 * time.Minute},
		{"ninth", 8, Fault{Kind: TooSlow}, day},
		{"for weeks", 40, Fault{Kind: NotAPage}, 7 * day},
		{"out of scope", 0, Fault{Kind: OutOfScope}, 10 * time.Minute},
		{"disallowed", 0, Fault{Kind: Disallowed}, 24 * time.Hour},
	} {
		want := noon.Add(c.want)
		if got := nextTry(site.Page{Attempts: c.attempts}, &c.fault, noon); !got.Equal(want) {
			t.Errorf("%s: %v, want %v", c.name, got, want)
		}
	}
}

func TestReadSiblingsOf2013(t *testing.T) {
	var ids []string
	for _, l := range readSiblings(testdata.Page("pns-2013.html")) {
		ids = append(ids, l.Ref.ID)
	}
	if diff := cmp.Diff([]string{"20130306-gba1", "20130306-gba2"}, ids); diff != "" {
		t.Error(diff)
	}
}

func TestReadSiblings(t *testing.T) {
	got := readSiblings(testdata.Page("pns-reporter.html"))
	var ids []string
	for _, l := range got {
		ids = append(ids, l.Ref.Edition+" "+l.Ref.ID)
	}
	if diff := cmp.Diff([]string{"pns 1772380801001", "pns 1772380801002"}, ids); diff != "" {
		t.Error(diff)
	}
	for name, page := range map[string]string{
		"no list":       "<html></html>",
		"list not over": `<select id="menu1"><option value="../pns/x/article/20260302/s00001/1772380801001">`,
		"another list":  `<select id="menu3"><option value="../pns/x/article/20260302/s00001/1772380801001"></option></select>`,
	} {
		if got := readSiblings([]byte(page)); len(got) > 0 {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestEnvironmentDoesNotOverride(t *testing.T) {
	t.Setenv("COLLY_USER_AGENT", "Mozilla/5.0")
	t.Setenv("COLLY_MAX_BODY_SIZE", "10")
	t.Setenv("COLLY_IGNORE_ROBOTSTXT", "n")
	t.Setenv("COLLY_ALLOWED_DOMAINS", "example.com")
	c := NewFetcher(t.Context(), Config{Version: "1", Contact: "a@example.org"}).collector
	if c.UserAgent != "Mozilla/5.0 (compatible; mingpao/1; +a@example.org)" || c.MaxBodySize != 0 || !c.IgnoreRobotsTxt ||
		c.AllowedDomains != nil {
		t.Errorf("user agent %q, body size %d, robots %v, domains %v", c.UserAgent, c.MaxBodySize, c.IgnoreRobotsTxt,
			c.AllowedDomains)
	}
}

func FuzzRobots(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /ins/港聞/\nAllow: /\nCrawl-delay: 3")
	f.Fuzz(func(t *testing.T, text string) {
		r := newTransport(Config{}.withDefaults()).robots
		rules := r.remember(mustURL(t, site.Root+"/"), site.Root, http.StatusOK, normalRules([]byte(text)), noon)
		if rules.status != http.StatusOK {
			t.Fatal("a file was not understood")
		}
		rules.data.TestAgent("/ins/x", productToken)
	})
}

func FuzzNormalPath(f *testing.F) {
	f.Add("/ins/%e6%b8%af/港*$")
	f.Fuzz(func(t *testing.T, path string) {
		once := normalPath(path)
		if again := normalPath(once); again != once {
			t.Fatalf("%q becomes %q, then %q", path, once, again)
		}
		if strings.ContainsAny(once, "\n\r ") {
			t.Fatalf("%q becomes %q", path, once)
		}
	})
}

func FuzzLists(f *testing.F) {
	f.Add([]byte(`{"listing":[{"link":"../ins/x/article/20260302/s00001/1772420000001"}]}`))
	f.Add([]byte(`<rss><channel><item><link>https://news.mingpao.com/ins/x/article/20260302/s00001/1772420000001</link></item></channel></rss>`))
	f.Add(testdata.Page("pns-reporter.html"))
	f.Fuzz(func(t *testing.T, body []byte) {
		listings, _ := readListing("l", body)
		feed, _ := readFeed("f", body)
		day, _ := readDay("d", body)
		for _, l := range append(append(append(listings.entries, feed.entries...), readSiblings(body)...), day.entries...) {
			if _, ok := site.ParseURL(l.Ref.URL()); !ok {
				t.Fatalf("a reference that is none: %+v", l.Ref)
			}
		}
	})
}

func mustURL(t *testing.T, raw string) *url.URL {
	t.Helper()
	u, err := url.Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	return u
}
