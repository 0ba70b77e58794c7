package robots

import (
	"net/url"
	"strings"
	"testing"
	"time"
)

// TestRules has what the RFC says and Google's tests do not ask.
func TestRules(t *testing.T) {
	const all = "User-agent: *\n"
	for _, c := range []struct {
		name, file string
		target     string
		want       bool
	}{
		{"a rule before the first group", "Disallow: /\n" + all + "Disallow: /x", "/y", true},
		{"a delay before the first group", "Crawl-delay: 1\n" + all + "Disallow: /x", "/y", true},
		{"a delay is no rule: the group goes on", "User-agent: a\nCrawl-delay: 1\nUser-agent: mingpao\nDisallow: /",
			"/y", false},
		{"a Sitemap is no rule either", "User-agent: a\nSitemap: /x\nUser-agent: mingpao\nDisallow: /", "/y", false},
		{"the beginning of our name", "User-agent: min\nDisallow: /", "/y", true},
		{"more than our name", "User-agent: mingpaobot\nDisallow: /", "/y", true},
		{"our name with a version", "User-agent: MingPao/1.0\nDisallow: /", "/y", false},
		{"our own group stands alone", all + "Disallow: /\nUser-agent: mingpao\nDisallow: /x", "/y", true},
		{"an empty group of our own", all + "Disallow: /\nUser-agent: mingpao\n", "/y", true},
		{"our groups are one",
			"User-agent: mingpao\nDisallow: /x\nUser-agent: a\nDisallow: /\nUser-agent: mingpao\nDisallow: /y", "/y", false},
		{"groups of all are one", all + "Disallow: /x\n" + all + "Disallow: /y", "/x", false},
		{"robots.txt itself", all + "Disallow: /", "/robots.txt", true},
		{"a pattern begins where the path does", all + "Disallow: /all.xml$", "/rss/ins/all.xml", true},
		{"an end", all + "Disallow: /rss/*/all.xml$", "/rss/ins/all.xml", false},
		{"an end that is further on", all + "Disallow: /*a$", "/aba", false},
		{"a dollar within", all + "Disallow: /a$b", "/a$b", false},
		{"a dollar that is none", all + "Disallow: /a%24", "/a$", false},
		{"a star that is none", all + "Disallow: /%2a/x", "/y/x", true},
		{"the same in the path", all + "Disallow: /%2a/x", "/*/x", false},
		{"more letters, not a longer expression", all + "Disallow: /...\nAllow: /ins", "/ins/x", true},
		{"octets are counted, not characters", all + "Disallow: /港\nAllow: /*****", "/%E6%B8%AF", false},
		{"an escape that is none", all + "Disallow: /100%", "/100%25", false},
		{"an escaped letter is the letter", all + "Disallow: /%69ns", "/ins", false},
		{"an escaped slash is none", all + "Disallow: /a%2Fb", "/a/b", true},
		{"case of escapes", all + "Disallow: /%e6%b8%af", "/%E6%B8%AF", false},
		{"two stars", all + "Disallow: /**/x", "/y/x", false},
		{"a rule behind the limit", all + strings.Repeat("# filling\n", Limit/10) + "Disallow: /", "/y", true},
		{"a rule across the limit", strings.Repeat("#", Limit-len(all)-13) + "\n" + all + "Disallow: /php/", "/y",
			true},
	} {
		if got := Parse([]byte(c.file), "mingpao").Allows(c.target); got != c.want {
			t.Errorf("%s: allows %s: %v, want %v", c.name, c.target, got, c.want)
		}
	}
	if !(Rules{}).Allows("/") || Forbidding().Allows("/x") {
		t.Error("no rules, or none but one")
	}
}

func TestDelay(t *testing.T) {
	for file, want := range map[string]time.Duration{
		"Crawl-delay: 3":                                                        0,
		"User-agent: *\nCrawl-delay: 2.5":                                       2500 * time.Millisecond,
		"User-agent: *\nCrawl-delay: -5":                                        0,
		"User-agent: *\nCrawl-delay: soon":                                      0,
		"User-agent: *\nCrawl-delay: 1e300":                                     0,
		"User-agent: *\nDisallow:\nCrawl-delay:":                                0,
		"User-agent: mingpao\nCrawl-delay: 9\n\nUser-agent: *\nCrawl-delay: 20": 9 * time.Second,
	} {
		if got := Parse([]byte(file), "mingpao").Delay(); got != want {
			t.Errorf("%q: %v, want %v", file, got, want)
		}
	}
}

func TestTarget(t *testing.T) {
	for address, want := range map[string]string{
		"https://news.mingpao.com":                      "/",
		"https://news.mingpao.com/ins/港聞/?q=港#x":        "/ins/%E6%B8%AF%E8%81%9E/?q=%E6%B8%AF",
		"https://news.mingpao.com/ins/%e6%b8%af?q=%e6x": "/ins/%E6%B8%AF?q=%E6x",
		"https://news.mingpao.com?a":                    "/?a",
	} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if got := Target(u); got != want {
			t.Errorf("%s: %s, want %s", address, got, want)
		}
	}
}

func FuzzRobots(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /ins/港聞/*x$\nAllow: /\nCrawl-delay: 3", "/ins/%e6%b8%af")
	f.Fuzz(func(t *testing.T, file, target string) {
		Parse([]byte(file), "mingpao").Allows(target)
		once := decoded(escaped(target))
		if again := decoded(escaped(once)); again != once || strings.ContainsAny(once, "\n\r ") {
			t.Fatalf("%q becomes %q, then %q", target, once, again)
		}
	})
}
