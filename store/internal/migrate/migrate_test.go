package migrate_test

import (
	"database/sql"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/mattn/go-sqlite3"

	"mingpao/extract/site"
	"mingpao/store/catalog"
	"mingpao/store/internal/db"
	"mingpao/store/internal/migrate"
	"mingpao/store/internal/sample"
	"mingpao/store/internal/upkeep"
	"mingpao/store/record"
)

// TestMigrationKeepsAll moves an archive of version 1: what it recorded is there, and what it called changed although
// only the rules had is one version.
func TestMigrationKeepsAll(t *testing.T) {
	path := sample.Fixture(t, "v1.sql")
	if _, err := upkeep.OpenToRead(t.Context(), path); err == nil || !strings.Contains(err.Error(),
		"vacuum brings it up to date") {
		t.Errorf("a reader: %v", err)
	}
	a, err := sample.Write(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	sample.Sound(t, a)
	for _, c := range []struct{ name, edition, id, want string }{
		{"edited, and seen again", site.Instant, "1772500000001",
			"new 2026-03-02T12:00:00+08:00 1, changed 2026-03-02T14:00:00+08:00 2"},
		{"the same bytes, other rules", site.Daily, "1772726401001", "new 2026-03-02T12:00:00+08:00 2"},
		{"read again by reextract", site.Daily, "1772380801001", "new 2026-03-02T12:00:00+08:00 1"},
		{"other bytes, other rules", site.Daily, "1772553601001", "new 2026-03-02T12:00:00+08:00 2"},
		{"gone", site.Instant, "1772800000002", "new 2026-03-02T12:00:00+08:00 1 gone 2026-03-03T13:00:00+08:00"},
		{"alias", site.Instant, "1772500000777", "new 2026-03-02T13:00:00+08:00 1"},
		{"excerpt", site.Daily, "1772812801001", "new 2026-03-02T12:00:00+08:00 1"},
		{"imported with its time", site.Instant, "1772600000001", "new 2026-02-28T12:00:00+08:00 1"},
	} {
		if got := versionsText(t, a, c.edition, c.id); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	for table, want := range map[string]int{"articles": 8, "captures": 10, "aliases": 1, "failures": 1, "pages": 9,
		"listings": 8, "runs": 3} {
		var got int
		if err := a.SQL.QueryRow("SELECT count(*) FROM " + table).Scan(&got); err != nil || got != want {
			t.Errorf("%s: %d rows, want %d, %v", table, got, want, err)
		}
	}
}

// TestMigrationNamesWitnesses: what an archive of before knows of whose word a look is becomes its witness; the rest is
// not recorded. A look that is imported again is the same look.
func TestMigrationNamesWitnesses(t *testing.T) {
	for _, c := range []struct{ fixture, change, want string }{
		{"v5.sql", "", "person given"},
		{"v5.sql", "UPDATE sightings SET source = 'fetched'", "import warc-date claims fetched"},
		{"v5.sql", "UPDATE sightings SET source = 'fetched'; UPDATE runs SET command = 'crawl'", "fetched fetched"},
		{"v5.sql", "UPDATE sightings SET source = 'file-time'", "none file-time"},
		{"v5.sql", "UPDATE sightings SET source = 'x' || char(27)", "import unknown claims x?"},
		{"v5.sql", `UPDATE sightings SET source = 'fetched'; UPDATE runs SET command = 'crawl',
			started = '2026-01-01T00:00:00+08:00';
			UPDATE runs SET command = 'merge', started = '2026-02-01T00:00:00+08:00' WHERE run = 1`, "archive fetched"},
		{"v1.sql", "", "fetched fetched, import archive-v1"},
	} {
		path := sample.Fixture(t, c.fixture)
		if c.change != "" {
			sample.Run(t, path, c.change)
		}
		a, err := sample.Write(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		sample.Sound(t, a)
		got, _, err := db.One[string](t.Context(), a.View(), `SELECT group_concat(word, ', ')
			FROM (SELECT DISTINCT kind || ' ' || source
			|| iif(claims = '', '', ' claims ' || claims) AS word FROM witnesses JOIN sightings USING (witness) ORDER BY 1)`)
		if err != nil || got != c.want {
			t.Errorf("%s %s: %q, want %q; %v", c.fixture, c.change, got, c.want, err)
		}
		a.Close()
	}
}

// TestMigratedLookIsImportedAgain: what version 1 had not said the source of, and a file now does, is one look.
func TestMigratedLookIsImportedAgain(t *testing.T) {
	a, err := sample.Write(t.Context(), sample.Fixture(t, "v1.sql"))
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	const id, want = "1772600000001", "new 2026-02-28T12:00:00+08:00 1"
	if got := versionsText(t, a, site.Instant, id); got != want {
		t.Fatalf("%s, want %s", got, want)
	}
	var again []record.Sighting
	for s, err := range upkeep.Sightings(t.Context(), a, catalog.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		if s.Article != nil && s.Article.ID == id {
			s.Witness, s.Source, s.SHA256 = record.Witness{Name: "again.warc.gz"}, site.TimeWARC, ""
			again = append(again, s)
		}
	}
	sample.Record(t, a, again...)
	if got := versionsText(t, a, site.Instant, id); got != want {
		t.Errorf("imported again: %s, want %s", got, want)
	}
	n, _, err := db.One[int](t.Context(), a.View(), "SELECT count(*) FROM looks WHERE url LIKE '%'||?", id)
	if err != nil || n < 2 {
		t.Errorf("%d looks, %v", n, err)
	}
}

// TestMigratedAgain: a copy of an archive of before has the same id each time: a merge can be repeated.
func TestMigratedAgain(t *testing.T) {
	ids := map[string]bool{}
	for range 2 {
		a, err := sample.Write(t.Context(), sample.Fixture(t, "v3.sql"))
		if err != nil {
			t.Fatal(err)
		}
		id, err := a.View().ArchiveID(t.Context())
		if ids[id] = true; err != nil || len(id) != 20 {
			t.Error(id, err)
		}
		a.Close()
	}
	if len(ids) != 1 {
		t.Error(ids)
	}
}

func versionsText(t *testing.T, a *db.DB, edition, id string) string {
	t.Helper()
	art, err := catalog.New(a).Find(t.Context(), edition, id)
	if err != nil {
		t.Fatalf("%s: %v", id, err)
	}
	versions, err := catalog.New(a).Versions(t.Context(), art.Number)
	if err != nil {
		t.Fatal(err)
	}
	var parts []string
	for _, v := range versions {
		parts = append(parts, string(v.Cause)+" "+v.Seen+" "+string(rune('0'+v.Sightings)))
	}
	text := strings.Join(parts, ", ")
	if art.Gone != "" {
		text += " gone " + art.Gone
	}
	return text
}

// TestMigrationIsWhole breaks the migration off, early and late: the archive is as it was, and the next try completes.
func TestMigrationIsWhole(t *testing.T) {
	for _, table := range []string{"heads", "coverage"} { // of the second step, and of the last
		t.Run(table, func(t *testing.T) {
			path := sample.Fixture(t, "v1.sql")
			sample.Run(t, path, "CREATE VIEW "+table+" AS SELECT 1") // in the way
			before := schemaOf(t, path)
			if _, err := sample.Write(t.Context(), path); err == nil {
				t.Fatal("migrated")
			}
			if diff := cmp.Diff(before, schemaOf(t, path)); diff != "" {
				t.Errorf("the archive is not as it was:\n%s", diff)
			}
			sample.Run(t, path, "DROP VIEW "+table)
			a, err := sample.Write(t.Context(), path)
			if err != nil {
				t.Fatal(err)
			}
			a.Close()
		})
	}
}

// TestMigrationIncludesIndex breaks the migration off where all its steps are done and the index is not.
func TestMigrationIncludesIndex(t *testing.T) {
	path := sample.Fixture(t, "v1.sql")
	before := schemaOf(t, path)
	d, err := db.Connect(t.Context(), path, "write")
	if err != nil {
		t.Fatal(err)
	}
	a := d
	refuse(t, a, sqlite3.SQLITE_INSERT, "folds")
	if err := a.Migrate(t.Context(), migrate.BringUpToDate); err == nil {
		t.Fatal("migrated")
	}
	a.Close()
	if diff := cmp.Diff(before, schemaOf(t, path)); diff != "" {
		t.Errorf("the archive is not as it was:\n%s", diff)
	}
}

// refuse makes statements fail that do something to a table.
func refuse(t *testing.T, a *db.DB, what int, table string) {
	t.Helper()
	conn, err := a.SQL.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.Raw(func(c any) error {
		c.(*sqlite3.SQLiteConn).RegisterAuthorizer(func(op int, name, _, _ string) int {
			if op == what && name == table {
				return sqlite3.SQLITE_DENY
			}
			return sqlite3.SQLITE_OK
		})
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

// schemaOf is what a file's tables are, and how many revisions there are in the table that version 1 has of them.
func schemaOf(t *testing.T, path string) []string {
	t.Helper()
	raw, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	all, err := db.Collect(t.Context(), db.View{Q: raw, Zip: nil, Path: path}, db.Column[string],
		"SELECT name || coalesce(sql, '') FROM sqlite_schema UNION ALL SELECT count(*) FROM revisions")
	if err != nil {
		t.Fatal(err)
	}
	return all
}
