package web

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"mingpao/cmd/mingpao/internal/web/internal/paper"
	"mingpao/store"
)

// TestListsCountAsSQL: in three archives the days, months, names, sections and the log of changes have the numbers that
// SQL counts in the file, and nothing that is in the file is missing from them.
func TestListsCountAsSQL(t *testing.T) {
	for name, a := range map[string]*store.Archive{"saved pages": testArchive(t), "scattered": scatteredArchive(t, 400),
		"edited": editedArchive(t, 150)} {
		t.Run(name, func(t *testing.T) {
			raw, err := sql.Open("sqlite3", "file:"+a.Path()+"?mode=ro")
			if err != nil {
				t.Fatal(err)
			}
			defer raw.Close()
			server := testRoom(t, a)
			daysCount(t, server,
				groups(t, raw, "SELECT substr(published, 1, 10), count(*) FROM articles WHERE published <> '' GROUP BY 1"))
			monthsCount(t, server,
				groups(t, raw, "SELECT substr(published, 1, 7), count(*) FROM articles WHERE published <> '' GROUP BY 1"))
			for list, query := range map[string]string{
				"authors":  "SELECT count(DISTINCT name) FROM authors",
				"keywords": "SELECT count(DISTINCT keyword) FROM keywords",
				"columns":  `SELECT count(DISTINCT "column") FROM articles WHERE "column" <> ''`,
				"sections": "SELECT count(DISTINCT edition || '/' || section_code) FROM articles",
			} {
				if got, want := rowsCount(t, server, raw, "/"+list), count(t, a, query); got != want {
					t.Errorf("%s: %d rows, SQL counts %d", list, got, want)
				}
			}
			logCounts(t, server, groups(t, raw, `SELECT edition || '/' || section_code, count(*) FROM (
				SELECT article FROM versions WHERE revision > 1 UNION ALL SELECT article FROM heads WHERE gone IS NOT NULL)
				JOIN heads USING (article) GROUP BY 1`))
		})
	}
}

// groups are numbers by name, as SQL counts them.
func groups(t *testing.T, raw *sql.DB, query string) map[string]int {
	t.Helper()
	rows, err := raw.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	all := map[string]int{}
	for rows.Next() {
		var name string
		var n int
		if err := rows.Scan(&name, &n); err != nil {
			t.Fatal(err)
		}
		all[name] = n
	}
	if rows.Err() != nil {
		t.Fatal(rows.Err())
	}
	return all
}

// daysCount adds up the sections of each day; the days that it names before and after it have articles, too.
func daysCount(t *testing.T, server server, want map[string]int) {
	t.Helper()
	for day, n := range want {
		var d struct {
			Before, After string
			Articles      int
			Sections      []paper.Section
			Instant       []paper.Story
		}
		data(t, server, "/day/"+day+".json", &d)
		shown := len(d.Instant)
		for _, s := range d.Sections {
			shown += s.Articles
		}
		if d.Articles != n || shown != n || d.Before != "" && want[d.Before] == 0 || d.After != "" && want[d.After] == 0 {
			t.Errorf("%s: %d articles, %d in sections, between %q and %q; SQL counts %d", day, d.Articles, shown, d.Before,
				d.After, n)
		}
	}
}

var totalPattern = regexp.MustCompile(`<p class="total">([0-9,]+)</p>`)

// monthsCount adds up the days of each month.
func monthsCount(t *testing.T, server server, want map[string]int) {
	t.Helper()
	for month, n := range want {
		_, body := get(t, server.URL+"/zh/month/"+month)
		sum := 0
		for _, m := range totalPattern.FindAllStringSubmatch(body, -1) {
			sum += number(t, m[1])
		}
		if sum != n || !strings.Contains(body, fmt.Sprintf("<span>%d篇文章</span>", n)) {
			t.Errorf("%s: %d articles, SQL counts %d", month, sum, n)
		}
	}
}

var rowPattern = regexp.MustCompile(`<th scope="row"><a href="([^"]*)">[^<]*</a></th><td class="n">([0-9,]+)</td>`)

// rowsCount compares each row of a list with what its address asks for.
func rowsCount(t *testing.T, server server, raw *sql.DB, at string) (rows int) {
	t.Helper()
	next := regexp.MustCompile(`rel="next" href="([^"]*)"`)
	for at != "" {
		_, body := get(t, server.URL+at)
		for _, m := range rowPattern.FindAllStringSubmatch(body, -1) {
			rows++
			if got, want := number(t, m[2]), counted(t, raw, html.UnescapeString(m[1])); got != want {
				t.Errorf("%s: %s has %d, SQL counts %d", at, m[1], got, want)
			}
		}
		at = ""
		if m := next.FindStringSubmatch(body); m != nil {
			at = html.UnescapeString(m[1])
		}
	}
	return rows
}

// logCounts compares the sections of the whole log.
func logCounts(t *testing.T, server server, want map[string]int) {
	t.Helper()
	var log struct {
		Changed, Gone int
		Sections      []struct {
			Edition string
			Code    string `json:"section_code"`
			Changes int
		}
	}
	data(t, server, "/changes.json?since=2000-01-01", &log)
	all := 0
	for _, s := range log.Sections {
		all += s.Changes
		if name := s.Edition + "/" + s.Code; s.Changes != want[name] {
			t.Errorf("%d changes of %s, SQL counts %d", s.Changes, name, want[name])
		}
	}
	if all != log.Changed+log.Gone || len(log.Sections) != len(want) {
		t.Errorf("%d changes of %d sections, %d changed and %d gone; SQL counts %v", all, len(log.Sections), log.Changed,
			log.Gone, want)
	}
}

// data reads what a page is for programs.
func data(t *testing.T, server server, path string, into any) {
	t.Helper()
	_, body := get(t, server.URL+path)
	if err := json.Unmarshal([]byte(body), into); err != nil {
		t.Fatalf("%s: %v in %.200s", path, err, body)
	}
}

func number(t *testing.T, text string) int {
	t.Helper()
	n, err := strconv.Atoi(strings.ReplaceAll(text, ",", ""))
	if err != nil {
		t.Fatal(err)
	}
	return n
}
