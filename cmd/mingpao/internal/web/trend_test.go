package web

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestTrendPage: what can be asked is answered, and what cannot is said beside the form.
func TestTrendPage(t *testing.T) {
	server := testRoom(t, scatteredArchive(t, 45))
	for name, c := range map[string]struct {
		path   string
		status int
		has    []string
	}{
		"nothing asked":       {"/trend", 200, []string{`<form class="trend" action="/trend">`}},
		"one":                 {"/trend?q=正文", 200, []string{"正文 的趨勢", `class="c0"`, `<table class="trend">`}},
		"two":                 {"/en/trend?q=正文&q=沒有&by=year", 200, []string{"Trend of 正文 · 沒有", `class="c1"`}},
		"a share of hits":     {"/trend?q=正文&count=hits&per=characters&by=section", 200, []string{`<table class="trend">`}},
		"a filter":            {"/trend?q=正文&section=pns/s00001", 200, []string{`class="chip" href="/trend?q=`}},
		"no word":             {"/trend?q=author:陳&count=hits", 400, []string{"不能只寫作者"}},
		"half a query":        {"/en/trend?q=OR", 400, []string{"OR stands between two words"}},
		"a long one":          {"/en/trend?q=" + strings.Repeat("x", 1_000), 400, []string{"200"}},
		"too many":            {"/trend?q=1&q=2&q=3&q=4&q=5&q=6&q=7&q=8&q=9", 400, []string{"最多8個字詞"}},
		"a kind that is none": {"/trend?q=a&by=moon", 400, []string{"by"}},
		"from after to":       {"/trend?q=a&from=2026&to=2025", 400, []string{"次序顛倒"}},
		"too many days":       {"/en/trend?q=a&by=day&from=2001&to=2026", 400, []string{"points, more than 370"}},
		"nothing there":       {"/en/trend?q=a&from=1999&to=2000", 400, []string{"No article of the archive fits."}},
		"nothing by column":   {"/en/trend?q=a&from=1999&to=2000&by=column", 400, []string{"No article of the archive"}},
		"no column":           {"/en/trend?q=正文&by=column&from=2024-04&to=2024-04", 400, []string{"none is of a column"}},
		"no author":           {"/trend?q=正文&by=author&from=2024-06&to=2024-06", 400, []string{"但都沒有署名"}},
		"lines":               {"/search?q=正文&view=lines", 200, []string{`<table class="places">`, "<mark>正文</mark>"}},
		"a view that is none": {"/search?q=正文&view=map", 400, []string{"view"}},
		"lines of an author":  {"/search?q=author:陳&view=lines", 400, []string{"view"}},
	} {
		t.Run(name, func(t *testing.T) {
			response, body := get(t, server.URL+c.path)
			if response.StatusCode != c.status {
				t.Fatalf("%s: %s", c.path, response.Status)
			}
			for _, want := range c.has {
				if !strings.Contains(body, want) {
					t.Errorf("%s has no %s", c.path, want)
				}
			}
		})
	}
}

// TestTrendLinks: every point leads to as many articles as it says.
func TestTrendLinks(t *testing.T) {
	server := testRoom(t, scatteredArchive(t, 45))
	for _, by := range []string{"month", "section", "author"} {
		_, body := get(t, server.URL+"/trend?q=正文&by="+by)
		cells := regexp.MustCompile(`<td><a href="([^"]*)">(\d+)</a></td>`).FindAllStringSubmatch(body, -1)
		if len(cells) == 0 {
			t.Errorf("by %s: no point leads anywhere", by)
		}
		for _, cell := range cells {
			address := strings.Replace(cell[1], "/search", "/search.json", 1)
			_, found := get(t, server.URL+strings.ReplaceAll(address, "&amp;", "&"))
			n, _ := strconv.Atoi(cell[2])
			if !strings.Contains(found, `"articles": `+strconv.Itoa(n)+",") {
				t.Errorf("by %s: %s does not lead to %d articles: %.200s", by, cell[1], n, found)
			}
		}
	}
}
