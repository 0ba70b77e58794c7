package file

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func hello(w io.Writer) error {
	_, err := io.WriteString(w, "hello")
	return err
}

func content(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// only checks that a folder holds nothing but these files: no temporary one stays.
func only(t *testing.T, dir string, names ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if strings.Join(got, " ") != strings.Join(names, " ") {
		t.Errorf("%s holds %q, want %q", dir, got, names)
	}
}

func TestWriteKeepsMode(t *testing.T) {
	path := filepath.Join(t.TempDir(), "out")
	if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Write(path, hello); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 || content(t, path) != "hello" {
		t.Errorf("%v %v %q", err, info.Mode(), content(t, path))
	}
	only(t, filepath.Dir(path), "out")
}

func TestWriteFails(t *testing.T) {
	path := filepath.Join(t.TempDir(), "out")
	if err := os.WriteFile(path, []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	damaged := errors.New("damaged")
	err := Write(path, func(w io.Writer) error { return errors.Join(hello(w), damaged) })
	if !errors.Is(err, damaged) || content(t, path) != "old" {
		t.Errorf("%v, %q", err, content(t, path))
	}
	only(t, filepath.Dir(path), "out")
}

func TestWriteFollowsLinks(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "real"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, to := range map[string]string{"link": "real/out", "second": "link"} {
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 { // it is not there the first time
		if err := Write(filepath.Join(dir, "second"), hello); err != nil {
			t.Fatal(err)
		}
	}
	if content(t, filepath.Join(dir, "real", "out")) != "hello" {
		t.Error("the link's file is not written")
	}
	only(t, dir, "link", "real", "second")
	only(t, filepath.Join(dir, "real"), "out")
}

func TestWriteRefuses(t *testing.T) {
	dir := t.TempDir()
	loop := filepath.Join(dir, "loop")
	if err := os.Symlink("loop", loop); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		dir:                              "it is a folder",
		filepath.Join(dir, "no", "such"): "there is no folder " + filepath.Join(dir, "no"),
		loop:                             "too many symbolic links",
	} {
		if err := Write(path, hello); err == nil || !strings.Contains(err.Error(), want) ||
			!strings.Contains(err.Error(), path) {
			t.Errorf("%s: %v, want %s", path, err, want)
		}
	}
}

// TestWriteSharedMemory: what lies in /dev/shm is a file as any other.
func TestWriteSharedMemory(t *testing.T) {
	dir, err := os.MkdirTemp("/dev/shm", "mingpao-")
	if err != nil {
		t.Skip("no shared memory:", err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	for range 2 {
		if err := Write(filepath.Join(dir, "out"), hello); err != nil {
			t.Fatal(err)
		}
	}
	if got := content(t, filepath.Join(dir, "out")); got != "hello" {
		t.Errorf("%q", got)
	}
	only(t, dir, "out")
}

func TestWriteThrough(t *testing.T) {
	if err := Write(os.DevNull, hello); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(os.DevNull)
	if err != nil || info.Mode()&os.ModeDevice == 0 {
		t.Errorf("%s is no device any more: %v %v", os.DevNull, info.Mode(), err)
	}
	if _, err := os.Stat("/dev/full"); err == nil && Write("/dev/full", hello) == nil {
		t.Error("a full device takes it")
	}
}
