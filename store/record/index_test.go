package record_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mattn/go-sqlite3"

	"mingpao/store/internal/db"
	"mingpao/store/internal/index"
	"mingpao/store/internal/migrate"
	"mingpao/store/internal/sample"
	"mingpao/store/internal/upkeep"
	"mingpao/store/record"
)

// TestIndexWrittenOnce imports a batch: the index gets it in one piece. A piece for each article, written and merged
// again, took a third of the time of an import.
func TestIndexWrittenOnce(t *testing.T) {
	a := sample.Open(t)
	var batch []record.Sighting
	for i := range 40 {
		batch = append(batch, sample.Seen(i, fmt.Sprintf("早班先試%d個月。", i), sample.Noon))
	}
	if _, err := record.Import(t.Context(), a, 1, batch, sample.Noon); err != nil {
		t.Fatal(err)
	}
	pieces, _, err := db.One[int](t.Context(), a.View(), "SELECT count(*) FROM search_segdir")
	if err != nil || pieces != 1 {
		t.Errorf("the index has %d pieces, %v", pieces, err)
	}
	if n := sample.Matches(t, a, "個月"); n != 40 {
		t.Errorf("%d found", n)
	}
}

// TestIndexMadeOnce begins an archive, moves one of version 1, and repairs one: the index is made once, and nothing is
// written to it before.
func TestIndexMadeOnce(t *testing.T) {
	for name, path := range map[string]string{"new": filepath.Join(t.TempDir(), "new.db"),
		"old": sample.Fixture(t, "v1.sql")} {
		if err := db.Create(path); err != nil {
			t.Fatal(err)
		}
		d, err := db.Connect(t.Context(), path, "write")
		if err != nil {
			t.Fatal(err)
		}
		defer d.Close()
		a := d
		begin := func(ctx context.Context) error { return d.Migrate(ctx, migrate.BringUpToDate) }
		if got := indexSteps(t, a, begin); got != "made" && got != "made, written" {
			t.Errorf("%s: %s", name, got)
		}
		repair := func(ctx context.Context) error { return upkeep.Repair(ctx, a, 1) }
		if got := indexSteps(t, a, repair); got != "made" && got != "made, written" {
			t.Errorf("%s, repaired: %s", name, got)
		}
	}
}

// indexSteps is what becomes of the index while something is done with an archive.
func indexSteps(t *testing.T, a *db.DB, do func(context.Context) error) string {
	t.Helper()
	var steps []string
	watch(t, a, func(action int, table, _, _ string) int {
		switch {
		case action == sqlite3.SQLITE_CREATE_VTABLE:
			steps = append(steps, "made")
		case action == sqlite3.SQLITE_INSERT && table == "search" && !slices.Contains(steps, "written"):
			steps = append(steps, "written")
		}
		return sqlite3.SQLITE_OK
	})
	if err := do(t.Context()); err != nil {
		t.Fatal(err)
	}
	watch(t, a, nil)
	return strings.Join(steps, ", ")
}

// watch is told of what the archive's statements do.
func watch(t *testing.T, a *db.DB, told func(action int, table, more, database string) int) {
	t.Helper()
	conn, err := a.SQL.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.Raw(func(c any) error { c.(*sqlite3.SQLiteConn).RegisterAuthorizer(told); return nil }); err != nil {
		t.Fatal(err)
	}
}

// TestIndexWithinBatch lets one batch bring an article and what became of it, small and so large that the index is
// written in between.
func TestIndexWithinBatch(t *testing.T) {
	large := strings.Repeat("渡輪公司表示會檢討班次。", index.MaxNoted/100)
	for name, filler := range map[string]string{"small": "", "large": large} {
		t.Run(name, func(t *testing.T) {
			a := sample.Open(t)
			day := 24 * time.Hour
			batch := []record.Sighting{sample.Seen(1, "早班先試三個月。"+filler, sample.Noon),
				sample.Seen(2, "山徑封閉。"+filler, sample.Noon),
				sample.Seen(1, "早班先試六個月。"+filler, sample.Noon.Add(day)), sample.Seen(2, "山徑重開。", sample.Noon.Add(2*day))}
			if _, err := record.Import(t.Context(), a, 1, batch, sample.Noon.Add(3*day)); err != nil {
				t.Fatal(err)
			}
			for phrase, want := range map[string]int{"三個": 0, "六個": 1, "封閉": 0, "重開": 1, "離島": 2} {
				if got := sample.Matches(t, a, phrase); got != want {
					t.Errorf("search %s: %d, want %d", phrase, got, want)
				}
			}
			if _, err := a.SQL.Exec("INSERT INTO search (search) VALUES ('integrity-check')"); err != nil {
				t.Errorf("index: %v", err)
			}
		})
	}
}
