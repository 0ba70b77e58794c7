package main

import (
	"bytes"
	"database/sql"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"mingpao/cmd/mingpao/internal/cli"
)

// demonstrated leaves the archive of the demonstration to the commands that follow.
func demonstrated(t *testing.T) {
	t.Helper()
	dir := t.TempDir()
	var out bytes.Buffer
	if status := run(t.Context(), []string{"demo", "--keep", dir}, streams{nil, &out, &out}); status != statusDone {
		t.Fatal(out.String())
	}
	t.Setenv("MINGPAO_DB", dir+"/mingpao.db")
}

// TestNoEnglish: where a person reads Chinese, no command says English words: names, paths, flags and numbers aside.
func TestNoEnglish(t *testing.T) {
	t.Setenv("LC_ALL", "zh_HK.UTF-8")
	demonstrated(t)
	known := strings.Fields("mingpao help add today yesterday cron systemd units MB KB HTTP pns ins fin ol news finance " +
		"com")
	for _, c := range append(newRoot(streams{}).Commands(), newRoot(streams{})) {
		known = append(known, c.Name())
	}
	for _, line := range []string{
		"list --gone", "history 1772500000001", "changes --since 2026", "stats", "sections", "authors", "columns",
		"status", "sources", "calendar", "crawl --orders", "runs", "check", "verify", "verify --quick", "seal", "follow",
		"digest", "undo 1 --dry-run", "remove 1772500000001 --dry-run", "reextract --dry-run", "trend 環島 --by month",
		"collocates 車手 --often 1", "serch", "list extra", "list --limit x", "list --sectoin", "list --from",
		"stats --csv --json",
		"list --from 甲", "list --from 2026 --to 2025", "list --section 甲", "list --author 甲", "list --edition 甲", "search",
		"show 甲", "show 1772500000009", "show 1772500000001 --revision 9", "cite 1772500000001 --revisions 1,1",
		"export --format csv --from 2001 --to 2001", "list --db 無.db", "calendar remove 2026-01-01", "follow remove 9",
		"backup", "restore", "schedule 甲", "schedule systemd", "extract", "golden", "remove", "seal --day 甲", "import",
	} {
		var out bytes.Buffer
		run(t.Context(), strings.Fields(line), streams{nil, &out, &out})
		for _, word := range latin.FindAllString(notWords.ReplaceAllString(out.String(), " "), -1) {
			if !slices.Contains(known, word) && !strings.Contains(line, word) {
				t.Errorf("%s says %q: %.200s", line, word, around(out.String(), word))
			}
		}
	}
}

// TestFindingsInChinese: what verify finds is said in the reader's language.
func TestFindingsInChinese(t *testing.T) {
	t.Setenv("LC_ALL", "zh_HK.UTF-8")
	demonstrated(t)
	d, err := sql.Open("sqlite3", os.Getenv("MINGPAO_DB"))
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	for _, harm := range []string{"UPDATE texts SET body = body || '甲' WHERE text = (SELECT min(text) FROM texts)",
		"UPDATE captures SET sha256 = '0' WHERE capture = (SELECT max(capture) FROM captures)",
		"DELETE FROM readings WHERE capture = (SELECT min(capture) FROM readings)",
		"DELETE FROM indexed WHERE docid = 4", "UPDATE seals SET sha256 = '0' WHERE sha256 IS NOT NULL"} {
		if _, err := d.Exec(harm); err != nil {
			t.Fatal(err)
		}
	}
	var out, said bytes.Buffer
	if status := run(t.Context(), []string{"verify"}, streams{nil, &out, &said}); status != statusFailed {
		t.Fatal(status, said.String())
	}
	if strings.Count(out.String(), "\n") < 5 {
		t.Error(out.String())
	}
	names := regexp.MustCompile("mingpao verify --repair|pns|ins|heads|versions|authors") // a command, editions, tables
	if english := latin.FindString(names.ReplaceAllString(out.String(), "")); english != "" {
		t.Errorf("%q: %s", english, out.String())
	}
}

var (
	// notWords are addresses, paths, flags, hashes, and names: of lists, of files, of the paper's own sections.
	notWords = regexp.MustCompile(`ol/.*|https?://\S+|\S*/\S+|-{1,2}[a-z][-a-z]*|\$\w+|(?:feed|list|sitemap) \S+|` +
		`\S+\.(?:db|json|txt)|` +
		`[0-9a-f]{64}|明報 OL.*|Editorial`)
	latin = regexp.MustCompile(`[A-Za-z]{2,}`)
)

// TestDataHaveNoLanguage: what programs read is the same whatever language a person reads, and so are the statuses.
func TestDataHaveNoLanguage(t *testing.T) {
	demonstrated(t)
	for _, line := range []string{
		"list --json", "show --json 1772500000001", "show --raw 1772500000001", "history --json 1772500000001",
		"changes --json --since 2026", "status --json", "sources --json", "runs --json", "check --json", "stats --json",
		"stats --by author --csv", "sections --json", "seal --json", "search --json 環島", "export --format jsonl",
		"export --format csv --plain", "export --format bibtex", "trend 環島 --json", "trend 環島 --csv",
		"collocates 環島 --often 1 --json",
		"extract --format jsonl ../../testdata/pages/pns-opinion.html", "cite --style ris 1772500000001", "list --limit x",
		"undo 99",
		"list --db none.db", "check",
	} {
		said := map[string]string{}
		status := map[string]int{}
		for _, locale := range []string{"C", "zh_HK.UTF-8"} {
			t.Setenv("LC_ALL", locale)
			t.Setenv(clockEnv, "2026-03-11T12:00:00+08:00")
			var out, errs bytes.Buffer
			status[locale] = run(t.Context(), strings.Fields(line), streams{nil, &out, &errs})
			said[locale] = timeOfDay.ReplaceAllString(out.String(), "")
		}
		if said["C"] != said["zh_HK.UTF-8"] && line != "check" || status["C"] != status["zh_HK.UTF-8"] {
			t.Errorf("%s: status %v\n%s\n%s", line, status, said["C"], said["zh_HK.UTF-8"])
		}
		if status["C"] == cli.Done && said["C"] == "" {
			t.Errorf("%s compares nothing", line)
		}
	}
}

// timeOfDay is the moment of a run in its answer.
var timeOfDay = regexp.MustCompile(`"time": "[^"]*"`)

// around is the line in which a word stands.
func around(text, word string) string {
	for line := range strings.SplitSeq(text, "\n") {
		if strings.Contains(line, word) {
			return line
		}
	}
	return ""
}
