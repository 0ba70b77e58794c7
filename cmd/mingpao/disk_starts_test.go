package main

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mingpao/store"
	"mingpao/store/frontier"
	"mingpao/store/queue"
	"mingpao/testdata"
)

// diskCommand is a command that touches an archive, and what it finds.
type diskCommand struct {
	args     []string
	start    string // one of makeStarts
	ends     int    // its status where nothing fails
	isHarmed bool   // the archive is not sound before
	reads    bool   // it writes no archive
}

func (c diskCommand) name() string { return strings.Join(c.args, " ") + " into " + c.start }

// removable is an article of the starts, by its address: it can be removed twice.
const (
	removable   = "https://news.mingpao.com/pns/x/article/20260306/s00012/1772726401001"
	removedText = "社區圖書館向來只有一扇門"
)

var diskCommands = []diskCommand{
	{args: []string{"crawl", "--quiet", "--delay", "0"}, start: "nothing"},
	{args: []string{"import", "--seen", "2026-03-10", "saved"}, start: "nothing"},
	{args: []string{"import", "--seen", "2026-03-10", "saved"}, start: "other"},
	{args: []string{"crawl", "--quiet", "--delay", "0", "--from", "2026-03-01", "--to", "2026-03-08"}, start: "nothing"},
	{args: []string{"crawl", "--quiet", "--delay", "0"}, start: "ordered"},
	{args: []string{"import", "pages.warc.gz"}, start: "nothing"},
	{args: []string{"reextract"}, start: "aged"},
	{args: []string{"merge", "other.db"}, start: "other"},
	{args: []string{"remove", "--yes", removable}, start: "full"},
	{args: []string{"vacuum"}, start: "full"},
	{args: []string{"verify", "--repair"}, start: "harmed", isHarmed: true},
	{args: []string{"check", "--accept", removedText}, start: "full"},
	{args: []string{"backup", "copy.db"}, start: "full"},
	{args: []string{"vacuum"}, start: "old"},
	{args: []string{"list"}, start: "full", reads: true},
	{args: []string{"search", "圖書館"}, start: "full", reads: true},
	{args: []string{"export", "--format", "jsonl"}, start: "full", reads: true},
	{args: []string{"export", "--format", "warc", "-o", "pages.warc.gz"}, start: "full", reads: true},
	{args: []string{"stats"}, start: "full", reads: true},
	{args: []string{"check"}, start: "full", reads: true, ends: statusUnhealthy},
	{args: []string{"status"}, start: "full", reads: true},
	{args: []string{"show", "1772726401001"}, start: "full", reads: true},
	{args: []string{"history", "1772500000001"}, start: "full", reads: true},
	{args: []string{"verify"}, start: "full", reads: true},
}

// makeStarts makes the folders that commands start from.
func makeStarts(t *testing.T) map[string]string {
	t.Helper()
	dir := t.TempDir()
	starts := map[string]string{}
	for _, name := range []string{"nothing", "full", "other", "aged", "harmed", "old", "ordered"} {
		starts[name] = filepath.Join(dir, name)
		if err := os.Mkdir(starts[name], 0o755); err != nil {
			t.Fatal(err)
		}
	}
	db := func(start string) string { return filepath.Join(starts[start], "mingpao.db") }
	savePages(t, filepath.Join(starts["nothing"], "saved"))
	savePages(t, filepath.Join(starts["other"], "saved"))
	for _, start := range []string{"full", "aged", "harmed"} {
		crawlOnce(t, db(start))
		mustImport(t, db(start), filepath.Join(starts["nothing"], "saved"))
	}
	lived(t, filepath.Join(starts["other"], "other.db"))
	warc := filepath.Join(starts["nothing"], "pages.warc.gz")
	if status, _, errs := tryCommand(t, "export", "--format", "warc", "-o", warc, "--db",
		db("full")); status != statusDone {
		t.Fatal(errs)
	}
	mustImport(t, db("other"), filepath.Join("..", "..", "testdata", "pages", "pns-opinion.html"))
	ageRules(t, db("aged"))
	orderDays(t, db("ordered"))
	changeFile(t, db("harmed"), "DELETE FROM heads; UPDATE texts SET body = body || '。'")
	loadDump(t, db("old"), "../../store/internal/sample/testdata/v1.sql")
	return starts
}

// savePages saves the pages of the tests into a folder.
func savePages(t *testing.T, folder string) {
	t.Helper()
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range testdata.Pages() {
		if strings.HasSuffix(name, ".html") && !strings.HasPrefix(name, "no-") {
			if err := os.WriteFile(filepath.Join(folder, name), testdata.Page(name), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func mustImport(t *testing.T, db string, paths ...string) {
	t.Helper()
	args := append([]string{"import", "--seen", "2026-03-10", "--db", db}, paths...)
	if status, _, errs := tryCommand(t, args...); status != statusDone {
		t.Fatalf("%v: status %d: %s", args, status, errs)
	}
}

// crawlOnce notes a crawl, so that there is something to check.
func crawlOnce(t *testing.T, db string) {
	t.Helper()
	a, err := store.Open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	run, err := a.Frontier().BeginRun(t.Context(), "crawl", "test", demoDay)
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Frontier().EndRun(t.Context(), run, frontier.Counts{}, statusDone, demoDay); err != nil {
		t.Fatal(err)
	}
}

// orderDays leaves an order that no run has begun with.
func orderDays(t *testing.T, db string) {
	t.Helper()
	a, err := store.Open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	if _, err := a.Frontier().NewOrder(t.Context(), queue.Want{From: "2026-03-01", To: "2026-03-08"},
		demoDay); err != nil {
		t.Fatal(err)
	}
}

func changeFile(t *testing.T, path, statements string) {
	t.Helper()
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(statements); err != nil {
		t.Fatal(err)
	}
}

// loadDump makes an archive of a dump.
func loadDump(t *testing.T, path, dump string) {
	t.Helper()
	text, err := os.ReadFile(dump)
	if err != nil {
		t.Fatal(err)
	}
	changeFile(t, path, string(text))
}

// recordIn is what an archive's record says: what was seen, what was removed, and the articles that follow. Times of
// fetches differ from run to run and are left out; a run that is killed when its order is done is followed by another
// one with the same order.
func recordIn(t *testing.T, path string) []string {
	t.Helper()
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var all []string
	for _, query := range []string{
		`SELECT 'seen ' || url || ' ' || source || ' ' || outcome || ' ' || coalesce(captures.sha256, '') FROM sightings
			JOIN witnesses USING (witness) JOIN addresses USING (address) LEFT JOIN captures USING (capture)`,
		"SELECT 'capture ' || sha256 FROM captures",
		"SELECT 'removed ' || edition || ' ' || id FROM removed",
		"SELECT 'accepted ' || text FROM accepted",
		"SELECT 'day ' || edition || ' ' || code || ' ' || day FROM coverage",
		"SELECT DISTINCT 'task ' || edition || ' ' || code || ' ' || day || ' ' || (done IS NOT NULL) FROM tasks",
		"SELECT DISTINCT 'order ' || from_day || ' ' || to_day || ' ' || (ended IS NOT NULL) FROM orders",
		"SELECT 'article ' || edition || ' ' || id || ' ' || title || ' ' || revision || ' ' || length(body) || ' ' || " +
			"lead_marker FROM articles",
	} {
		all = append(all, textsOf(t, db, query+" ORDER BY 1")...)
	}
	return all
}

func textsOf(t *testing.T, db *sql.DB, query string) (all []string) {
	t.Helper()
	rows, err := db.Query(query)
	if err != nil {
		return []string{err.Error()} // of an older version
	}
	defer rows.Close()
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			t.Fatal(err)
		}
		all = append(all, text)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}
