package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestFullDisk crawls onto a disk of 1 MB: the program says what is wrong, the archive opens, and with room again the
// next run completes the work.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	disk := filepath.Join(t.TempDir(), "disk")
	if err := os.Mkdir(disk, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("mingpao", disk, "tmpfs", 0, "size=1m"); err != nil {
		t.Skipf("a small disk needs root: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(disk, 0) })
	proxy, certificate := behindProxy(t, slowSite())
	crawlInto := func(db string) *exec.Cmd {
		return program(t, proxy, certificate, "crawl", "--quiet", "--delay", "0", "--db", db)
	}
	calm, db := filepath.Join(t.TempDir(), "calm.db"), filepath.Join(disk, "mingpao.db")
	if out, err := crawlInto(calm).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	cmd := crawlInto(db)
	out, _ := cmd.CombinedOutput()
	if code := cmd.ProcessState.ExitCode(); code != statusFailed ||
		!strings.Contains(string(out), "the disk is full; make room and run again") {
		t.Errorf("status %d: %s", code, out)
	}
	out, _ = program(t, "", "", "backup", filepath.Join(disk, "copy.db"), "--db", calm).CombinedOutput()
	if strings.Count(string(out), "the disk is full; make room") != 1 ||
		strings.Contains(string(out), "disk is full data") {
		t.Errorf("backup: %s", out)
	}
	if err := syscall.Mount("mingpao", disk, "tmpfs", syscall.MS_REMOUNT, "size=64m"); err != nil {
		t.Fatal(err)
	}
	checkIntegrity(t, db)
	if out, err := crawlInto(db).CombinedOutput(); err != nil {
		t.Fatalf("with room again: %v: %s", err, out)
	}
	if diff := cmp.Diff(contents(t, calm), contents(t, db)); diff != "" {
		t.Errorf("undisturbed (-) and resumed (+) differ:\n%s", diff)
	}
}
