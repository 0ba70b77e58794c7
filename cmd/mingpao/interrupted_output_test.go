package main

import (
	"bytes"
	"context"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"mingpao/cmd/mingpao/internal/export"
)

// outputs are the commands that write a file which a person names, with the last words before its name.
func outputs() (all [][]string) {
	for _, f := range export.Formats() {
		if !f.Folder {
			all = append(all, []string{"export", "--format", f.Name, "-o"})
		}
	}
	return append(all, []string{"backup"})
}

// countdown is a context that ends when it was asked so many times whether it has.
type countdown struct {
	context.Context
	mu     sync.Mutex
	left   int
	cancel context.CancelFunc
}

func (c *countdown) Err() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.left--; c.left == 0 {
		c.cancel()
	}
	return c.Context.Err()
}

// asked is how often a countdown from -1, which never ends, was asked.
func (c *countdown) asked() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return -1 - c.left
}

func counting(t *testing.T, left int) *countdown {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	return &countdown{Context: ctx, left: left, cancel: cancel}
}

// TestInterruptedOutput interrupts every command that writes a file at random moments of its work: with status 130
// what was there stays as it was, and nothing lies beside it; with status 0 all of it is new.
func TestInterruptedOutput(t *testing.T) {
	t.Parallel()
	moments := numberOf(t, "MINGPAO_INTERRUPTS", 5)
	db := filepath.Join(t.TempDir(), "a.db")
	lived(t, db)
	for _, args := range outputs() {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			t.Parallel()
			whole := counting(t, -1)
			if status, _, errs := tryCommandIn(whole, commandInto(args, filepath.Join(t.TempDir(), "new"), db)...); status != 0 {
				t.Fatal(status, errs)
			}
			asked := whole.asked()
			for i := range moments {
				o := oldOutput(t)
				ctx := counting(t, 1+i*asked/moments+rand.IntN(1+asked/moments))
				status, _, errs := tryCommandIn(ctx, commandInto(args, o.path, db)...)
				o.check(t, status, errs)
			}
		})
	}
}

func commandInto(args []string, output, db string) []string {
	return append(append(args[:len(args):len(args)], output), "--db", db)
}

// output is a file in a folder of its own that was there before.
type output struct{ path string }

const oldText = "what was there before"

func oldOutput(t *testing.T) output {
	t.Helper()
	o := output{filepath.Join(t.TempDir(), "old")}
	if err := os.WriteFile(o.path, []byte(oldText), 0o600); err != nil {
		t.Fatal(err)
	}
	return o
}

// check expects the file as the exit status says that it is.
func (o output) check(t *testing.T, status int, errs string) {
	t.Helper()
	text, err := os.ReadFile(o.path)
	if err != nil {
		t.Error(err)
	}
	if isOld := bytes.Equal(text, []byte(oldText)); isOld != (status != statusDone) {
		t.Errorf("status %d, and the file is the old one: %v: %s", status, isOld, errs)
	}
	if status != statusDone && status != statusInterrupted && status != beforeMain {
		t.Errorf("status %d: %s", status, errs)
	}
	beside, err := os.ReadDir(filepath.Dir(o.path))
	if err != nil || len(beside) > 1 {
		t.Errorf("beside the file are left %v: %v", beside, err)
	}
}

// TestInterruptedFolder interrupts an export into a folder that holds an earlier one: every file is the old one or the
// new one.
func TestInterruptedFolder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	db, whole := filepath.Join(dir, "a.db"), filepath.Join(dir, "whole")
	lived(t, db)
	args := []string{"export", "--format", "markdown", "-o"}
	all := counting(t, -1)
	if status, _, errs := tryCommandIn(all, commandInto(args, whole, db)...); status != statusDone {
		t.Fatal(status, errs)
	}
	want := filesIn(t, whole)
	asked := all.asked()
	for i := range numberOf(t, "MINGPAO_INTERRUPTS", 5) {
		folder := filepath.Join(dir, strconv.Itoa(i))
		for name := range want {
			writeTestFile(t, filepath.Join(folder, name), oldText)
		}
		ctx := counting(t, 1+rand.IntN(asked))
		status, _, errs := tryCommandIn(ctx, commandInto(args, folder, db)...)
		for name, text := range filesIn(t, folder) {
			if text != want[name] && (text != oldText || status != statusInterrupted) {
				t.Errorf("status %d: %s is neither the old one nor the new one: %s", status, name, errs)
			}
		}
	}
}

// filesIn are the texts of the files below a folder.
func filesIn(t *testing.T, dir string) map[string]string {
	t.Helper()
	texts := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		texts[strings.TrimPrefix(path, dir)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return texts
}

func writeTestFile(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// interruptOutputs sends the signal of Ctrl-C, or that of timeout, to the program itself while it writes files of an
// archive of hundreds of articles.
func interruptOutputs(t *testing.T, db string) {
	t.Helper()
	for _, args := range outputs() {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			began := time.Now()
			new := filepath.Join(t.TempDir(), "new")
			if out, err := program(t, "", "", commandInto(args, new, db)...).CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			took := time.Since(began)
			for i := range numberOf(t, "MINGPAO_INTERRUPTS", 2) {
				o := oldOutput(t)
				cmd := program(t, "", "", commandInto(args, o.path, db)...)
				var errs bytes.Buffer
				cmd.Stderr = &errs
				if err := cmd.Start(); err != nil {
					t.Fatal(err)
				}
				time.Sleep(rand.N(took))
				_ = cmd.Process.Signal([]os.Signal{syscall.SIGINT, syscall.SIGTERM}[i%2])
				_ = cmd.Wait()
				o.check(t, cmd.ProcessState.ExitCode(), errs.String())
			}
		})
	}
}
