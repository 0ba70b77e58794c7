package web

import (
	"database/sql"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestPagesBothWays goes through all pages of a search and back again, in each order: nothing is twice or left out, and
// the order is that of SQL.
func TestPagesBothWays(t *testing.T) {
	a := scatteredArchive(t, 113)
	server := testRoom(t, a)
	item := regexp.MustCompile(`<h2 lang="[^"]*"><a href="(/a/[^"]*)"`)
	link := func(body, rel string) string {
		m := regexp.MustCompile(`<a rel="` + rel + `" href="([^"]*)"`).FindStringSubmatch(body)
		if m == nil {
			return ""
		}
		return html.UnescapeString(m[1])
	}
	for sort, order := range map[string]string{"": "published DESC, edition, section_code, id",
		"oldest": "published, edition, section_code, id",
		"title":  "instr(title, '颱風') = 0, published DESC, edition, section_code, id"} {
		var pages, back []string
		var all []string
		last := ""
		for at := "/search?q=正文&sort=" + sort; at != ""; {
			_, body := get(t, server.URL+at)
			if totalOf(t, body) != 113 {
				t.Fatalf("%s: %d articles", at, totalOf(t, body))
			}
			for _, m := range item.FindAllStringSubmatch(body, -1) {
				all = append(all, m[1])
			}
			pages, last, at = append(pages, at), body, link(body, "next")
		}
		for at := link(last, "prev"); at != ""; {
			_, body := get(t, server.URL+at)
			back, at = append(back, at), link(body, "prev")
		}
		if len(pages) != 6 || len(back) != 5 {
			t.Errorf("%s: %d pages, %d back", sort, len(pages), len(back))
		}
		if want := listedBySQL(t, a.Path(), strings.ReplaceAll(order, "颱風", "正文")); !slices.Equal(all, want) {
			t.Errorf("%s: %v, want %v", sort, all[:3], want[:3])
		}
	}
}

func listedBySQL(t *testing.T, path, order string) (all []string) {
	t.Helper()
	raw, err := sql.Open("sqlite3", "file:"+path+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	rows, err := raw.Query("SELECT '/a/' || edition || '/' || id FROM articles ORDER BY " + order)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var one string
		if err := rows.Scan(&one); err != nil {
			t.Fatal(err)
		}
		all = append(all, one)
	}
	return all
}

// TestSearchSays: what is chosen can be taken off, the box keeps it, a part of a name is enough, a name that is near is
// suggested, and what is wrong is said in the reader's language, beside the form.
func TestSearchSays(t *testing.T) {
	server := testRoom(t, scatteredArchive(t, 60))
	for name, c := range map[string]struct {
		path     string
		status   int
		has, not []string
	}{
		"what is chosen": {"/search?q=正文&section=pns/s00001&from=2024&to=2025", 200, []string{
			`<input type="hidden" name="section" value="pns/s00001">`, `<input type="hidden" name="from" value="2024">`,
			`<a class="chip" href="/search?q=%E6%AD%A3%E6%96%87&amp;section=pns%2Fs00001">`, "2024 – 2025", "全部取消"}, nil},
		"two of a kind": {"/search?author=李&author=陳大文", 200, []string{`href="/search?author=%E6%9D%8E">`,
			`href="/search?author=%E9%99%B3%E5%A4%A7%E6%96%87">`}, nil},
		"a part of a name":    {"/search?author=wong", 200, []string{"Chris Wong"}, []string{"沒有符合"}},
		"a name that is near": {"/search?author=陳大民", 200, []string{"沒有符合", "是否指：", ">陳大文<"}, nil},
		"AND": {"/search?q=a+AND+b", 400,
			[]string{"不用寫 AND", `name="q" type="text" maxlength="200" value="a AND b"`}, []string{"not needed"}},
		"AND in English": {"/en/search?q=a+AND+b", 400, []string{"AND is not needed"}, nil},
		"no field":       {"/search?q=site:x", 400, []string{"沒有「site:」這一欄"}, nil},
		"no day": {"/search?from=never&q=a", 400,
			[]string{"「never」不是日期", `name="from" type="text" value="never"`}, []string{"沒有日期"}},
		"days in the wrong order":   {"/search?from=2025&to=2024", 400, []string{"次序顛倒"}, nil},
		"no access":                 {"/search?access=half", 400, []string{"half"}, nil},
		"an order that is none":     {"/search?q=a&sort=size", 400, []string{"sort"}, nil},
		"a place that is none":      {"/search?q=正文&after=x", 400, []string{"after"}, nil},
		"a place far behind":        {"/search?q=正文&after=999.1", 200, nil, []string{"第999"}},
		"nothing asked":             {"/search", 200, []string{`<details class="ask" open>`, `<optgroup label="每日明報">`}, nil},
		"a section as it is called": {"/search?section=要聞", 200, []string{`<option value="要聞" selected>`}, nil},
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
			for _, not := range c.not {
				if strings.Contains(body, not) {
					t.Errorf("%s has %s", c.path, not)
				}
			}
		})
	}
}

// TestSearchData: the same page as data.
func TestSearchData(t *testing.T) {
	server := testRoom(t, scatteredArchive(t, 45))
	seen := 0
	for at := "/en/search.json?q=正文"; at != ""; {
		response, body := get(t, server.URL+at)
		var page struct {
			Articles, From, To int
			Next               string
			Hits               []struct{ ID, Title, Article_JSON string }
			Facets             map[string][]struct{ Articles int }
		}
		if err := json.Unmarshal([]byte(body), &page); err != nil ||
			response.Header.Get("Content-Type") != "application/json; charset=utf-8" {
			t.Fatal(response.Header, err)
		}
		if page.Articles != 45 || page.From != seen+1 || page.To != seen+len(page.Hits) || len(page.Facets["section"]) < 2 {
			t.Fatalf("%+v", page)
		}
		seen, at = page.To, page.Next
		if answer, _ := get(t, server.URL+page.Hits[0].Article_JSON); answer.StatusCode != 200 {
			t.Error(answer.Status)
		}
	}
	if seen != 45 {
		t.Errorf("%d articles", seen)
	}
}
