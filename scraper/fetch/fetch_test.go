package fetch

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"mingpao/extract/site"
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

func TestEnvironmentDoesNotOverride(t *testing.T) {
	t.Setenv("COLLY_USER_AGENT", "Mozilla/5.0")
	t.Setenv("COLLY_MAX_BODY_SIZE", "10")
	t.Setenv("COLLY_IGNORE_ROBOTSTXT", "n")
	t.Setenv("COLLY_ALLOWED_DOMAINS", "example.com")
	c := New(Config{Version: "1", Contact: "a@example.org"}).collector
	if c.UserAgent != "Mozilla/5.0 (compatible; mingpao/1; +a@example.org)" || c.MaxBodySize != 0 || !c.IgnoreRobotsTxt ||
		c.AllowedDomains != nil {
		t.Errorf("user agent %q, body size %d, robots %v, domains %v", c.UserAgent, c.MaxBodySize, c.IgnoreRobotsTxt,
			c.AllowedDomains)
	}
}

func mustURL(t *testing.T, raw string) *url.URL {
	t.Helper()
	u, err := url.Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	return u
}
