package db_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mingpao/store/internal/db"
	"mingpao/store/internal/sample"
	"mingpao/store/internal/upkeep"
)

// TestSchemasAreSQLites: what is worked out from the text of the migrations is what SQLite makes of them.
func TestSchemasAreSQLites(t *testing.T) {
	all, err := db.Schemas()
	if err != nil {
		t.Fatal(err)
	}
	steps, err := db.Migrations()
	if err != nil {
		t.Fatal(err)
	}
	raw, err := sql.Open("sqlite3", filepath.Join(t.TempDir(), "steps.db")+"?_journal_mode=OFF&_synchronous=OFF")
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	raw.SetMaxOpenConns(1)
	statements := "PRAGMA legacy_alter_table = ON;"
	for i, step := range steps {
		if i+1 == db.SightingsStep {
			step = db.SetAside + step + db.DropAside + db.EmptyIndex
		}
		if i+1 == db.WitnessesStep {
			step += db.DropSightings
		}
		statements += step
		if _, err := raw.Exec(statements); err != nil {
			t.Fatal(err)
		}
		statements = ""
		found, err := db.View{Q: raw, Zip: nil, Path: ""}.Named(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		ours, sqlites := map[string]string{}, map[string]string{}
		for _, n := range found {
			sqlites[n.Name] = strings.Join(db.TokensOf(n.Text), " ")
			if m := all[i+1][n.Name]; n.Kind != m.Kind || m.Table != "" && m.Table != n.Table {
				t.Errorf("version %d: %s is a %s of %s, not a %s of %s", i+1, n.Name, n.Kind, n.Table, m.Kind, m.Table)
			}
			if m := all[i+1][n.Name]; m.Text == nil && m.SQL != n.Text { // not as fast as it could be
				t.Errorf("version %d: %s is kept as %q, not %q", i+1, n.Name, n.Text, m.SQL)
			}
		}
		for name, m := range all[i+1] {
			ours[name] = strings.Join(m.Tokens(), " ")
		}
		if diff := cmp.Diff(sqlites, ours); diff != "" {
			t.Errorf("version %d:\n%s", i+1, diff)
		}
	}
}

// endless is a view that never ends.
const endless = " AS WITH RECURSIVE more (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM more) SELECT n AS text, n AS " +
	"hash, 'x' AS body FROM more"

// TestStrangeArchive opens files in which something is in the place of what we made, or acts on it: they are
// refused in one line and stay as they are. Some of them hung every command that reads.
func TestStrangeArchive(t *testing.T) {
	a, path := sample.Filled(t)
	a.Close()
	for _, c := range []struct{ name, change, want string }{
		{"endless view in place of a table", "DROP TABLE texts; CREATE VIEW texts" + endless,
			"its view texts is not one that mingpao made"},
		{"in other letters", "DROP TABLE texts; CREATE VIEW TEXTS" + endless, "its view texts is not one that mingpao made"},
		{"another view", "DROP VIEW revisions; CREATE VIEW revisions" + endless, "view revisions is not the one"},
		{"endless index", "DROP VIEW search_text; CREATE VIEW search_text" + endless, "view search_text is not the one"},
		{"table in place of a view", "DROP VIEW articles; CREATE TABLE articles (article)",
			"its table articles is not one that mingpao made"},
		{"computed column",
			"DROP TABLE accepted; CREATE TABLE accepted (text TEXT PRIMARY KEY, at TEXT AS (hex(zeroblob(9)))) ",
			"table accepted is not the one"},
		{"another module", "DROP TABLE search; CREATE VIRTUAL TABLE search USING rtree (docid, body, title)",
			"table search is not the one"},
		{"table in place of an index", "DROP INDEX heads_day; CREATE TABLE heads_day (x)",
			"its table heads_day is not one that mingpao made"},
		{"trigger", "CREATE TRIGGER \"evil \x1b]52\" AFTER DELETE ON heads BEGIN DELETE FROM sightings; END",
			`a trigger, "evil \x1b]52", acts on its table heads`},
		{"trigger on a view", "CREATE TRIGGER t INSTEAD OF DELETE ON articles BEGIN DELETE FROM heads; END",
			"acts on its table articles"},
		{"missing", "DROP TABLE listings", "its table listings is missing"},
	} {
		t.Run(c.name, func(t *testing.T) {
			strange := filepath.Join(t.TempDir(), "strange.db")
			if err := os.WriteFile(strange, []byte(read(t, path)), 0o644); err != nil {
				t.Fatal(err)
			}
			sample.Run(t, strange, "PRAGMA foreign_keys = OFF;"+c.change)
			before := read(t, strange)
			for name, open := range map[string]func() (*db.DB, error){
				"read":  func() (*db.DB, error) { return upkeep.OpenToRead(t.Context(), strange) },
				"write": func() (*db.DB, error) { return sample.Write(t.Context(), strange) },
			} {
				b, err := open()
				if err == nil {
					b.Close()
				}
				if err == nil || !strings.Contains(err.Error(), c.want) || strings.ContainsAny(err.Error(), "\n\x1b") {
					t.Errorf("%s: %v", name, err)
				}
			}
			if read(t, strange) != before {
				t.Error("the file was changed")
			}
		})
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestSameSchemaInOtherWords opens an archive whose tables another tool has written: with other quotation marks, and a
// column of its own.
func TestSameSchemaInOtherWords(t *testing.T) {
	a, path := sample.Filled(t)
	a.Close()
	sample.Run(t, path, `DROP TABLE accepted; CREATE  table "Accepted" ([text] TEXT  primary key, -- ours
		at TEXT NOT NULL) STRICT, WITHOUT ROWID;
		DROP TABLE troubles; CREATE TABLE troubles (trouble TEXT PRIMARY KEY, since TEXT, told TEXT, line TEXT, cause TEXT, `+
		`subject TEXT);
		ALTER TABLE heads ADD COLUMN mark TEXT; DROP INDEX heads_day; CREATE INDEX heads_day ON heads (published)`)
	b, err := sample.Write(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	b.Close()
}

const notes = `CREATE TABLE notes (article INTEGER REFERENCES %[1]s ON DELETE CASCADE, note TEXT);

	CREATE INDEX notes_article ON notes (article);
	CREATE VIEW shown AS SELECT title, note FROM %[1]s JOIN notes USING (article);
	CREATE TRIGGER counted AFTER DELETE ON notes BEGIN INSERT INTO notes (note) VALUES ('lost'); END;
	INSERT INTO notes SELECT article, '讀過' FROM %[1]s;`

// TestOthersAreLeftAlone: what a person keeps beside the archive's tables stays as it is, whatever happens to ours, and
// keeps nothing of it from happening.
func TestOthersAreLeftAlone(t *testing.T) {
	for _, c := range []struct {
		name, table string
		path        func() string
	}{
		{"today", "heads", func() string {
			a, path := sample.Filled(t)
			a.Close()
			return path
		}},
		{"migrated", "articles", func() string { return sample.Fixture(t, "v1.sql") }},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := c.path()
			sample.Run(t, path, strings.ReplaceAll(notes, "%[1]s", c.table))
			count := func(raw *sql.DB) (n [3]int) {
				err := raw.QueryRow(`SELECT (SELECT count(*) FROM notes WHERE note = '讀過'), (SELECT count(*) FROM shown),
					(SELECT count(*) FROM notes WHERE note = 'lost')`).Scan(&n[0], &n[1], &n[2])
				if err != nil {
					t.Error(err)
				}
				return n
			}
			a, err := sample.Write(t.Context(), path)
			if err != nil {
				t.Fatal(err)
			}
			defer a.Close()
			before := count(a.SQL)
			if before[0] == 0 {
				t.Fatal("no notes")
			}
			sample.Do(t, a, "UPDATE heads SET title = ''; UPDATE versions SET seen = ''") // they are written anew
			if err := upkeep.Repair(t.Context(), a, 1); err != nil {
				t.Fatal(err)
			}
			if got := count(a.SQL); got[0] != before[0] || got[2] != 0 {
				t.Errorf("%v, want %v", got, before)
			}
			others, err := a.Others(t.Context())
			want := []string{"index notes_article", "table notes", "trigger counted", "view shown"}
			if slices.Sort(others); err != nil || !slices.Equal(others, want) {
				t.Errorf("%v, %v", others, err)
			}
			other := sample.OpenAt(t, filepath.Join(t.TempDir(), "other.db"))
			if _, err := upkeep.Merge(t.Context(), other, a, 1, time.Now(), func(err error) { t.Error(err) }); err != nil {
				t.Error(err)
			}
			if got, err := other.Others(t.Context()); len(got) > 0 || err != nil {
				t.Errorf("merged: %v, %v", got, err)
			}
		})
	}
}

func BenchmarkCheckNames(b *testing.B) {
	a, err := sample.Write(b.Context(), filepath.Join(b.TempDir(), "mingpao.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer a.Close()
	all, _ := db.Schemas()
	for b.Loop() {
		if err := a.View().CheckNames(b.Context(), len(all)-1); err != nil {
			b.Fatal(err)
		}
	}
}
