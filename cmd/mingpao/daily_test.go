package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestDailyFailure: that a daily job fails is told once a day, and each time by its status.
func TestDailyFailure(t *testing.T) {
	db := filepath.Join(t.TempDir(), "mingpao.db")
	mustImport(t, db, "../../testdata/pages/pns-opinion.html")
	for _, c := range []struct{ at, said string }{
		{"2026-03-07T08:00:00+08:00", "nothing to check"}, {"2026-03-07T09:00:00+08:00", ""},
		{"2026-03-08T08:00:00+08:00", "nothing to check"},
	} {
		status, out := dailyAt(t, c.at, "check", "--daily", "05:45", "--db", db)
		if status != statusFailed || !strings.Contains(out, c.said) || c.said == "" && out != "" {
			t.Errorf("%s: status %d, %q", c.at, status, out)
		}
	}
	for _, hour := range []string{"8", "24:00", "8:00", "08:00:00", "noon", "08:00 "} {
		if status, _, errs := tryCommand(t, "check", "--db", db, "--daily", hour); status != statusUsage ||
			!strings.Contains(errs, "is not a time of day; it is written like 08:00") {
			t.Errorf("%q: status %d, %s", hour, status, errs)
		}
	}
}

// TestDailyEarly: the daily book of a paper that is not read yet is no failure and no mail; it is tried again until it
// is there, and once it is, no more.
func TestDailyEarly(t *testing.T) {
	db := filepath.Join(t.TempDir(), "mingpao.db")
	book := filepath.Join(filepath.Dir(db), "today.epub")
	mustImport(t, db, "../../testdata/pages/pns-opinion.html")
	for _, c := range []struct {
		at      string
		isThere bool
	}{
		{"2026-03-07T05:50:00+08:00", false},
		{"2026-03-07T06:50:00+08:00", false},
		{"2026-03-06T07:50:00+08:00", true},
	} {
		status, out := dailyAt(t, c.at, "export", "--daily", "05:45", "--db", db, "--format", "epub", "--from",
			"today", "--to", "today", "-o", book)
		_, missing := os.Stat(book)
		if status != statusDone || out != "" || (missing == nil) != c.isThere {
			t.Errorf("%s: status %d, %q, %v", c.at, status, out, missing)
		}
	}
}

// dailyAt runs the program at a time.
func dailyAt(t *testing.T, at string, args ...string) (status int, out string) {
	t.Helper()
	cmd := program(t, "http://127.0.0.1:1", "", args...)
	cmd.Env = append(cmd.Env, "MINGPAO_NOW="+at, "STATE_DIRECTORY=", "XDG_STATE_HOME=")
	text, _ := cmd.CombinedOutput()
	return cmd.ProcessState.ExitCode(), string(text)
}
