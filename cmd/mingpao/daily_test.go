package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestDailyFailure: that a daily job fails is told once a day, and each time by its status.
func TestDailyFailure(t *testing.T) {
	db := filepath.Join(t.TempDir(), "mingpao.db")
	mustImport(t, db, "../../testdata/pages/pns-opinion.html")
	for _, c := range []struct{ at, said string }{
		{"2026-03-07T08:00:00+08:00", "nothing to export"}, {"2026-03-07T09:00:00+08:00", ""},
		{"2026-03-08T08:00:00+08:00", "nothing to export"},
	} {
		cmd := program(t, "http://127.0.0.1:1", "", "export", "--daily", "05:45", "--db", db, "--format", "jsonl",
			"--from", "today")
		cmd.Env = append(cmd.Env, "MINGPAO_NOW="+c.at, "STATE_DIRECTORY=", "XDG_STATE_HOME=")
		out, _ := cmd.CombinedOutput()
		if status := cmd.ProcessState.ExitCode(); status != statusFailed || !strings.Contains(string(out), c.said) ||
			c.said == "" && len(out) > 0 {
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
