package trouble_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/trouble"
	"mingpao/extract/site"
	"mingpao/store"
	"mingpao/store/queue"
)

// TestAttempts plays quiet crawls of an archive that cannot be written, a quarter of an hour apart: it is said when it
// begins, once a day, and when it is over, whatever kept them away in between.
func TestAttempts(t *testing.T) {
	full := fmt.Errorf("archive a.db: save page: the disk is full: %w", syscall.ENOSPC)
	readOnly := fmt.Errorf("archive a.db: open: it is read-only: %w", syscall.EROFS)
	busy := &cli.Exit{Status: cli.Busy, Err: fmt.Errorf("archive a.db: %w", store.ErrBusy)}
	for _, c := range []struct {
		name string
		fail func(run int) error
		runs int
		want []string // mails: the number of the run, and how they begin
		last string   // the subject of the last trouble of 40 runs
	}{
		{"disk full for nine hours", during(36, full), 64,
			[]string{"0 archive a.db: save page", "60 over after 9 h, well for 6 h: "}, "disk-full"},
		{"read-only for two days", during(192, readOnly), 220, []string{"0 archive a.db: open", "96 archive a.db: open",
			"216 over after 2 days"}, "read-only"},
		{"another run now and then", func(run int) error {
			if run%3 == 0 && run < 60 {
				return busy
			}
			return nil
		}, 90, []string{"0 archive a.db: another run", "82 over after 14 h"}, "busy"},
	} {
		t.Run(c.name, func(t *testing.T) {
			archive := filepath.Join(t.TempDir(), "a.db")
			t.Setenv("STATE_DIRECTORY", "")
			t.Setenv("XDG_STATE_HOME", "")
			var mails []string
			for run := range c.runs {
				var stderr bytes.Buffer
				now := time.Date(2026, 3, 2, 0, 0, 0, 0, site.Zone).Add(time.Duration(run) * 15 * time.Minute)
				attempt := trouble.Attempt{Archive: archive, Now: func() time.Time { return now }, Quiet: true}
				err := attempt.Do(t.Context(), &stderr, func(*bool) error { return c.fail(run) })
				if want := c.fail(run) != nil; (err != nil) != want {
					t.Fatalf("run %d: %v", run, err)
				}
				var e *cli.Exit
				if errors.As(err, &e) && e.Err != nil {
					fmt.Fprintln(&stderr, "mingpao:", e.Err)
				}
				if stderr.Len() > 0 {
					mails = append(mails, fmt.Sprint(run, strings.TrimPrefix(stderr.String(), "mingpao:")))
				}
				if run == 9 {
					checkSubject(t, archive, now, c.last)
				}
			}
			if len(mails) != len(c.want) {
				t.Fatalf("mailed %q, want %q", mails, c.want)
			}
			for i := range mails {
				if !strings.HasPrefix(mails[i], c.want[i]) {
					t.Errorf("mailed %q, want %q", mails[i], c.want[i])
				}
			}
		})
	}
}

func during(runs int, err error) func(run int) error {
	return func(run int) error {
		if run < runs {
			return err
		}
		return nil
	}
}

func checkSubject(t *testing.T, archive string, now time.Time, want string) {
	t.Helper()
	a := trouble.AttemptsAt(archive)
	if len(a.Troubles) != 1 || a.Troubles[0].Cause != (queue.Cause{Kind: queue.Unkept, Subject: want}) ||
		!a.Last.Equal(now) {
		t.Errorf("kept %+v", a)
	}
}

// TestAttemptsElsewhere: where nothing can be written beside the archive, the state lies in the home folder; named
// folders come first.
func TestAttemptsElsewhere(t *testing.T) {
	home, named, nowhere := t.TempDir(), t.TempDir(), filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(nowhere, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	archive := filepath.Join(nowhere, "a.db")
	for _, c := range []struct{ name, variable, folder string }{
		{"home", "NOTHING", home}, {"XDG", "XDG_STATE_HOME", filepath.Join(named, "mingpao")},
		{"systemd", "STATE_DIRECTORY", named},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Setenv("STATE_DIRECTORY", "")
			t.Setenv("XDG_STATE_HOME", "")
			t.Setenv("HOME", home)
			t.Setenv(c.variable, named)
			attempt := trouble.Attempt{Archive: archive, Now: time.Now, Quiet: true}
			for run, want := range []bool{true, false} {
				err := attempt.Do(t.Context(), &bytes.Buffer{}, func(*bool) error { return syscall.ENOSPC })
				var e *cli.Exit
				if !errors.As(err, &e) && !want || want != (e == nil || e.Err != nil) {
					t.Errorf("run %d: %v", run, err)
				}
			}
			if a := trouble.AttemptsAt(archive); len(a.Troubles) != 1 {
				t.Errorf("%+v", a)
			}
		})
	}
}
