package extraction

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/scraper/fetch"
	"mingpao/testdata"
)

const (
	link  = "https://news.mingpao.com/ins/%e6%b8%af%e8%81%9e/article/20260302/s00001/1772420000001"
	entry = "<item><title>薄霧　小心</title><link>" + link + "/x</link><pubDate>20:15</pubDate></item>"
	feed  = "<rss><channel>" + entry + "</channel></rss>"
	line  = `"url":"` + link + `","title":"薄霧 小心","time":"20:15"}`
)

// TestLists: of a feed or another list, an address or a file, what it names is printed.
func TestLists(t *testing.T) {
	server, err := testdata.Serve(testdata.NewSite())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	for _, c := range []struct {
		name, format string
		arg, file    string // an address, or what is in a file
		want         string // the first line of what is printed
		said         string // on standard error
		status       int
	}{
		{"a feed", "", "feed.xml", feed, line, "", 0},
		{"a feed without a name", "", "-", feed, line, "", 0},
		{"a feed as text", "text", "feed.xml", feed, "20:15\t薄霧 小心\t" + link, "", 0},
		{"a JSON feed", "", "feed.json", `{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"` + link +
			`","title":"薄霧　小心"}]}`, `"url":"` + link + `","title":"薄霧 小心","time":""}`, "", 0},
		{"a listing", "jsonl", "list.json", `{"listing":[{"link":"` + link + `","heading1":"薄霧　小心","time2":"20:15"}]}`,
			line, "", 0},
		{"a search's answer", "", "search.json", `{"data_Result":[{"SUMMARY":{"sharelink":"` + link + `"}}]}`,
			`"url":"` + link + `","title":"","time":""}`, "", 0},
		{"a sitemap", "", "map.xml", `<urlset><url><loc>` + link + `</loc></url></urlset>`, `"url":"` + link + `"`,
			"", 0},
		{"a sitemap of sitemaps", "", "maps.xml",
			`<sitemapindex><sitemap><loc>https://news.mingpao.com/sitemap/a.xml</loc>` +
				`</sitemap></sitemapindex>`, `"url":"https://news.mingpao.com/sitemap/a.xml","title":"","time":""}`, "", 0},
		{"what is not understood", "", "feed.xml", strings.Replace(feed, "<item>",
			"<item><title>甲</title></item><item>", 1), line,
			"1 of 2 entries not understood", 0},
		{"cut off", "", "feed.xml", "<rss>" + entry + "<item>", line, "a list whose end is missing", cli.Partly},
		{"an empty one", "", "feed.xml", "<rss></rss>", "", "a list of articles: empty", cli.Partly},
		{"the address of a feed", "", "https://news.mingpao.com/rss/ins/all.xml", "",
			`"url":"https://news.mingpao.com/ins/`, "", 0},
		{"the address of a section's day", "", "https://news.mingpao.com/pns/%e8%a6%81%e8%81%9e/section/20260302/s00001", "",
			`"url":"https://news.mingpao.com/pns/`, "", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			arg := c.arg
			if c.file != "" && arg != "-" {
				arg = filepath.Join(t.TempDir(), c.arg)
				if err := os.WriteFile(arg, []byte(c.file), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			var out, said bytes.Buffer
			e := Extraction{Format: c.format, Jobs: 1, In: strings.NewReader(c.file), Out: &out, Err: &said,
				Config: fetch.Config{NoDelay: true, Dial: server.Dial, RootCAs: server.RootCAs, TellsTime: true, Now: wrongClock}}
			status := 0
			if err, ok := errors.AsType[*cli.Exit](e.Run(t.Context(), []string{arg})); ok {
				status = err.Status
			}
			first, _, _ := strings.Cut(out.String(), "\n")
			if !strings.Contains(first, c.want) || !strings.Contains(said.String(), c.said) || status != c.status {
				t.Errorf("status %d, printed %s, said %s", status, out.String(), said.String())
			}
		})
	}
}

// wrongClock is a machine's that was never set; extract prints what it reads all the same.
func wrongClock() time.Time { return time.Now().AddDate(-9, 0, 0) }
