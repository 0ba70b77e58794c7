package main

import (
	"database/sql"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"mingpao/store/record"
)

// acting is what terminals act on: colours, the clipboard, a title, C1 controls, text that runs backwards.
const acting = "\x1b[31m\x1b]52;c;eA==\a\x1b]0;t\a\u009b31m\u009d\u202e\u2066\u061c\u007f\r\b明"

// hostileCommands are those that read an archive, with what makes them print most of it.
var hostileCommands = [][]string{
	{"list"}, {"list", "--json"}, {"list", "--gone"}, {"show", "1772726401001"}, {"show", "--json", "1772726401001"},
	{"show", "--explain", "1772726401001"}, {"search", "calc"}, {"history", "1772726401001"},
	{"history", "--json", "1772726401001"}, {"changes", "--since", "2020"}, {"changes", "--since", "2020", "--json"},
	{"cite", "1772726401001"}, {"cite", "--style", "csl", "1772726401001"}, {"cite", "--style", "ris", "1772726401001"},
	{"cite", "--style", "bibtex", "1772726401001"}, {"stats"}, {"stats", "--json"}, {"stats", "--csv"},
	{"stats", "--by", "section"}, {"stats", "--by", "author", "--csv"},
	{"stats", "--by", "column"}, {"stats", "--by", "day", "--json"}, {"sections"}, {"sections", "--json"}, {"authors"},
	{"trend", "calc"}, {"trend", "calc", "--by", "section", "--json"}, {"trend", "calc", "--by", "author", "--csv"},
	{"trend", "calc", "--by", "column", "--svg"}, {"concordance", "calc"}, {"concordance", "calc", "--format", "csv"},
	{"concordance", "calc", "--format", "json"}, {"concordance", "calc", "--format", "tsv", "--sort", "author"},
	{"collocates", "calc", "--often", "1"}, {"collocates", "calc", "--often", "1", "--csv"},
	{"collocates", "calc", "--often", "1", "--json"},
	{"authors", "--json"}, {"columns"}, {"export", "--format", "jsonl"}, {"export", "--format", "csv"},
	{"export", "--format", "csv", "--plain"}, {"export", "--format", "atom"}, {"export", "--format", "bibtex"},
	{"export", "--format", "ris"}, {"export", "--format", "markdown", "-o", "DIR/markdown"}, {"export", "--format", "csl"},
	{"status"}, {"status", "--json"}, {"check"},
	{"sources"}, {"sources", "--json"}, {"sources", "--export", "-"}, {"sources", "--show", "feed pns/s00001"},
	{"calendar"},
	{"follow"}, {"digest", "--dry-run", "--json"}, {"digest"},
	{"report", "-o", "DIR/report.wacz"},
	{"check", "--metrics", "DIR/metrics.prom"}, {"crawl", "--orders"}, {"remove", "--list"}, {"reextract", "--dry-run"},
	{"__complete", "list", "--section", ""}, {"__complete", "list", "--author", ""}, {"verify"}, {"verify", "--repair"},
	{"reextract"}, {"vacuum"}, {"backup", "--quiet", "DIR/copy.db"}, {"merge", "DIR/hostile.db", "--db", "DIR/merged.db"},
	{"salvage", "DIR/hostile.db", "DIR/saved.db"}, {"restore", "DIR/hostile.db", "--db", "DIR/restored.db"},
	{"seal"}, {"seal", "--json"}, {"seal", "--day", "9999-12-31", "--verify", strings.Repeat("0", 64)},
	{"check", "--seal"},
	{"runs"}, {"runs", "--json"}, {"undo", "--dry-run", "1"}, {"remove", "--yes", "1772726401001"}, {"undo", "1"},
}

// withoutArchive are the commands that read none, or answer over HTTP.
var withoutArchive = []string{"completion", "demo", "extract", "golden", "help", "import", "man", "schedule", "serve",
	"version", "config"}

// TestCommandsAreHarmless runs every command on an archive from elsewhere in which every text acts on terminals, and on
// one that was merged from it: nothing of it passes, whatever a command does with it. Of the columns that the program
// looks for a third is tried at a time, all where MINGPAO_HOSTILE is set.
func TestCommandsAreHarmless(t *testing.T) {
	known := strings.Join(withoutArchive, " ")
	for _, args := range hostileCommands {
		known += " " + args[0]
	}
	for _, c := range newRoot(streams{}).Commands() {
		if c.Runnable() && !strings.Contains(known, c.Name()) {
			t.Errorf("%s is not tried", c.Name())
		}
	}
	var reports sync.Mutex // one at a time, as in a program: with each record gowarc sets a switch that all share
	for _, name := range append(drawn("MINGPAO_HOSTILE", keyColumns), "texts", "all") {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			makeHostile(t, filepath.Join(dir, "hostile.db"), name)
			for _, db := range []string{"hostile.db", "merged.db"} {
				if db == "merged.db" && !slices.Contains([]string{"id", "texts", "all"}, name) {
					continue
				}
				for _, args := range hostileCommands {
					line := strings.ReplaceAll(strings.Join(args, "\x00"), "DIR", dir)
					if !strings.Contains(line, "--db") {
						line += "\x00--db\x00" + filepath.Join(dir, db)
					}
					if args[0] == "report" {
						reports.Lock()
					}
					_, out, errs := tryCommand(t, strings.Split(line, "\x00")...)
					if args[0] == "report" {
						reports.Unlock()
					}
					acts(t, name+" "+db+": "+strings.Join(args, " "), out+errs)
				}
			}
			files, err := filepath.Glob(filepath.Join(dir, "markdown", "*", "*"))
			if err != nil || name == "texts" && len(files) == 0 {
				t.Fatal(files, err)
			}
			for _, file := range append(files, filepath.Join(dir, "metrics.prom")) {
				if b, err := os.ReadFile(file); err == nil {
					acts(t, file, string(b))
				}
			}
		})
	}
}

// keyColumns are those that the program looks for, or reads: where all are hostile, little is found.
var keyColumns = []string{"id", "edition", "url", "fields", "sha256", "published", "section_code", "seen", "at", "gone",
	"body", "sections", "command"}

// makeHostile makes an archive in which every text is hostile: all but those of the key columns, all, or one of those.
func makeHostile(t *testing.T, path, which string) {
	t.Helper()
	a, art := hostileArchive(t)
	day := time.Date(2026, 3, 8, 8, 0, 0, 0, time.UTC)
	other := art.Article
	other.Title, other.URL = "calc "+acting, art.URL
	if _, err := a.Record(t.Context(), 1, []record.Sighting{sightingOf(&other, "y", day)}, day); err != nil {
		t.Fatal(err)
	}
	from := a.Path()
	a.Close()
	b, err := os.ReadFile(from)
	if err == nil {
		err = os.WriteFile(path, b, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(otherRows); err != nil {
		t.Fatal(err)
	}
	rows, err := db.Query(`SELECT m.name, x.name FROM sqlite_schema AS m, pragma_table_info(m.name) AS x
		WHERE m.type = 'table' AND x.type = 'TEXT' AND m.name NOT LIKE 'search%' AND m.name NOT IN ('about', 'folds')`)
	if err != nil {
		t.Fatal(err)
	}
	var updates []string
	for rows.Next() {
		var table, column string
		if err := rows.Scan(&table, &column); err != nil {
			t.Fatal(err)
		}
		if which == column || which == "all" || which == "texts" && !slices.Contains(keyColumns, column) {
			updates = append(updates, "UPDATE OR IGNORE "+table+` SET "`+column+`" = "`+column+`" || ?`)
		}
	}
	rows.Close()
	changed := int64(0)
	for _, update := range updates {
		if result, err := db.Exec(update, acting); err == nil { // some columns take only some words
			n, _ := result.RowsAffected()
			changed += n
		}
	}
	if len(updates) == 0 || changed < 1 {
		t.Fatal("nothing is hostile")
	}
}

// otherRows are a row each of what a crawl and a person leave.
const otherRows = `
INSERT INTO pages (page, edition, id, url, section_code, issue, state, due, first_seen, last_error, host,
	listed_edition, listed_code, failing, missing)
	VALUES (1, 'pns', '1772812801001', 'https://news.mingpao.com/pns/x/article/20260307/s00001/1772812801001', 's00001',
	'2026-03-07', 'queued', '2026-03-07', '2026-03-07', 'x', 'news.mingpao.com', 'pns', 's00001',
	'2026-03-07T00:00:00+08:00', '2026-03-07T00:00:00+08:00');
INSERT INTO runs (command, version, started, ended, status)
	VALUES ('crawl', '1', '2026-03-08T08:00:00+08:00', '2026-03-08T08:01:00+08:00', 3);
INSERT INTO failures (run, page, at, outcome, detail) VALUES (1, 1, '2026-03-08T08:00:30+08:00', 'failed', 'x');
INSERT INTO removed VALUES (17726400010011, 'pns', '1772640001001', '2026-03-05T00:00:00+08:00', 'why');
INSERT INTO sources (kind, edition, code, failures, failing_since, fault, note, due)
	VALUES ('feed', 'pns', 's00001', 3, '2026-03-07T00:00:00+08:00', 'x', 'y', '2026-03-08');
INSERT INTO hosts (origin, wait_until, fault, since, failures)
	VALUES ('https://news.mingpao.com', '2099-01-01T00:00:00+08:00', 'x', '2026-03-07T00:00:00+08:00', 3);
INSERT INTO requests VALUES ('news.mingpao.com', '2026-03-08', 1, '2026-03-08T00:00:00+08:00');
INSERT INTO coverage VALUES ('pns', 's00001', '2026-03-01', '2026-03-02T00:00:00+08:00');
INSERT INTO orders VALUES (1, 'asked', '2026-03-01', '2026-03-02', '["pns/s00001"]', '2026-03-03', '2026-03-02',
	NULL, 0);
INSERT INTO tasks VALUES (1, '2026-03-02', 'pns', 's00001', NULL, 3, '2026-03-02', 'x', 'refused', '403');
INSERT INTO troubles VALUES ('x', '2026-03-07T00:00:00+08:00', '2026-03-07T00:00:00+08:00', 'line', 'refused', '403');
INSERT INTO accepted VALUES ('x', '2026-03-07');
INSERT INTO choices VALUES ('feed', 'pns', 's00031', 'https://news.mingpao.com/x', '新版', 1, '2027-01-01');
INSERT INTO calendar VALUES ('2026-03-01', 'no paper');
INSERT INTO unlisted VALUES ('pns', 's00032', 'x', '2026-03-08T08:00:00+08:00');
INSERT INTO unused VALUES (1, 'feed pns/s00001', 'https://news.mingpao.com/x', '2026-03-08T08:00:00+08:00',
	'not-a-page', 'x', 'mingpao/1', 200, 'HTTP/1.1 200 OK', 3, x'1b5b33316d');
INSERT INTO follows (said, added, told) VALUES ('{"editions":["pns","ins"]}', '2026-03-01', 0);
CREATE TABLE notes (note TEXT);`
