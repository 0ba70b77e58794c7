//go:build unix

package file

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func TestWritePipe(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Skip(err)
	}
	written := make(chan error, 1)
	go func() { written <- Write(path, hello) }()
	b, err := os.ReadFile(path)
	if err != nil || string(b) != "hello" {
		t.Errorf("%q, %v", b, err)
	}
	if err := <-written; err != nil {
		t.Error(err)
	}
	if info, err := os.Lstat(path); err != nil || info.Mode()&os.ModeNamedPipe == 0 {
		t.Errorf("no pipe any more: %v", err)
	}
}

func TestWriteUmask(t *testing.T) {
	old := syscall.Umask(0o027)
	defer syscall.Umask(old)
	path := filepath.Join(t.TempDir(), "out")
	if err := Write(path, hello); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("%v %v, want 0640", err, info.Mode())
	}
}
