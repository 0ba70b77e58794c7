package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"mingpao/extract/site"
	"mingpao/store"
	"mingpao/store/frontier"
	"mingpao/store/queue"
)

// fullDisk is an output that takes nothing.
type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

// printing is what every command is called with to print something. Those without a line print nothing but words for
// people.
var printing = map[string]string{
	"list": "list", "show": "show 1772500000001", "search": "search 環島跑", "history": "history 1772500000001",
	"changes": "changes --since 2020-01-01", "follow": "follow", "digest": "digest --dry-run",
	"cite": "cite 1772500000001", "export": "export --format csv", "stats": "stats", "sections": "sections",
	"authors": "authors", "columns": "columns", "trend": "trend 環島跑", "concordance": "concordance 環島跑",
	"collocates": "collocates 環島跑 --often 1",
	"extract":    "extract ../../testdata/pages/pns-opinion.html", "status": "status", "check": "check",
	"verify":    "verify",
	"reextract": "reextract --dry-run",
	"remove":    "remove --list", "schedule": "schedule --contact me@example.org", "completion": "completion bash",
	"help": "help",
	"demo": "demo", "crawl": "crawl --orders", "runs": "runs", "seal": "seal", "sources": "sources",
	"calendar": "calendar", "report": "report -o -", "version": "version", "config": "config",
	"man": "", "import": "", "merge": "", "serve": "", "golden": "", "backup": "", "vacuum": "", "restore": "",
	"salvage": "", "undo": "",
}

// TestOutputFails gives every command an output that is full: what cannot be printed is a failure.
func TestOutputFails(t *testing.T) {
	db := filepath.Join(t.TempDir(), "mingpao.db")
	manyThings(t, db)
	t.Setenv("MINGPAO_DB", db)
	root := newRoot(streams{nil, fullDisk{}, fullDisk{}})
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		line, known := printing[c.Name()]
		if c.Runnable() && !known {
			t.Errorf("%s: no line of it is tried", c.Name())
		}
		for _, args := range [][]string{strings.Fields(line), {c.Name(), "--help"}} {
			if len(args) == 0 || c.Name() == "demo" && testing.Short() {
				continue
			}
			var errs bytes.Buffer
			if status := run(context.Background(), args, streams{nil, fullDisk{}, &errs}); status != statusFailed ||
				!strings.Contains(errs.String(), "no space left") {
				t.Errorf("%v: status %d: %s", args, status, errs.String())
			}
		}
	}
}

// followAll has everything followed from the beginning.
const followAll = `INSERT INTO follows (said, added, told) VALUES ('{"editions":["pns","ins"]}', '2026-03-01', 0)`

// manyThings makes an archive in which every command finds something to say.
func manyThings(t *testing.T, db string) {
	t.Helper()
	mustImport(t, db, "../../testdata/pages/pns-opinion.html", "../../testdata/pages/pns-column-paid.html")
	ageRules(t, db)
	other := filepath.Join(t.TempDir(), "other.db")
	lived(t, other)
	if status, _, errs := tryCommand(t, "merge", "--db", db, other); status != statusDone {
		t.Fatal(errs)
	}
	a, err := store.Open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	now := time.Now()
	if _, err := a.Frontier().NewOrder(t.Context(), queue.Want{From: "2026-03-01", To: "2026-03-02"}, now); err != nil {
		t.Fatal(err)
	}
	if err := a.Remove(t.Context(), []site.Ref{{Edition: site.Daily, ID: "1772726401001"}}, "", now); err != nil {
		t.Fatal(err)
	}
	run, err := a.Frontier().BeginRun(t.Context(), "crawl", "", now)
	if err == nil {
		err = a.Frontier().EndRun(t.Context(), run, frontier.Counts{}, statusDone, now)
	}
	if err == nil {
		err = a.Frontier().AddToCalendar(t.Context(), "2027-02-06", "2027-02-08", "no paper", now)
	}
	if err != nil {
		t.Fatal(err)
	}
	changeFile(t, db, "UPDATE versions SET sightings = 9")
	changeFile(t, db, followAll)
}

// TestOutputClosed starts the program without a standard output, and with a full one.
func TestOutputClosed(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("no /dev/full")
	}
	for _, redirection := range []string{">&-", ">/dev/full"} {
		for _, args := range [][]string{{"help"}, {"extract", "../../testdata/pages/pns-opinion.html"}} {
			cmd := program(t, "", "")
			cmd.Args = append([]string{"sh", "-c", `exec "$0" "$@" ` + redirection, cmd.Path}, args...)
			shell, err := exec.LookPath("sh")
			if err != nil {
				t.Skip(err)
			}
			cmd.Path = shell
			if out, _ := cmd.CombinedOutput(); cmd.ProcessState.ExitCode() != statusFailed ||
				!strings.Contains(string(out), "write") {
				t.Errorf("%v %s: status %d: %s", args, redirection, cmd.ProcessState.ExitCode(), out)
			}
		}
	}
}
