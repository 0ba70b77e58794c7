package file

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
	"unsafe"
)

// TestWriteSyncs has a disk that cannot take what was written: the old file stays.
func TestWriteSyncs(t *testing.T) {
	path := filepath.Join(t.TempDir(), "out")
	if err := os.WriteFile(path, []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	written, noFilter := make(chan error), make(chan error, 1)
	go func() {
		runtime.LockOSThread() // for good: the thread ends with the goroutine
		if err := refuseSync(); err != nil {
			noFilter <- err
			close(written)
			return
		}
		written <- Write(path, hello)
	}()
	err := <-written
	if len(noFilter) > 0 {
		t.Skip("the system lets no call fail:", <-noFilter)
	}
	if !errors.Is(err, syscall.EIO) || content(t, path) != "old" {
		t.Errorf("%v, %q", err, content(t, path))
	}
	only(t, filepath.Dir(path), "out")
}

// refuseSync lets fsync fail in this thread, by a filter of system calls.
func refuseSync() error {
	const (
		noNewPrivileges = 38
		setFilter       = 22
		filterMode      = 2
		allow, fail     = 0x7fff0000, 0x00050000 | uint32(syscall.EIO)
	)
	filter := []syscall.SockFilter{
		{Code: syscall.BPF_LD | syscall.BPF_W | syscall.BPF_ABS}, // the number of the call
		{Code: syscall.BPF_JMP | syscall.BPF_JEQ | syscall.BPF_K, K: syscall.SYS_FSYNC, Jf: 1},
		{Code: syscall.BPF_RET | syscall.BPF_K, K: fail},
		{Code: syscall.BPF_RET | syscall.BPF_K, K: allow},
	}
	program := syscall.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]}
	if _, _, e := syscall.RawSyscall(syscall.SYS_PRCTL, noNewPrivileges, 1, 0); e != 0 {
		return e
	}
	_, _, e := syscall.RawSyscall(syscall.SYS_PRCTL, setFilter, filterMode, uintptr(unsafe.Pointer(&program)))
	if e != 0 {
		return e
	}
	return nil
}
