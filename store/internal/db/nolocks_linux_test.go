package db_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"

	"mingpao/store/internal/sample"
)

// toWrite names the archive that the child of TestNoLocks opens.
const toWrite = "MINGPAO_TEST_WRITE"

// TestNoLocks: a file system without locks is not another program that writes, and nobody waits for it.
func TestNoLocks(t *testing.T) {
	if path := os.Getenv(toWrite); path != "" {
		_, err := sample.Write(t.Context(), path)
		t.Fatal(err)
	}
	a, path := sample.Filled(t)
	a.Close()
	for _, c := range []struct {
		name, path string
		without    []uint32
	}{
		{"SQLite has none", path, []uint32{unix.SYS_FCNTL}},
		{"SQLite has none, a new archive", filepath.Join(t.TempDir(), "new.db"), []uint32{unix.SYS_FCNTL}},
		{"nobody has any", path, []uint32{unix.SYS_FCNTL, unix.SYS_FLOCK}},
	} {
		t.Run(c.name, func(t *testing.T) {
			began := time.Now()
			out := withoutLocks(t, c.without, toWrite+"="+c.path)
			if !strings.Contains(out, "its file system has no locks") || strings.Contains(out, "another program") {
				t.Errorf("%v later: %s", time.Since(began), out)
			}
		})
	}
}

// withoutLocks runs this test as a process to which the system refuses locks, as a file system does that has none.
func withoutLocks(t *testing.T, calls []uint32, env string) string {
	t.Helper()
	type result struct {
		out string
		err error
	}
	done := make(chan result)
	go func() {
		runtime.LockOSThread() // and never unlock it: the filter stays, and goes with the thread
		if err := refuseLocks(calls); err != nil {
			done <- result{"", err}
			return
		}
		cmd := exec.Command(os.Args[0], "-test.run=^TestNoLocks$")
		cmd.Env = append(os.Environ(), env)
		out, _ := cmd.CombinedOutput()
		done <- result{string(out), nil}
	}()
	r := <-done
	if r.err != nil {
		t.Skip(r.err)
	}
	return r.out
}

// refuseLocks has the system answer ENOLCK to this thread, and to what it begins, when it asks for a lock.
func refuseLocks(calls []uint32) error {
	const call, second = 0, 16 + 8 // of seccomp_data: the number, and the low half of the second argument
	load := func(at uint32) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: at}
	}
	skipUnless := func(k uint32, n uint8) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, Jf: n, K: k}
	}
	answer := func(k uint32) unix.SockFilter { return unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: k} }
	refused := answer(unix.SECCOMP_RET_ERRNO | uint32(unix.ENOLCK))
	program := []unix.SockFilter{load(call)}
	for _, c := range calls {
		if c == unix.SYS_FCNTL {
			program = append(program, skipUnless(c, 4), load(second), skipUnless(unix.F_SETLK, 1), refused, load(call))
		} else {
			program = append(program, skipUnless(c, 1), refused)
		}
	}
	program = append(program, answer(unix.SECCOMP_RET_ALLOW))
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return err
	}
	filter := unix.SockFprog{Len: uint16(len(program)), Filter: &program[0]}
	return unix.Prctl(unix.PR_SET_SECCOMP, unix.SECCOMP_MODE_FILTER, uintptr(unsafe.Pointer(&filter)), 0, 0)
}
