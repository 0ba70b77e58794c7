package migrate_test

import (
	"slices"
	"testing"

	"mingpao/store/internal/db"
	"mingpao/store/internal/sample"
	"mingpao/store/record"
)

// TestTablesDeclareKeys: tools that show a database make links of the keys that its tables declare. Datasette asks for
// the name or title of the row that is referred to, by the column that the key names, and ends where it names none.
func TestTablesDeclareKeys(t *testing.T) {
	for _, name := range []string{"", "v10.sql"} {
		path := t.TempDir() + "/new.db"
		if name != "" {
			path = sample.Fixture(t, name)
		}
		a, err := sample.Write(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		defer a.Close()
		keys, err := db.Collect(t.Context(), a.View(), db.Column[string], `SELECT t.name || '.' || k."from" || ' '
			|| k."table" ||
			'.' || coalesce(k."to", '?') FROM sqlite_schema AS t, pragma_foreign_key_list(t.name) AS k WHERE t.type = 'table'
			AND EXISTS (SELECT 1 FROM pragma_table_info(k."table") WHERE name IN ('name', 'title'))`)
		if err != nil {
			t.Fatal(err)
		}
		want := []string{"sightings.witness witnesses.witness", "witnesses.behind witnesses.witness"}
		for _, table := range record.DerivedTables[1:] {
			want = append(want, table.Name+".article heads.article")
		}
		slices.Sort(keys)
		slices.Sort(want)
		if !slices.Equal(keys, want) {
			t.Errorf("%q: %q, want %q", name, keys, want)
		}
	}
}
