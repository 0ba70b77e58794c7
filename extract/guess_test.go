package extract

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mingpao/testdata"
)

// TestGuess has pages of the site in designs that nobody knows.
func TestGuess(t *testing.T) {
	const address = "https://news.mingpao.com/pns/%E6%B8%AF%E8%81%9E/article/20260306/s00002/1772726401001"
	const sold = "https://news.mingpao.com/pns/%E4%BD%9C%E5%AE%B6%E5%B0%88%E6%AC%84/article/20260306/s00018/1772726401002"
	const nav = "<nav><p>主頁</p></nav><main><div><p>木橋昨日重開，村民說等了半年。</p><p hidden>隱藏。</p>" +
		"<p>村長說，下月再開放兩段山徑。</p></div></main>"
	jsonld := func(more string) string {
		return `<script type="application/ld+json">[{"@type":"BreadcrumbList"},{"@type":"NewsArticle","headline":"木橋重開",` +
			`"datePublished":"2026-03-06T08:30:00+08:00"` + more + "}]</script>"
	}
	for _, c := range []struct{ name, url, page, want string }{
		{"JSON-LD", address, jsonld(`,"articleBody":"木橋昨日重開。\n村長很高興。"`) + nav,
			"木橋重開|2026-03-06T08:30:00+08:00|unknown|木橋昨日重開。\n\n村長很高興。"},
		{"JSON-LD without the text", address, jsonld("") + nav,
			"木橋重開|2026-03-06T08:30:00+08:00|unknown|木橋昨日重開，村民說等了半年。\n\n村長說，下月再開放兩段山徑。"},
		{"JSON-LD of a paid article", address, jsonld(`,"isAccessibleForFree":false`) + nav,
			"木橋重開|2026-03-06T08:30:00+08:00|excerpt|木橋昨日重開，村民說等了半年。\n\n村長說，下月再開放兩段山徑。"},
		{"tags of the head", sold, `<meta property="og:title" content="木橋重開 (09:15) - 20260306 - 港聞"/>` +
			`<meta property="og:description" content="【明報專訊】木橋昨日重開。"/><footer>版權</footer>`,
			"木橋重開|2026-03-06T09:15:00+08:00|excerpt|木橋昨日重開。"},
		{"nothing but a text", address, "<h1>木橋重開</h1>" + nav,
			"木橋重開|2026-03-06|unknown|木橋昨日重開，村民說等了半年。\n\n村長說，下月再開放兩段山徑。"},
		{"no text", address, jsonld(""), ""},
		{"no title", address, nav, ""},
		{"another site", "https://example.com/", jsonld("") + nav, ""},
	} {
		a, err := Guess(Page{URL: c.url, Body: []byte("<html><head></head><body>" + c.page + "</body></html>")})
		got := ""
		if err == nil {
			got = strings.Join([]string{a.Title, a.Published, string(a.Access), a.Body}, "|")
		}
		if diff := cmp.Diff(c.want, got); diff != "" || err == nil && a.Layout != GuessLayout {
			t.Errorf("%s: %v %s", c.name, err, diff)
		}
	}
}

// TestNoGuess: what Parse reads, or refuses for another reason, is not guessed.
func TestNoGuess(t *testing.T) {
	for _, name := range []string{"pns-opinion.html", "no-404.html", "no-section.html", "no-login.html",
		"text-portal.txt"} {
		a, err := Guess(Page{Body: testdata.Page(name)})
		if a != nil || err == nil {
			t.Errorf("%s: %+v, %v", name, a, err)
		}
	}
}
