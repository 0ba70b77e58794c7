//go:build unix

package main

import (
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"mingpao/cmd/mingpao/internal/cli"
)

// TestSignalTwice: timeout(1) sends its signal to the program, and again to its group: that is one interruption.
func TestSignalTwice(t *testing.T) {
	db := filepath.Join(t.TempDir(), "mingpao.db")
	if out, err := program(t, "", "", "import", "--db", db,
		"../../testdata/pages/pns-opinion.html").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	other, err := exec.LookPath("sqlite3")
	if err != nil {
		t.Skip("no sqlite3, which keeps a run waiting")
	}
	holds := exec.Command(other, db)
	in, err := holds.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := holds.Start(); err != nil {
		t.Fatal(err)
	}
	defer holds.Wait()
	defer in.Close()
	if _, err := in.Write([]byte("BEGIN EXCLUSIVE;\n")); err != nil {
		t.Fatal(err)
	}
	time.Sleep(200 * time.Millisecond) // until it has the lock
	cmd := program(t, "", "", "import", "--db", db, "../../testdata/pages/pns-opinion.html")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(500 * time.Millisecond) // it waits for the lock, and SQLite cannot be interrupted there
	for range 2 {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		time.Sleep(20 * time.Millisecond)
	}
	_ = cmd.Wait()
	if got := cmd.ProcessState.ExitCode(); got != cli.Interrupted {
		t.Errorf("%v, want status %d", cmd.ProcessState, cli.Interrupted)
	}
}
