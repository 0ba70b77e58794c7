package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mingpao/store"
	"mingpao/testdata"
)

// TestDiskFails makes one call on the archive's files fail, or all from then on, at random places of every command that
// touches an archive: the program says what is wrong with the right status and ends; the archive is sound, and the next
// run gives what an undisturbed one gives. MINGPAO_FAULTS is how many places are tried of each command that writes; of
// others, a quarter as many; without it, one place of a third of the commands.
func TestDiskFails(t *testing.T) {
	library := buildFaults(t)
	faults := numberOf(t, "MINGPAO_FAULTS", 1)
	proxy, certificate := behindProxy(t, testdata.NewSite())
	starts := makeStarts(t)
	for _, command := range drawn("MINGPAO_FAULTS", diskCommands) {
		t.Run(command.name(), func(t *testing.T) {
			t.Parallel()
			f := &failingDisk{diskCommand: command, library: library, proxy: proxy, certificate: certificate,
				folder: starts[command.start]}
			f.calm(t)
			for range f.places(faults) {
				f.try(t, f.pick(t))
			}
		})
	}
}

// buildFaults builds the library that makes calls fail.
func buildFaults(t *testing.T) string {
	t.Helper()
	compiler := os.Getenv("CC")
	if compiler == "" {
		compiler = "gcc"
	}
	library := filepath.Join(t.TempDir(), "faults.so")
	out, err := exec.Command(compiler, "-shared", "-fPIC", "-o", library, "testdata/faults.c", "-ldl").CombinedOutput()
	if err != nil {
		t.Skipf("no library that makes calls fail: %v: %s", err, out)
	}
	return library
}

// A diskFault is how the disk fails: from a call on, up to another.
type diskFault struct {
	kind     string // read or write
	at, last int64  // 0: never; 0: for ever
	errno    syscall.Errno
	isTorn   bool // a write that fails has written the half
}

func (d diskFault) String() string {
	return fmt.Sprintf("%s %d to %d: %v, torn %t", d.kind, d.at, d.last, d.errno, d.isTorn)
}

// failingDisk is a command, and what it does when nothing fails.
type failingDisk struct {
	diskCommand
	library, proxy, certificate string
	folder                      string // that it starts from

	usual  time.Duration // that it takes
	calls  map[string]int64
	status int
	out    string
	want   []string
}

// calm runs the command undisturbed, and counts its calls.
func (f *failingDisk) calm(t *testing.T) {
	t.Helper()
	dir, began := f.begin(t), time.Now()
	e := f.run(t, dir, diskFault{})
	f.usual = time.Since(began)
	f.calls, f.status, f.out, f.want = e.calls, e.status, e.out, f.result(t, dir)
	if e.status != f.ends {
		t.Fatalf("undisturbed: status %d: %s", e.status, e.errs)
	}
	if f.calls["read"] == 0 {
		t.Fatal("no call on the archive was counted")
	}
}

// places is how many places of the command are tried: an archive that is only read can be harmed at fewer.
func (f *failingDisk) places(faults int) int {
	if f.reads {
		return (faults + 3) / 4
	}
	return faults
}

// pick picks a fault: three of four of writing, where there is any.
func (f *failingDisk) pick(t *testing.T) diskFault {
	t.Helper()
	d := diskFault{kind: "read", errno: syscall.EIO}
	if f.calls["write"] > 0 && rand.IntN(4) > 0 {
		d.kind = "write"
		d.errno = []syscall.Errno{syscall.EIO, syscall.ENOSPC}[rand.IntN(2)]
		d.isTorn = rand.IntN(2) == 0
	}
	d.at = 1 + rand.Int64N(f.calls[d.kind])
	d.last = d.at * rand.Int64N(2)
	return d
}

// try runs the command with a fault, and again without.
func (f *failingDisk) try(t *testing.T, d diskFault) {
	t.Helper()
	dir := f.begin(t)
	e := f.run(t, dir, d)
	said := e.out == f.out || f.calls["write"] > 0 // what a writer has done stands in the record
	allDone := e.status == f.status && said && cmp.Equal(f.want, f.result(t, dir))
	switch {
	case allDone: // SQLite got over it: it could not tidy up, or read what it did not need
	case e.status != statusFailed && e.status != statusPartly:
		t.Errorf("%v: status %d: %s", d, e.status, e.errs)
	case !isClear(e.errs):
		t.Errorf("%v: not clear: %s", d, e.errs)
	}
	if e.status == statusDone && f.args[0] == "remove" {
		noneIn(t, filepath.Join(dir, "mingpao.db"), removedText)
	}
	if findings := f.findings(t, dir); findings != "" {
		t.Errorf("%v: the archive is not sound: %s", d, findings)
	}
	again := f.run(t, dir, diskFault{})
	if again.status != f.status && !(allDone && again.status == statusDone) {
		t.Errorf("%v: the next run: status %d: %s", d, again.status, again.errs)
	}
	if diff := cmp.Diff(f.want, f.result(t, dir)); diff != "" {
		t.Errorf("%v: undisturbed (-) and run again (+) differ:\n%s", d, diff)
	}
}

// isClear tells words for people from a trace of the program, from silence, and from a flood. What the disk does not
// give of an article SQLite calls malformed, and it has a line.
func isClear(errs string) bool {
	lines := 0
	for line := range strings.Lines(errs) {
		if strings.Contains(line, "goroutine ") || strings.Contains(line, "panic") {
			return false
		}
		if !strings.Contains(line, "malformed") {
			lines++
		}
	}
	return errs != "" && lines < 12
}

// begin is a folder as the command finds it.
func (f *failingDisk) begin(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), fmt.Sprint(rand.Uint32()))
	if err := os.CopyFS(dir, os.DirFS(f.folder)); err != nil {
		t.Fatal(err)
	}
	return dir
}

// ended is how a command ended.
type ended struct {
	status    int
	out, errs string
	calls     map[string]int64
}

// run runs the command in a folder whose disk fails.
func (f *failingDisk) run(t *testing.T, dir string, d diskFault) ended {
	t.Helper()
	counter := filepath.Join(t.TempDir(), "calls")
	if err := os.WriteFile(counter, make([]byte, 16), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	model := program(t, f.proxy, f.certificate, f.args...)
	cmd := exec.CommandContext(ctx, model.Path, f.args...)
	var out, errs bytes.Buffer
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &out, &errs
	cmd.Env = append(model.Env, "MINGPAO_DB=mingpao.db", "SQLITE_TMPDIR="+dir, "LD_PRELOAD="+f.library, "FAULT_PATH="+dir,
		"FAULT_CALLS="+counter, "FAULT_KIND="+d.kind, fmt.Sprint("FAULT_AT=", d.at), fmt.Sprint("FAULT_LAST=", d.last),
		fmt.Sprint("FAULT_ERRNO=", int(d.errno)), "FAULT_TORN="+map[bool]string{true: "1"}[d.isTorn])
	if f.reads { // what is said of an archive depends on the time; what is written may not come before what is there
		cmd.Env = append(cmd.Env, "MINGPAO_NOW="+demoDay.Format(time.RFC3339))
	}
	_ = cmd.Run()
	if ctx.Err() != nil {
		t.Errorf("%v: it hangs: %s", d, &errs)
	}
	count, err := os.ReadFile(counter)
	if err != nil {
		t.Fatal(err)
	}
	calls := map[string]int64{"read": int64(binary.NativeEndian.Uint64(count)),
		"write": int64(binary.NativeEndian.Uint64(count[8:]))}
	return ended{cmd.ProcessState.ExitCode(), out.String(), errs.String(), calls}
}

// findings is what verify says of every archive in a folder; one that is yet to be made or brought
// up to date is as it was.
func (f *failingDisk) findings(t *testing.T, dir string) string {
	t.Helper()
	var all []string
	for _, path := range archivesIn(t, dir) {
		status, out, errs := tryCommand(t, "verify", "--db", path)
		isUntouched := f.start == "old" && strings.Contains(errs, "older version") || strings.Contains(errs, "it is empty")
		isPending := strings.TrimSpace(out) == store.ErrPending.Error() // a removal was cut short, as is said
		if status != statusDone && !isUntouched && !isPending && !f.isHarmed {
			all = append(all, filepath.Base(path)+": "+out+errs)
		}
	}
	return strings.Join(all, "\n")
}

func archivesIn(t *testing.T, dir string) []string {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(dir, "*.db"))
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(all, func(path string) bool {
		info, err := os.Stat(path)
		return err != nil || info.Size() == 0 // not made yet
	})
}

// result is the record that every archive in a folder holds.
func (f *failingDisk) result(t *testing.T, dir string) (all []string) {
	t.Helper()
	for _, path := range archivesIn(t, dir) {
		all = append(all, filepath.Base(path))
		all = append(all, recordIn(t, path)...)
	}
	return all
}

// noneIn expects that a file holds no text.
func noneIn(t *testing.T, path, text string) {
	t.Helper()
	for _, suffix := range []string{"", "-wal"} {
		if b, err := os.ReadFile(path + suffix); err == nil && bytes.Contains(b, []byte(text)) {
			t.Errorf("removed, and %s still has it", path+suffix)
		}
	}
}
