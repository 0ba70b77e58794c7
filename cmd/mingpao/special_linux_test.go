package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"mingpao/testdata"
)

// TestSpecialFiles gives commands what is no file, or has no end: it is passed over, refused or read to a limit, and
// never waited for.
func TestSpecialFiles(t *testing.T) {
	dir := t.TempDir()
	pipe, loop, folder := filepath.Join(dir, "pipe"), filepath.Join(dir, "loop"), filepath.Join(dir, "saved")
	for _, err := range []error{
		syscall.Mkfifo(pipe, 0o600), os.Symlink("loop", loop), os.Mkdir(folder, 0o755),
		os.WriteFile(filepath.Join(folder, "page.html"), testdata.Page("pns-opinion.html"), 0o600),
		syscall.Mkfifo(filepath.Join(folder, "pipe.html"), 0o600),
		os.Symlink("/dev/zero", filepath.Join(folder, "zero.html")),
		os.Symlink(".", filepath.Join(folder, "self")), os.Symlink("loop.html", filepath.Join(folder, "loop.html")),
		syscall.Mkfifo(filepath.Join(folder, "metadata.json"), 0o600),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	db := filepath.Join(dir, "mingpao.db")
	mustImport(t, db, "../../testdata/pages/pns-opinion.html")
	for _, c := range []struct {
		args   []string
		status int
		said   string
	}{
		{[]string{"extract", folder}, statusPartly, "loop.html: too many levels of symbolic links"},
		{[]string{"import", "--db", filepath.Join(dir, "new.db"), folder}, statusPartly, "metadata.json: not a file"},
		{[]string{"extract", "/dev/zero"}, statusPartly, "larger than"},
		{[]string{"extract", "/dev/null"}, statusPartly, "empty"},
		{[]string{"extract", pipe}, statusPartly, "empty"},
		{[]string{"extract", loop}, statusPartly, "symbolic links"},
		{[]string{"list", "--db", pipe}, statusFailed, "not a plain file"},
		{[]string{"list", "--db", "/dev/zero"}, statusFailed, "not a plain file"},
		{[]string{"import", "--db", loop, folder}, statusFailed, "too many"},
		{[]string{"merge", "--db", db, pipe}, statusFailed, "not a plain file"},
		{[]string{"backup", "--db", db, "/dev/null"}, statusFailed, "not a plain file"},
		{[]string{"export", "--format", "csv", "--db", db, "-o", "/dev/full"}, statusFailed, "no space left"},
		{[]string{"export", "--format", "csv", "--db", db, "-o", loop}, statusFailed, "too many symbolic links"},
	} {
		t.Run(strings.Join(c.args, " "), func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
			defer cancel()
			ended := make(chan bool)
			go func() {
				defer close(ended)
				status, _, errs := tryCommandIn(ctx, c.args...)
				if status != c.status || !strings.Contains(errs, c.said) {
					t.Errorf("status %d, want %d: %s", status, c.status, errs)
				}
			}()
			select {
			case <-ended:
			case <-ctx.Done():
				t.Fatal("it waits")
			}
		})
	}
}
