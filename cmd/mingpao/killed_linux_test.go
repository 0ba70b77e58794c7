package main

import (
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/sys/unix"
)

// TestKilledCommands kills every command that writes at random moments, and takes what a disk would hold if the power
// had failed then: the archive is sound, and the next run gives what an undisturbed one gives. MINGPAO_KILLS is how
// often; without it, a third of the commands is killed once.
func TestKilledCommands(t *testing.T) {
	if testing.Short() {
		t.Skip("runs every command several times")
	}
	library := buildFaults(t)
	kills := numberOf(t, "MINGPAO_KILLS", 1)
	proxy, certificate := behindProxy(t, slowSite())
	starts := makeStarts(t)
	for _, command := range drawn("MINGPAO_KILLS", diskCommands) {
		if command.reads {
			continue
		}
		t.Run(command.name(), func(t *testing.T) {
			t.Parallel()
			f := &failingDisk{diskCommand: command, library: library, proxy: proxy, certificate: certificate,
				folder: starts[command.start]}
			f.calm(t)
			dir := f.begin(t)
			for i := range kills {
				f.kill(t, dir)
				f.failPower(t)
				if i%3 == 2 || i == kills-1 {
					f.resume(t, dir, "killed")
					dir = f.begin(t)
				}
			}
		})
	}
}

// moment is a time within the command's usual one, and a little behind it.
func (f *failingDisk) moment() time.Duration { return rand.N(f.usual + f.usual/8) }

// kill begins the command and kills it.
func (f *failingDisk) kill(t *testing.T, dir string) {
	t.Helper()
	cmd := program(t, f.proxy, f.certificate, f.args...)
	cmd.Dir, cmd.Env = dir, append(cmd.Env, "MINGPAO_DB=mingpao.db", "SQLITE_TMPDIR="+dir)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(f.moment())
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	if findings := f.findings(t, dir); findings != "" {
		t.Errorf("killed: the archive is not sound: %s", findings)
	}
}

// failPower begins the command, takes what the disk would hold at a moment, and lets the command be repeated on that.
func (f *failingDisk) failPower(t *testing.T) {
	t.Helper()
	dir := f.begin(t)
	before := map[string]os.FileInfo{}
	for _, path := range archivesIn(t, dir) {
		before[path], _ = os.Stat(path)
	}
	cmd := program(t, f.proxy, f.certificate, f.args...)
	cmd.Dir, cmd.Env = dir, append(cmd.Env, "MINGPAO_DB=mingpao.db", "SQLITE_TMPDIR="+dir)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(f.moment())
	halt(t, cmd.Process.Pid)
	left := filepath.Join(t.TempDir(), "left")
	if err := os.CopyFS(left, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	for path, info := range before {
		cutLog(t, filepath.Join(left, filepath.Base(path)), isUnchanged(path, info))
	}
	if findings := f.findings(t, left); findings != "" {
		t.Errorf("power lost: the archive is not sound: %s", findings)
	}
	f.resume(t, left, "power lost")
}

// halt stops a process, or waits for its end: every thread, which may be in a call on a file when it is told.
func halt(t *testing.T, pid int) {
	t.Helper()
	_ = syscall.Kill(pid, syscall.SIGSTOP)
	for {
		err := unix.Waitid(unix.P_PID, pid, nil, unix.WSTOPPED|unix.WEXITED|unix.WNOWAIT, nil)
		if err == nil {
			return
		}
		if !errors.Is(err, unix.EINTR) {
			t.Fatal(err)
		}
	}
}

func isUnchanged(path string, before os.FileInfo) bool {
	now, err := os.Stat(path)
	return err == nil && now.ModTime().Equal(before.ModTime())
}

// cutLog takes away what power does: what readers share, and as long as nothing has been moved out of the log into the
// archive, the log's unwritten end.
func cutLog(t *testing.T, path string, isUnchanged bool) {
	t.Helper()
	_ = os.Remove(path + "-shm")
	info, err := os.Stat(path + "-wal")
	if err != nil || info.Size() == 0 || !isUnchanged {
		return
	}
	if err := os.Truncate(path+"-wal", rand.Int64N(info.Size()+1)); err != nil {
		t.Fatal(err)
	}
}

// resume runs the command undisturbed, and compares.
func (f *failingDisk) resume(t *testing.T, dir, after string) {
	t.Helper()
	e := f.run(t, dir, diskFault{})
	if e.status != f.status && e.status != statusDone {
		t.Errorf("%s: the next run: status %d: %s", after, e.status, e.errs)
	}
	if diff := cmp.Diff(f.want, f.result(t, dir)); diff != "" {
		t.Errorf("%s: undisturbed (-) and resumed (+) differ:\n%s", after, diff)
	}
	if strings.HasPrefix(f.args[0], "remove") {
		noneIn(t, filepath.Join(dir, "mingpao.db"), removedText)
	}
}
