package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	_ "time/tzdata" // a machine without zones has summer time here, too

	"mingpao/testdata"
)

// TestScheduleSameEverywhere: cron's lines do not depend on the machine's zone, so not on its summer time either.
func TestScheduleSameEverywhere(t *testing.T) {
	printed := map[string]string{}
	for _, zone := range []string{"UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Asia/Hong_Kong"} {
		cmd := program(t, "", "", "schedule", "cron", "--db", "mingpao.db", "--contact", "me@example.org")
		cmd.Env = append(cmd.Env, "TZ="+zone)
		out, err := cmd.Output()
		if err != nil {
			t.Fatal(err)
		}
		printed[string(out)] = zone
	}
	if len(printed) != 1 {
		t.Errorf("%d crontabs: %q", len(printed), printed)
	}
}

// TestScheduledLinesRun has the shell run each line that is printed, in the morning and in the hour after: what is due
// once a day is done once.
func TestScheduledLinesRun(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "R&D 100% 明報's $HOME")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	db := filepath.Join(dir, "a b.db")
	proxy, certificate := behindProxy(t, testdata.NewSite())
	first := program(t, proxy, certificate, "crawl", "--delay", "0", "--quiet", "--db", db)
	first.Env = append(first.Env, "MINGPAO_NOW=2026-03-05T20:00:00Z")
	if out, err := first.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for _, c := range []struct {
		at   string
		want map[string]int
	}{
		{"2026-03-05T20:30:00Z", map[string]int{"crawl": statusFailed, "check": statusDone, "export": statusDone,
			"backup": statusDone}}, // 04:30: only the copy is due
		{"2026-03-06T00:48:00Z", map[string]int{"crawl": statusFailed, "check": statusUnhealthy, "export": statusDone,
			"backup": statusDone}},
		{"2026-03-06T01:48:00Z", map[string]int{"crawl": statusFailed, "check": statusDone, "export": statusDone,
			"backup": statusDone}},
	} {
		for name, status := range runScheduled(t, db, c.at) {
			if status != c.want[name] {
				t.Errorf("%s %s: status %d, want %d", c.at, name, status, c.want[name])
			}
		}
	}
	for name, want := range map[string]int{"a b.db": 1, "a b-backup.db": 1, "a b-backup.db.1": 0,
		"a b-books/mingpao-*.epub": 1, "a b.db.*.daily": 3} {
		if found, err := filepath.Glob(filepath.Join(dir, name)); err != nil || len(found) != want {
			t.Errorf("%s: %q", name, found)
		}
	}
}

// runScheduled runs the lines at a time, behind a proxy that answers nothing. It returns the statuses by command.
func runScheduled(t *testing.T, db, at string) map[string]int {
	t.Helper()
	status, lines, errs := tryCommand(t, "schedule", "cron", "--db", db, "--contact", "me@example.org")
	if status != statusDone {
		t.Fatal(errs)
	}
	statuses := map[string]int{}
	for line := range strings.Lines(lines) {
		_, command, isLine := strings.Cut(strings.TrimSpace(line), " *  ")
		if !isLine {
			continue
		}
		cmd := program(t, "http://127.0.0.1:1", "")
		cmd.Path, cmd.Args = "/bin/sh", []string{"sh", "-c", strings.NewReplacer(`\%`, `%`,
			" crawl ", " crawl --delay 0 ").Replace(command)}
		cmd.Env = append(cmd.Env, "MINGPAO_NOW="+at, "STATE_DIRECTORY=", "XDG_STATE_HOME=")
		out, _ := cmd.CombinedOutput()
		name := regexp.MustCompile(` (crawl|check|backup|export) `).FindStringSubmatch(command)
		if statuses[name[1]] = cmd.ProcessState.ExitCode(); name[1] != "crawl" && len(out) > 0 &&
			statuses[name[1]] == statusDone {
			t.Errorf("%s: cron would mail %s", command, out)
		}
	}
	return statuses
}

// TestScheduleContact: what is scheduled says how to reach whoever scheduled it, in both forms.
func TestScheduleContact(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct{ name, variable, flag, want string }{
		{"a flag", "", "me@example.org", "me@example.org"}, {"a variable", "https://example.org/bot", "",
			"https://example.org/bot"}, {"both", "a@example.org", "b@example.org", "b@example.org"}, {"none", "", "", ""},
		{"blanks", " ", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Setenv("MINGPAO_CONTACT", c.variable)
			for _, form := range [][]string{{"cron"}, {"systemd", "-o", dir}} {
				args := append([]string{"schedule", "--db", filepath.Join(dir, "mingpao.db"), "--contact", c.flag}, form...)
				status, lines, errs := tryCommand(t, args...)
				if c.want == "" {
					const want = "mingpao: schedule: say how the site can reach you: --contact you@example.org\n"
					if status != statusUsage || errs != want {
						t.Errorf("%v: status %d, %s", form, status, errs)
					}
					continue
				}
				unit, _ := os.ReadFile(filepath.Join(dir, "mingpao.service"))
				if !strings.Contains(lines+string(unit), " --contact "+c.want+" ") {
					t.Errorf("%v: %s%s", form, lines, unit)
				}
			}
		})
	}
}

// TestScheduleInstall says what was done, in one line, and what to do where cron refuses.
func TestScheduleInstall(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("PATH", dir+":/usr/bin:/bin")
	t.Setenv("MINGPAO_CONTACT", "")
	db := filepath.Join(dir, "mingpao.db")
	table := filepath.Join(dir, "table")
	const script = "#!/bin/sh\ncase $1 in -) exec cat > \"$0.new\";; esac\nexec cat \"${0%/*}/table\"\n"
	writeWithMode(t, table, "MAILTO=me\n", 0o600)
	for _, c := range []struct {
		args, crontab string
		status        int
		said          string
	}{
		{"schedule --install", script, statusUsage, "say how the site can reach you"},
		{"schedule --install --contact me@example.org", script, statusDone,
			"wrote the lines for " + db + " to the crontab of "},
		{"schedule --install", script, statusDone, "are in the crontab of "},
		{"schedule cron --remove", script, statusDone, "took the lines for " + db + " out of the crontab of "},
		{"schedule --remove", script, statusDone, "nothing to remove: there are no lines for " + db},
		{"schedule --install --contact x", "#!/bin/sh\necho You are not allowed >&2\nexit 1\n", statusFailed,
			"You are not allowed; /etc/cron.allow and cron.deny say who"},
		{"schedule --install --remove", script, statusUsage, "schedule: --install and --remove do not go together"},
		{"schedule --serve", script, statusUsage, "--serve, --watch and --output are for systemd"},
		{"schedule launchd", script, statusUsage, `schedule: "launchd" is neither cron nor systemd`},
		{"schedule cron systemd", script, statusUsage, "schedule: name cron or systemd"},
	} {
		writeWithMode(t, filepath.Join(dir, "crontab"), c.crontab, 0o755)
		status, out, errs := tryCommand(t, append(strings.Fields(c.args), "--db", db)...)
		if status != c.status || !strings.Contains(errs, c.said) || strings.Count(errs, "\n") != 1 || out != "" {
			t.Errorf("%s: status %d, %s%s", c.args, status, out, errs)
		}
		_ = os.Rename(filepath.Join(dir, "crontab.new"), table) // it is there where something was written
	}
	if text, err := os.ReadFile(table); err != nil || string(text) != "MAILTO=me\n" {
		t.Errorf("%q, %v", text, err)
	}
}

// TestNoPipeIntoCrontab: no help and no document shows a pipe into crontab, which replaces all that a person has there.
func TestNoPipeIntoCrontab(t *testing.T) {
	piped := regexp.MustCompile(`\|\s*(sudo\s+)?(\S*/)?crontab\b`)
	texts := map[string]string{}
	for _, c := range append(newRoot(streams{}).Commands(), newRoot(streams{})) {
		var out bytes.Buffer
		c.SetOut(&out)
		if err := c.Help(); err != nil {
			t.Fatal(err)
		}
		texts["help of "+c.Name()] = out.String()
	}
	for _, pattern := range []string{"../../*.md", "../../Makefile", "internal/schedule/units/*", "*.go"} {
		names, err := filepath.Glob(pattern)
		if err != nil || len(names) == 0 {
			t.Fatal(pattern, err)
		}
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			texts[name] = string(text)
		}
	}
	for name, text := range texts {
		if found := piped.FindString(text); found != "" {
			t.Errorf("%s: %q", name, found)
		}
	}
	if !piped.MatchString("mingpao schedule cron |\n  sudo /usr/bin/crontab -") {
		t.Error("it is not recognised")
	}
}
