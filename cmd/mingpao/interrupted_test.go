package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"mingpao/testdata"
)

// beforeMain is the status of a program that a signal ended before it could ask for it.
const beforeMain = -1

// TestInterrupt: Ctrl-C ends every command that reads or writes an archive within a second, and what was finished is
// kept.
func TestInterrupt(t *testing.T) {
	if testing.Short() {
		t.Skip("makes an archive of hundreds of articles")
	}
	const articles = 400
	t.Parallel()
	dir := t.TempDir()
	saved, db := filepath.Join(dir, "saved"), filepath.Join(dir, "mingpao.db")
	if err := os.Mkdir(saved, 0o755); err != nil {
		t.Fatal(err)
	}
	page := string(testdata.Page("pns-opinion.html"))
	for i := range articles {
		id := strconv.Itoa(1_772_726_000_000 + i)
		body := strings.ReplaceAll(page, "1772726401001", id)
		if err := os.WriteFile(filepath.Join(saved, id+".html"), []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if out, err := program(t, "", "", "import", "--db", db, saved).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for _, args := range [][]string{
		{"list"}, {"search", "圖書館"}, {"export", "--format", "jsonl"}, {"export", "--format", "warc", "-o", "-"}, {"stats"},
		{"verify"},
		{"reextract"}, {"vacuum"}, {"backup", filepath.Join(dir, "copy.db")}, {"import", saved}, {"verify", "--repair"},
	} {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			cmd := program(t, "", "", append(args, "--db", db)...)
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			time.Sleep(150 * time.Millisecond)
			began := time.Now()
			_ = cmd.Process.Signal(syscall.SIGINT)
			err := cmd.Wait()
			if took := time.Since(began); took > 5*time.Second { // a second on a machine that is not busy
				t.Errorf("ended after %v", took)
			}
			var failed *exec.ExitError
			if errors.As(err, &failed) && failed.ExitCode() != statusInterrupted && failed.ExitCode() != beforeMain {
				t.Errorf("status %d", failed.ExitCode())
			}
		})
	}
	interruptOutputs(t, db)
	if got := len(contents(t, db)); got != articles {
		t.Errorf("%d articles are left of %d", got, articles)
	}
}
