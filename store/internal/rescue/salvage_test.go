package rescue_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mingpao/store/catalog"
	"mingpao/store/internal/db"
	"mingpao/store/internal/rescue"
	"mingpao/store/internal/sample"
	"mingpao/store/internal/upkeep"
)

// TestSalvage saves what can be read of archives that are damaged in several ways, most of which no other command
// opens.
func TestSalvage(t *testing.T) {
	const articles = 300
	whole := sample.Many(t, articles+1)
	for _, c := range []struct {
		name  string
		harm  func(b []byte) []byte
		least int // of articles that are saved
	}{
		{"sound", func(b []byte) []byte { return b }, articles},
		{"cut off by 1 %", func(b []byte) []byte { return b[:len(b)-len(b)/100] }, articles * 8 / 10},
		{"cut off by a tenth", func(b []byte) []byte { return b[:len(b)-len(b)/10] }, articles / 2},
		{"pages of zeros", func(b []byte) []byte {
			for at := 64 << 12; at < len(b); at += 64 << 12 {
				clear(b[at : at+1<<12])
			}
			return b
		}, articles / 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			old, saved := filepath.Join(t.TempDir(), "old.db"), filepath.Join(t.TempDir(), "new.db")
			b, err := os.ReadFile(whole)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(old, c.harm(b), 0o600); err != nil {
				t.Fatal(err)
			}
			var lost []string
			n, err := rescue.Salvage(t.Context(), old, saved, "test", sample.Noon,
				func(err error) { lost = append(lost, err.Error()) })
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%+v; %q", n, lost[:min(len(lost), 4)])
			if n.Articles < c.least || (n.Lost == 0) != (n.Articles == articles) || n.Lost != len(lost) {
				t.Errorf("saved %+v of %d articles", n, articles)
			}
			a, err := upkeep.OpenToRead(t.Context(), saved)
			if err != nil {
				t.Fatal(err)
			}
			defer a.Close()
			sample.Sound(t, a)
			removed, err := catalog.New(a).Removals(t.Context())
			if err != nil || len(removed) != 1 {
				t.Errorf("removals: %v, %v", removed, err)
			}
			if queue, _, err := db.One[int](t.Context(), a.View(), "SELECT count(*) FROM pages"); err != nil || queue != 1 {
				t.Errorf("%d pages in the queue, %v", queue, err)
			}
			if left, _ := filepath.Glob(filepath.Join(filepath.Dir(saved), ".mingpao*")); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}

// TestSalvageGoesOn: rows that are damaged, and cannot be what they say, are lost; those after them are not.
func TestSalvageGoesOn(t *testing.T) {
	const articles = 300
	for _, c := range []struct{ name, change string }{
		{"no time", "UPDATE sightings SET at = 'n' || char(1) WHERE capture = (SELECT min(capture) FROM captures)"},
		{"a time to come",
			"UPDATE sightings SET at = '2999-01-01T00:00:00+08:00' WHERE capture = (SELECT min(capture) FROM captures)"},
		{"nobody vouches", `INSERT INTO witnesses VALUES (7, 'import', '', '', '', '', '', NULL);
			UPDATE sightings SET witness = 7 WHERE capture = (SELECT min(capture) FROM captures)`},
		{"no address", "UPDATE addresses SET url = char(2) WHERE address = (SELECT address FROM sightings WHERE capture = " +
			"(SELECT min(capture) FROM captures))"},
	} {
		t.Run(c.name, func(t *testing.T) {
			old, saved := sample.Many(t, articles+1), filepath.Join(t.TempDir(), "new.db")
			sample.Run(t, old, c.change)
			var lost []string
			n, err := rescue.Salvage(t.Context(), old, saved, "test", sample.Noon,
				func(err error) { lost = append(lost, err.Error()) })
			if err != nil || n.Articles != articles-1 || n.Lost == 0 {
				t.Errorf("saved %+v of %d articles, %v; %q", n, articles, err, lost)
			}
		})
	}
}

// TestSalvageRefuses: what is no archive stays as it is, and a file that is there is not written to.
func TestSalvageRefuses(t *testing.T) {
	dir := t.TempDir()
	foreign, taken := filepath.Join(dir, "foreign.db"), filepath.Join(dir, "taken.db")
	sample.Run(t, foreign, "CREATE TABLE t (x)")
	sample.Run(t, taken, "CREATE TABLE t (x)")
	for _, c := range []struct{ old, to, want string }{
		{foreign, filepath.Join(dir, "new.db"), "holds no record"},
		{filepath.Join(dir, "none.db"), filepath.Join(dir, "new.db"), "no such file"},
		{foreign, taken, "name a new file"},
	} {
		_, err := rescue.Salvage(t.Context(), c.old, c.to, "test", sample.Noon, func(error) {})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s to %s: %v", c.old, c.to, err)
		}
	}
	if all, _ := filepath.Glob(filepath.Join(dir, "*")); len(all) != 2 {
		t.Errorf("in the folder: %v", all)
	}
}

// TestSalvageDistrusts: a view in place of a table is not read: it may never end.
func TestSalvageDistrusts(t *testing.T) {
	old, saved := sample.Many(t, 2), filepath.Join(t.TempDir(), "new.db")
	sample.Run(t, old, "DROP TABLE accepted")
	sample.Run(t, old, `CREATE VIEW accepted AS WITH RECURSIVE r (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r)
		SELECT n AS text, n AS at FROM r`)
	_, err := rescue.Salvage(t.Context(), old, saved, "test", sample.Noon, func(error) {})
	if err == nil || !strings.Contains(err.Error(), "accepted is not a table") {
		t.Error(err)
	}
}
