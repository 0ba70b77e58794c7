package lists

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mingpao/extract/site"
	"mingpao/store/queue"
)

const (
	firstLink  = "https://news.mingpao.com/ins/%e6%b8%af%e8%81%9e/article/20260302/s00001/1772420000001"
	secondLink = "https://news.mingpao.com/ins/%e6%b8%af%e8%81%9e/article/20260302/s00001/1772420000002"
)

func item(title, link string) string {
	return "<item><title>" + title + "</title><link>" + link + "</link></item>"
}

func feedOf(items ...string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>` + strings.Join(items, "") +
		"</channel></rss>"
}

func mapURL(title, link string) string {
	return "<url><loc>" + link +
		"</loc><news:news><news:publication_date>2026-03-02T10:00:00+08:00</news:publication_date>" +
		"<news:title>" + title + "</news:title></news:news></url>"
}

func mapOf(root string, entries ...string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><` + root + ` xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` +
		strings.Join(entries, "") + "</" + root + ">"
}

// TestSitemapIndex reads the maps of the last days, by when they changed or as the site lists them.
func TestSitemapIndex(t *testing.T) {
	const folder = "https://news.mingpao.com/sitemap/"
	one := func(name, changed string) string {
		if changed != "" {
			changed = "<lastmod>" + changed + "</lastmod>"
		}
		return "<sitemap><loc>" + folder + name + "</loc>" + changed + "</sitemap>"
	}
	for _, c := range []struct {
		name string
		maps []string
		want []string
	}{
		{"as listed", []string{one("a", ""), one("b", ""), one("c", ""), one("d", "")}, []string{"a", "b", "c"}},
		{"the oldest first", []string{one("a", "2026-03-01"), one("b", "2026-03-02"), one("c", "2026-03-03"),
			one("d", "2026-03-04")}, []string{"d", "c", "b"}},
		{"some without a time", []string{one("a", "2026-03-01"), one("b", ""), one("c", "2026-03-03")},
			[]string{"a", "b", "c"}},
		{"another host", []string{"<sitemap><loc>https://example.com/a</loc></sitemap>", one("b", "")}, []string{"b"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Sitemap("map", []byte(mapOf("sitemapindex", c.maps...)))
			for i, address := range got.Parts {
				got.Parts[i] = strings.TrimPrefix(address, folder)
			}
			if diff := cmp.Diff(c.want, got.Parts); diff != "" || err != nil {
				t.Error(err, diff)
			}
		})
	}
}

// TestReadLists has feeds and lists that are broken in one place: what can be read of them is read.
func TestReadLists(t *testing.T) {
	both := feedOf(item("甲", firstLink), item("乙", secondLink))
	const entries = `{"link":"` + firstLink + `","heading1":"甲"},{"link":"` + secondLink + `","heading1":"乙"}`
	for _, c := range []struct {
		name  string
		read  func(string, []byte) (List, error)
		body  string
		want  []string // titles
		fault string
	}{
		{"feed", Feed, both, []string{"甲", "乙"}, ""},
		{"a character that XML forbids", Feed, strings.Replace(both, "甲", "甲\x0b\ufffe", 1), []string{"甲", "乙"}, ""},
		{"bytes that are no text", Feed, strings.Replace(both, "甲", "\xff", 1), []string{"", "乙"}, ""},
		{"a replacement character", Feed, strings.Replace(both, "甲", "甲\ufffd", 1), []string{"", "乙"}, ""},
		{"an unknown charset", Feed, strings.Replace(both, "UTF-8", "x-mingpao", 1), []string{"甲", "乙"}, ""},
		{"a wrong charset", Feed, strings.Replace(both, "UTF-8", "Big5", 1), []string{"甲", "乙"}, ""},
		{"Big5", Feed, strings.NewReplacer("UTF-8", "Big5", "甲", "\xa5\xd2", "乙", "\xa4\x41").Replace(both),
			[]string{"甲", "乙"}, ""},
		{"a byte order mark", Feed, "\ufeff" + both, []string{"甲", "乙"}, ""},
		{"a bare ampersand", Feed, strings.Replace(both, "甲", "甲 & 丙", 1), []string{"甲 & 丙", "乙"}, ""},
		{"an unclosed tag", Feed, strings.Replace(both, "甲", "甲<b>", 1), []string{"甲", "乙"}, ""},
		{"a relative link", Feed, strings.Replace(both, "https://news.mingpao.com", "..", 1), []string{"甲", "乙"}, ""},
		{"cut off", Feed, both[:len(both)-30], []string{"甲"}, "cut"},
		{"an entry that leads away", Feed, feedOf(item("甲", firstLink), item("丙", "https://example.com/")),
			[]string{"甲"}, ""},
		{"listed twice", Feed, feedOf(item("甲", firstLink), item("乙", firstLink)), []string{"甲"}, ""},
		{"a title of a megabyte", Feed, feedOf(item(strings.Repeat("長", 1<<20), firstLink)),
			[]string{strings.Repeat("長", maxTitle)}, ""},
		{"empty", Feed, feedOf(), nil, "empty"},
		{"links of a new form", Feed, feedOf(item("甲", "https://news.mingpao.com/story/1")), nil, "names no article"},
		{"a challenge", Feed, "<html><head><title>Just a moment…</title></head></html>", nil,
			"Just a moment…"},
		{"a page without a title", Feed, "<html><a href='" + firstLink + "'>甲</a></html>", nil, "no feed"},
		{"a page with a feed in a comment", Feed, "<!-- " + both + " --><!DOCTYPE html><title>明報</title>" + both, nil,
			"明報"},
		{"JSON of another kind", Feed, `{"listing":[` + entries + `]}`, nil, "no feed"},
		{"a JSON feed cut off", Feed,
			`{"version":"https:\/\/jsonfeed.org\/version\/1","items":[{"url":"` + firstLink + `","ti`, []string{""}, "cut"},
		{"an empty JSON feed", Feed, `{"version":"https://jsonfeed.org/version/1.1","items":[]}`, nil, "empty"},
		{"anything behind the end", Feed, both + "<script>x</script>\n<p>", []string{"甲", "乙"}, ""},
		{"an end before the last entry", Feed, "<rss><channel></rss>" + item("甲", firstLink) + "<item>",
			[]string{"甲"}, "cut"},
		{"a picture's title", Feed, strings.Replace(feedOf(item("甲", "https://example.com/")), "<title>",
			"<media:title>丙</media:title><guid>"+firstLink+"</guid><title>", 1), []string{"甲"}, ""},
		{"nothing", Feed, "", nil, "no feed"},
		{"listing", Listing, `{"total":2,"listing":[` + entries + `]}`, []string{"甲", "乙"}, ""},
		{"an entry that is a number", Listing, `{"listing":[7,` + entries + `]}`, []string{"甲", "乙"}, ""},
		{"a title that is a number", Listing, `{"listing":[` + strings.Replace(entries, `"甲"`, "7", 1) + `]}`,
			[]string{"", "乙"}, ""},
		{"a link that is null", Listing, `{"listing":[{"link":null},` + entries + `]}`, []string{"甲", "乙"}, ""},
		{"a control character", Listing, `{"listing":[` + strings.Replace(entries, "甲", "甲\n", 1) + `]}`,
			[]string{"甲", "乙"}, ""},
		{"a bad escape", Listing, `{"listing":[` + strings.Replace(entries, "甲", `\x`, 1) + `]}`, []string{"", ""},
			"cut"},
		{"listing cut off", Listing, `{"listing":[` + entries[:len(entries)-2], []string{"甲", ""}, "cut"},
		{"an empty listing", Listing, `{"listing":[]}`, nil, "empty"},
		{"another JSON", Listing, `{"result":[]}`, nil, "no listing: it has no listing"},
		{"HTML", Listing, "<html>", nil, "no listing: no JSON object"},
		{"a page in a listing's place", Listing, "<html><title>502 &amp; more</title>", nil,
			"502 & more"},
		{"a sitemap with a remark behind", Sitemap, mapOf("urlset", mapURL("甲", firstLink)) + "<!-- cached -->",
			[]string{"甲"}, ""},
		{"sitemap", Sitemap, mapOf("urlset", mapURL("甲", firstLink), mapURL("乙", secondLink)), []string{"甲", "乙"}, ""},
		{"a sitemap with a bare ampersand", Sitemap, mapOf("urlset", mapURL("甲 & 丙", firstLink),
			mapURL("乙", secondLink)), []string{"甲 & 丙", "乙"}, ""},
		{"a sitemap without news", Sitemap, mapOf("urlset", "<url><loc> "+firstLink+" </loc></url>"), []string{""}, ""},
		{"a sitemap cut off", Sitemap, mapOf("urlset", mapURL("甲", firstLink), mapURL("乙", secondLink))[:400],
			[]string{"甲"}, "cut"},
		{"an empty sitemap", Sitemap, mapOf("urlset"), nil, "empty"},
		{"a sitemap of pages only", Sitemap, mapOf("urlset", mapURL("甲", "https://news.mingpao.com/")), nil,
			"names no article"},
		{"no sitemap", Sitemap, "<html>Just a moment</html>", nil, "no sitemap"},
		{"search", Search, `{"data_Result":[{"TITLE":"甲","SUMMARY":{"sharelink":"` + firstLink + `"}}]}`, []string{""},
			""},
		{"a search that finds nothing", Search, `{"data_Msg":"找不到記錄"}`, nil, "empty"},
		{"section page", Day, `<div class="listing"><a href="` + firstLink + `">甲</a></div>`, []string{""}, ""},
		{"an empty section page", Day, `<div id="tabcontentlistnewslist2edi"></div>`, nil, "empty"},
		{"a page that is none", Day, "<html>Just a moment</html>", nil, "names no article"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := c.read("source", []byte(c.body))
			var titles []string
			for _, e := range got.Entries {
				titles = append(titles, e.Title)
			}
			if diff := cmp.Diff(c.want, titles); diff != "" {
				t.Error(diff)
			}
			fault := ""
			if err != nil {
				fault = err.Error()
			} else if got.Cut {
				fault = "cut"
			}
			if fault != c.fault {
				t.Errorf("%q, want %q", fault, c.fault)
			}
		})
	}
}

func TestReadListing(t *testing.T) {
	got, err := Listing("list",
		[]byte(`{"listing":[{"link":"../ins/%e6%b8%af%e8%81%9e/article/20260302/s00001/1772420000001/x","heading1":"薄霧　小心",`+
			`"time2":"20:15"},{"link":"javascript:"}]}`))
	ref := site.Ref{Edition: "ins", ID: "1772420000001", Date: "20260302", SectionCode: "s00001", SectionName: "港聞"}
	want := []queue.Listing{{Ref: ref, Source: "list", Title: "薄霧 小心", Time: "20:15"}}
	if diff := cmp.Diff(want, got.Entries); diff != "" || err != nil {
		t.Error(err, diff)
	}
	if got.Odd != "1 of 2 entries not understood" {
		t.Errorf("on record: %q", got.Odd)
	}
}

// TestLargeList reads a part of a list that nobody could have meant.
func TestLargeList(t *testing.T) {
	var items []string
	for i := range 30_000 {
		items = append(items, item("甲", fmt.Sprintf("https://news.mingpao.com/ins/x/article/20260302/s00001/%d",
			1_772_420_000_000+i)))
	}
	got, err := Feed("feed", []byte(feedOf(items...)))
	if err != nil || len(got.Entries) != maxEntries || got.Odd != "30000 entries; the first 3000 were read" {
		t.Errorf("%d entries, %q, %v", len(got.Entries), got.Odd, err)
	}
}
