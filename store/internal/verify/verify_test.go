package verify_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"mingpao/store/internal/db"
	"mingpao/store/internal/sample"
	"mingpao/store/internal/upkeep"
	"mingpao/store/internal/verify"
	"mingpao/store/record"
	"mingpao/store/search"
)

// TestVerifyFinds damages an archive in ways that SQLite takes for sound, and repairs it.
func TestVerifyFinds(t *testing.T) {
	for _, c := range []struct {
		name, harm, finding string
		repaired            bool // all of it
	}{
		{"a page in another one's place", "UPDATE captures SET (data, dictionary, base) = (SELECT data, dictionary, base " +
			"FROM captures ORDER BY capture DESC LIMIT 1) WHERE capture = (SELECT min(capture) FROM captures)",
			"its hash differs", false},
		{"a page that does not unpack", "UPDATE captures SET data = x'00' WHERE base IS NULL", "cannot be unpacked", false},
		{"a page that is lost", "PRAGMA foreign_keys = OFF; DELETE FROM captures WHERE capture = (SELECT max(capture) FROM " +
			"heads)", "is missing", false},
		{"pages packed with one another",
			"UPDATE captures SET base = (SELECT min(capture) FROM captures WHERE base IS NOT NULL) WHERE base IS NULL",
			"cannot be unpacked", false},
		{"an article that is lost",
			"PRAGMA foreign_keys = OFF; DELETE FROM heads WHERE article = (SELECT min(article) FROM heads)",
			"heads do not follow from its sightings", true},
		{"a version made up", "UPDATE versions SET seen = '2020-01-01T00:00:00+08:00' WHERE revision = 1",
			"versions do not follow", true},
		{"gone by hand", "UPDATE heads SET gone = '2026-03-03T00:00:00+08:00'", "heads do not follow", true},
		{"an author made up", "INSERT INTO authors VALUES ((SELECT min(article) FROM heads), 9, '甲')",
			"authors do not follow", true},
		{"a text that was changed", "UPDATE texts SET body = body || '多'", "its hash differs", true},
		{"a text that is lost", "PRAGMA foreign_keys = OFF; DELETE FROM texts WHERE text = (SELECT max(text) FROM heads)",
			"", true},
		{"fields that are no JSON", "UPDATE readings SET fields = '{' WHERE article <> 0", "fields", true},
		{"sightings that are lost", "DELETE FROM sightings", "no sighting has it", false},
		{"a page nobody read", "DELETE FROM readings WHERE capture = (SELECT min(capture) FROM heads)",
			"nothing says what it was read as", true},
		{"an index that lacks an article", "DELETE FROM search WHERE docid = (SELECT min(docid) FROM indexed)",
			"search: the index does not hold the text of article", true},
		{"an index of another text", "UPDATE search SET body = '甲乙' WHERE docid = (SELECT min(docid) FROM indexed)",
			"search: the index does not hold the text of article", true},
		{"an index with a text too many", "INSERT INTO search (docid, body, title) VALUES (999, '甲', '乙')",
			"search: the index has words of articles that are not there (2)", true},
		{"an index that lost its list", "DELETE FROM indexed WHERE docid = (SELECT min(docid) FROM indexed)",
			"missing in the index", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := sample.OpenAt(t, filepath.Join(t.TempDir(), "a.db"))
			sample.RealPages(t, a)
			want := sample.Derived(t, a)
			if _, err := a.SQL.Exec(c.harm); err != nil {
				t.Fatal(err)
			}
			if _, err := a.SQL.Exec("PRAGMA foreign_keys = ON"); err != nil {
				t.Fatal(err)
			}
			found := findings(t, a)
			if !strings.Contains(found, c.finding) || found == "" {
				t.Fatalf("found %q, want %q", found, c.finding)
			}
			if strings.Contains(found, "damaged") { // that is what a finding is
				t.Errorf("found %q", found)
			}
			if err := upkeep.Repair(t.Context(), a, 1); err != nil {
				t.Fatal(err)
			}
			left := findings(t, a)
			if c.repaired != (left == "") {
				t.Errorf("after the repair: %q", left)
			}
			if got := sample.Derived(t, a); strings.HasPrefix(c.name, "sightings") && got != want {
				t.Error("what was left is not what it was")
			} else if c.repaired && got != want {
				t.Error("what follows is not what it was")
			}
		})
	}
}

func findings(t *testing.T, a *db.DB) string {
	t.Helper()
	var all []string
	for f := range verify.Archive(t.Context(), a) {
		all = append(all, f.Err.Error())
	}
	return strings.Join(all, "\n")
}

// TestVerifyIndex brings texts whose letters SQLite and Go know differently, and an index in several pieces, of which
// the newer ones say what the older ones hold no longer: all are sound, and a difference of one place is found.
func TestVerifyIndex(t *testing.T) {
	a := sample.Open(t)
	for i, text := range []string{"讚🏽好⏴的\u2066字", "Ὀδυσσεύς 與 ᦰ", "颱風；停課。颱風", "甲￿\u0378乙 ﷺ ₿"} {
		for day := range 3 {
			look := sample.Seen(i, strings.Repeat(text, day+1), sample.Noon.AddDate(0, 0, day))
			if _, err := record.Import(t.Context(), a, 1, []record.Sighting{look}, sample.Noon.AddDate(0, 1, 0)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if pieces, _, err := db.One[int](t.Context(), a.View(), "SELECT count(*) FROM search_segdir"); err != nil ||
		pieces < 5 {
		t.Errorf("the index has %d pieces, %v", pieces, err)
	}
	if _, err := a.SQL.Exec("INSERT INTO search (search) VALUES ('integrity-check')"); err != nil {
		t.Fatal(err)
	}
	if got := findings(t, a); got != "" {
		t.Error(got)
	}
	text, _, err := verify.IndexedText(t.Context(), a.View(), 3)
	if err != nil {
		t.Fatal(err)
	}
	harm := "INSERT INTO search (docid, body, title) VALUES (3, ?, ?)"
	if _, err := a.SQL.Exec("DELETE FROM search WHERE docid = 3"); err != nil {
		t.Fatal(err)
	}
	if _, err := a.SQL.Exec(harm, search.Terms("的"+text.Body), search.Terms(text.Title)); err != nil {
		t.Fatal(err)
	}
	if got := findings(t, a); !strings.HasPrefix(got, "search: ") || strings.Contains(got, "\n") {
		t.Errorf("found %q", got)
	}
}

// TestVerifyPart looks at a part: what is wrong is found in one of the parts, and only there.
func TestVerifyPart(t *testing.T) {
	a := sample.Open(t)
	for i := range 12 {
		if _, err := record.Import(t.Context(), a, 1, []record.Sighting{sample.Seen(i, fmt.Sprintf("文字%d。", i), sample.Noon)},
			sample.Noon); err != nil {
			t.Fatal(err)
		}
	}
	for _, harm := range []string{"UPDATE captures SET data = x'00' WHERE capture = (SELECT max(capture) FROM captures)",
		"DELETE FROM search WHERE docid = 5"} {
		if _, err := a.SQL.Exec(harm); err != nil {
			t.Fatal(err)
		}
	}
	found := 0
	for part := range int64(4) {
		for range verify.Part(t.Context(), a, verify.Share{OneIn: 4, Part: part}) {
			found++
		}
	}
	if found != 2 {
		t.Errorf("%d findings in all parts, want 2", found)
	}
}
