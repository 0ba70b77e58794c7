package main

import (
	"bytes"
	"database/sql"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mingpao/store"
	"mingpao/store/model"
	"mingpao/store/record"
)

// universes is how many are tried: all where MINGPAO_SEEDS is set.
func universes() uint64 {
	if os.Getenv("MINGPAO_SEEDS") != "" {
		return 300
	}
	return 4
}

// TestUniversesTravel: random looks, parted among two archives, are what the model says after a way through WARC files
// into a third, and from there into a fourth; each file says who saw what, brings the same where one of an earlier day
// came in before, and nothing to the archive that wrote it.
func TestUniversesTravel(t *testing.T) {
	for seed := range universes() {
		r := rand.New(rand.NewPCG(seed, 24))
		dir := t.TempDir()
		in := func(name string) string { return filepath.Join(dir, name) }
		all := slices.DeleteFunc(model.Universe(r), model.IsMistaken) // no import takes those
		some, others := model.Split(r, all)
		if min(len(some), len(others)) < 2 { // an archive of nothing is not written
			some, others = all, all
		}
		for name, looks := range map[string][]record.Sighting{"a": some, "b": others} {
			half := len(looks) / 2
			wrong := undergo(t, in(name+".db"), looks[:half], 0)
			exported(t, in(name+".db"), in("half-"+name+".warc"))
			undergo(t, in(name+".db"), nil, undergo(t, in(name+".db"), looks[half:], wrong))
			exported(t, in(name+".db"), in(name+".warc.gz"))
		}
		want, seen := dumpBy(t, in("a.db"), derived[1:]...), dumpBy(t, in("a.db"), witnessed[false])
		importInto(t, in("c.db"), in("a.warc.gz"))
		equal := func(what string, want, got []string) {
			t.Helper()
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("seed %d: %s:\n%s", seed, what, diff)
			}
		}
		equal("an archive (-) and what came back (+)", want, dumpBy(t, in("c.db"), derived[1:]...))
		equal("who saw what (-) and what came back (+)", seen, dumpBy(t, in("c.db"), witnessed[true]))
		importInto(t, in("c.db"), in("b.warc.gz"))
		importInto(t, in("d.db"), in("half-b.warc"), in("b.warc.gz"), in("a.warc.gz"))
		exported(t, in("c.db"), in("c.warc.gz"))
		importInto(t, in("e.db"), in("c.warc.gz"))
		for _, name := range []string{"c.db", "d.db", "e.db"} {
			equal("the model (-) and "+name+" (+)", model.Rows(all), says(t, in(name)))
		}
		importInto(t, in("a.db"), in("a.warc.gz"))
		equal("what left (-) and what came home (+)", seen, dumpBy(t, in("a.db"), witnessed[false]))
	}
}

// undergo records looks, those that are wrong in a run of their own, and takes back a run that was wrong; 0: none. It
// returns the one that still is.
func undergo(t *testing.T, path string, looks []record.Sighting, undone int64) (wrong int64) {
	t.Helper()
	now := model.Start.AddDate(0, 1, 0)
	a, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	begin := func(command string) int64 {
		n, err := a.Frontier().BeginRun(t.Context(), command, "test", now)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	right, wrong := begin("crawl"), begin("import")
	brought := 0
	for _, s := range looks {
		run := right
		if model.IsWrong(s) {
			run = wrong
			brought++
		}
		if _, err := a.Record(t.Context(), run, []record.Sighting{s}, now); err != nil {
			t.Fatal(err)
		}
	}
	if undone != 0 {
		if _, err := a.Undo(t.Context(), begin("undo"), undone, "wrong 錯", now); err != nil {
			t.Fatal(err)
		}
	}
	if brought == 0 {
		return 0
	}
	return wrong
}

func exported(t *testing.T, db, file string) {
	t.Helper()
	runIn(t, nil, 0, "export", "--db", db, "--format", "warc", "-o", file)
}

// importInto imports files; some looks may go on waiting.
func importInto(t *testing.T, db string, files ...string) {
	t.Helper()
	var out bytes.Buffer
	status := run(t.Context(), append([]string{"import", "--db", db}, files...), streams{nil, io.Discard, &out})
	if status != 0 && !strings.Contains(out.String(), " for the page that") {
		t.Fatalf("import: status %d: %s", status, &out)
	}
}

// says is what an archive says, in the words of the model.
func says(t *testing.T, path string) (rows []string) {
	t.Helper()
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	lines, err := db.Query(model.Query)
	if err != nil {
		t.Fatal(err)
	}
	defer lines.Close()
	for lines.Next() {
		var row string
		if err := lines.Scan(&row); err != nil {
			t.Fatal(err)
		}
		rows = append(rows, row)
	}
	return model.Sorted(rows)
}
