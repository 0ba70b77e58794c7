package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"mingpao/cmd/mingpao/internal/health"
	"mingpao/store"
)

// TestArchiveCannotBeWritten plays sixty hours in which no run can write to the archive: it is told when it begins,
// once a day, and when it is over; nothing is lost, and nobody is asked whether cron is running.
func TestArchiveCannotBeWritten(t *testing.T) {
	const begins, lasts = 34 * time.Hour, 60 * time.Hour
	for _, c := range []struct {
		name         string
		fails, mends func(disk string) error
		says         string
	}{
		{"the disk is full", fill, func(disk string) error { return os.Remove(filepath.Join(disk, "filling")) },
			"the disk is full; make room and run again"},
		{"the disk is read-only", func(disk string) error { return mountAgain(disk, syscall.MS_RDONLY) },
			func(disk string) error { return mountAgain(disk, 0) }, "read-only"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, name := range []string{"STATE_DIRECTORY", "XDG_STATE_HOME"} {
				t.Setenv(name, "")
			}
			t.Setenv("HOME", t.TempDir())
			disk := t.TempDir()
			if err := syscall.Mount("mingpao", disk, "tmpfs", 0, "size=8m"); err != nil {
				t.Skipf("a disk of its own needs root: %v", err)
			}
			t.Cleanup(func() { _ = syscall.Unmount(disk, syscall.MNT_DETACH) })
			w := weekAlone(t, filepath.Join(disk, "mingpao.db"), 7, 36)
			w.archive.Close()
			w.isClosed = true
			w.cron(0, begins)
			if err := c.fails(disk); err != nil {
				t.Fatal(err)
			}
			w.cron(begins, begins+lasts)
			w.checkHeld(t)
			if err := c.mends(disk); err != nil {
				t.Fatal(err)
			}
			w.cron(begins+lasts, begins+lasts+20*time.Hour)
			w.checkMails(t, c.says)
			var err error
			if w.archive, err = store.Open(t.Context(), w.archive.Path()); err != nil {
				t.Fatal(err)
			}
			defer w.archive.Close()
			w.check()
		})
	}
}

// cron attempts a crawl, seldom, from one hour of the week to another.
func (w *played) cron(from, to time.Duration) {
	w.t.Helper()
	for at := from; at < to; at += 2 * pace() {
		w.attempt(w.first.Add(at), 0)
	}
}

// checkHeld: check says that crawls could not write, and does not ask for cron.
func (w *played) checkHeld(t *testing.T) {
	t.Helper()
	a, err := store.OpenReader(t.Context(), w.archive.Path())
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	c, err := health.Examine(t.Context(), a, w.now)
	if said := strings.Join(found(c), "\n"); err != nil || !strings.Contains(said, "no crawl could write") ||
		strings.Contains(said, "cron") {
		t.Errorf("check found %q, %v", said, err)
	}
}

// checkMails: trouble of sixty hours is told three times, and when it is over.
func (w *played) checkMails(t *testing.T, says string) {
	t.Helper()
	if len(w.mails) != 4 || w.odd != int(60*time.Hour/(2*pace())) {
		t.Fatalf("%d runs were not 0, %d mails:\n%s", w.odd, len(w.mails), strings.Join(w.mails, "\n"))
	}
	for i, mail := range w.mails {
		if !strings.Contains(mail, says) || strings.Contains(mail, "over after 2 days") != (i == 3) {
			t.Errorf("mailed %q", mail)
		}
	}
}

// fill leaves no room on a disk.
func fill(disk string) error {
	file, err := os.Create(filepath.Join(disk, "filling"))
	if err != nil {
		return err
	}
	defer file.Close()
	for part := make([]byte, 4<<10); ; {
		if _, err := file.Write(part); errors.Is(err, syscall.ENOSPC) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func mountAgain(disk string, flags uintptr) error {
	return syscall.Mount("mingpao", disk, "tmpfs", syscall.MS_REMOUNT|flags, "size=8m")
}
