package daily

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
	_ "time/tzdata" // a machine without zones has summer time here, too

	"github.com/gofrs/flock"

	"mingpao/extract/site"
)

func succeeded(err error) bool { return err == nil }

// TestSummerTime plays an hourly cron through the changes of summer time, in zones of whole and half hours: each day
// of Hong Kong has its job, at the first time that cron asks from its hour on.
func TestSummerTime(t *testing.T) {
	for _, c := range []struct{ zone, around string }{
		{"Europe/Berlin", "2026-03-29"}, {"Europe/Berlin", "2026-10-25"},
		{"America/New_York", "2026-03-08"}, {"America/New_York", "2026-11-01"},
		{"Australia/Lord_Howe", "2026-04-05"}, {"Australia/Lord_Howe", "2026-10-04"},
		{"Asia/Kolkata", "2026-03-29"}, {"UTC", "2026-10-25"},
	} {
		for _, from := range []string{"00:00", "03:30", "08:00", "22:00"} {
			t.Run(c.zone+" "+c.around+" "+from, func(t *testing.T) {
				t.Parallel()
				zone, err := time.LoadLocation(c.zone)
				if err != nil {
					t.Fatal(err)
				}
				start, err := time.ParseInLocation(time.DateOnly, c.around, site.Zone)
				if err != nil {
					t.Fatal(err)
				}
				start = start.AddDate(0, 0, -2)
				playCron(t, zone, start, 5, from)
			})
		}
	}
}

// playCron asks at the third minute of each hour of a zone, for some days of Hong Kong.
func playCron(t *testing.T, zone *time.Location, start time.Time, days int, from string) {
	job := Job{File: filepath.Join(t.TempDir(), "job.daily"), From: from}
	var did, want []string
	for n := range days {
		day := start.AddDate(0, 0, n)
		due, asked := day.Format(time.DateOnly)+" "+from, false
		for at := day; at.Before(day.AddDate(0, 0, 1)); at = at.Add(time.Minute) {
			if at.In(zone).Minute() != 3 {
				continue
			}
			hongKong := at.In(site.Zone).Format("2006-01-02 15:04")
			if !asked && hongKong >= due {
				want, asked = append(want, hongKong), true
			}
			if _, err := job.Do(at.In(zone), func() error { did = append(did, hongKong); return nil }, succeeded); err != nil {
				t.Fatal(err)
			}
		}
	}
	if len(want) != days || !slices.Equal(did, want) {
		t.Errorf("done at %q, want %q", did, want)
	}
}

// TestDo asks for a job several times: what is done, and what is said of it.
func TestDo(t *testing.T) {
	full := errors.New("no space left on device")
	type ask struct {
		at      string
		failure error  // what the job ends with, if it is done
		want    string // "" where it is not due
	}
	for name, asks := range map[string][]ask{
		"before its hour": {{"2026-03-06T07:59:59+08:00", nil, ""}},
		"once a day": {{"2026-03-06T08:00:00+08:00", nil, "done"}, {"2026-03-06T23:59:00+08:00", nil, ""},
			{"2026-03-07T00:10:00+08:00", nil, ""}, {"2026-03-07T09:00:00+08:00", nil, "done"}},
		"in another zone": {{"2026-03-06T00:00:00Z", nil, "done"}, {"2026-03-06T15:59:00Z", nil, ""},
			{"2026-03-06T23:59:00Z", nil, ""}, {"2026-03-07T00:00:00Z", nil, "done"}},
		"a failure is tried again, and told once a day": {{"2026-03-06T08:00:00+08:00", full, "failed"},
			{"2026-03-06T09:00:00+08:00", full, "failed again"}, {"2026-03-07T08:00:00+08:00", full, "failed"},
			{"2026-03-07T09:00:00+08:00", nil, "done"}, {"2026-03-07T10:00:00+08:00", nil, ""}},
		"a clock that was ahead": {{"2027-03-06T08:00:00+08:00", nil, "done"}, {"2026-03-06T08:00:00+08:00", nil, "done"}},
	} {
		t.Run(name, func(t *testing.T) {
			job := Job{File: filepath.Join(t.TempDir(), "state", "job.daily"), From: "08:00"}
			for _, a := range asks {
				at, err := time.Parse(time.RFC3339, a.at)
				if err != nil {
					t.Fatal(err)
				}
				if got := askedFor(job, at, a.failure); got != a.want {
					t.Errorf("%s: %q, want %q", a.at, got, a.want)
				}
			}
		})
	}
}

func askedFor(job Job, at time.Time, failure error) (got string) {
	told, err := job.Do(at, func() error { got = "done"; return failure }, succeeded)
	switch {
	case err != nil && !errors.Is(err, failure):
		return err.Error()
	case told:
		return "failed again"
	case err != nil:
		return "failed"
	}
	return got
}

// TestDoAtOnce: a job that takes longer than an hour is not begun a second time, and one that was killed is.
func TestDoAtOnce(t *testing.T) {
	job := Job{File: filepath.Join(t.TempDir(), "job.daily"), From: "08:00"}
	at := time.Date(2026, 3, 6, 9, 0, 0, 0, site.Zone)
	other := flock.New(job.File)
	if held, err := other.TryLock(); !held || err != nil {
		t.Fatal(held, err)
	}
	if got := askedFor(job, at, nil); got != "" {
		t.Errorf("beside another process: %s", got)
	}
	if err := errors.Join(other.Close(), os.WriteFile(job.File, []byte(`{"done":"2026`), 0o644)); err != nil {
		t.Fatal(err)
	}
	if got := askedFor(job, at, nil); got != "done" {
		t.Errorf("after a kill: %q", got)
	}
}

func TestFile(t *testing.T) {
	for _, c := range []struct{ name, state, xdg, want string }{
		{"beside the archive", "", "", "/srv/明報/a.db.check-"},
		{"systemd's folder", "/var/lib/mingpao:/var/lib/other", "/x", "/var/lib/mingpao/a.db.check-"},
		{"the account's folder", "", "/home/a/.local/state", "/home/a/.local/state/mingpao/a.db.check-"},
		{"no full path", "", "state", "/srv/明報/a.db.check-"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Setenv("STATE_DIRECTORY", c.state)
			t.Setenv("XDG_STATE_HOME", c.xdg)
			seen := map[string]bool{}
			for _, archive := range []string{"/srv/明報/a.db", "/srv/b/a.db"} {
				for _, words := range [][]string{{"check"}, {"check", "metrics=x"}, {"check", "metrics=", "x"}} {
					seen[File(archive, words)] = true
				}
			}
			got := File("/srv/明報/a.db", []string{"check"})
			if want := c.want + got[len(got)-len("0123456789abcdef.daily"):]; got != want || len(seen) != 6 {
				t.Errorf("%s, want %s; %d of 6 differ", got, want, len(seen))
			}
		})
	}
}

func TestDoNowhere(t *testing.T) {
	file := filepath.Join(t.TempDir(), "plain")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	job := Job{File: filepath.Join(file, "job.daily"), From: "08:00"}
	want := fmt.Sprintf("--daily: %s: not a directory; XDG_STATE_HOME names another folder for it", job.File)
	if got := askedFor(job, time.Date(2026, 3, 6, 9, 0, 0, 0, site.Zone), nil); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
