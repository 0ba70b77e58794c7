package schedule

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// fakeCrontab keeps the crontab in a file, in the words of Debian's; with DENIED set it refuses as with cron.allow.
const fakeCrontab = `#!/bin/sh
table="$FAKE_CRONTAB"
if [ "$1" = -u ]; then table="$table.$2"; shift 2; fi
if [ -n "$DENIED" ]; then
	echo "You (reader) are not allowed to use this program (crontab)" >&2
	echo "See crontab(1) for more information" >&2
	exit 1
fi
case "$1" in
-l) if [ -e "$table" ]; then exec cat "$table"; fi; echo "no crontab for reader" >&2; exit 1;;
-) echo written >> "$FAKE_CRONTAB.log"; exec cat > "$table";;
*) exit 9;;
esac
`

// withCrontab puts the fake in the place of every other crontab, and returns the file that it keeps.
func withCrontab(t *testing.T) (table string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "crontab"), []byte(fakeCrontab), 0o755); err != nil {
		t.Fatal(err)
	}
	table = filepath.Join(dir, "table")
	t.Setenv("PATH", dir+":/usr/bin:/bin")
	t.Setenv("FAKE_CRONTAB", table)
	return table
}

var plan = Plan{Program: "/usr/bin/mingpao", DB: "/srv/明報/a.db", Account: "reader", Contact: "me@example.org"}

// TestInstallKeepsOthers: the lines of others stay byte for byte, and what was installed can be taken back.
func TestInstallKeepsOthers(t *testing.T) {
	other := plan
	other.DB = "/srv/other.db"
	others, err := other.Lines()
	if err != nil {
		t.Fatal(err)
	}
	lines, err := plan.Lines()
	if err != nil {
		t.Fatal(err)
	}
	old := strings.ReplaceAll(lines, "12m", "14m")
	const own = "MAILTO=me\n# 每日\t備份 \n\n@daily  /bin/x 100\\%  \n\r\n*/5 * * * * y\xff\n"
	for _, c := range []struct{ name, before, after, removed string }{
		{"no crontab", "", lines, ""},
		{"lines of others", own, own + lines, own},
		{"an older version", own + old + own, own + lines + own, own + own},
		{"another archive's", own + others, own + others + lines, own + others},
		{"between others", others + old + own, others + lines + own, others + own},
		{"installed twice", old + own + lines, lines + own, own},
		{"no line feed at the end", "1 * * * * x", "1 * * * * x\n" + lines, "1 * * * * x\n"},
		{"just these", lines, lines, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			table := withCrontab(t)
			if c.before != "" {
				if err := os.WriteFile(table, []byte(c.before), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			for _, again := range []bool{false, true} {
				changed, err := Crontab{}.Install(t.Context(), plan)
				if err != nil || changed != (!again && c.before != c.after) || content(t, table) != c.after {
					t.Errorf("installed: changed %v, %v, %q", changed, err, content(t, table))
				}
			}
			if got, err := (Crontab{}).Contact(t.Context(), plan); got != plan.Contact || err != nil {
				t.Errorf("contact %q, %v", got, err)
			}
			for _, again := range []bool{false, true} {
				removed, err := Crontab{}.Remove(t.Context(), plan)
				if err != nil || removed == again || content(t, table) != c.removed {
					t.Errorf("removed: %v, %v, %q", removed, err, content(t, table))
				}
			}
		})
	}
}

// TestInstallWritesOnce: a crontab that is right is not written again, and root's and another account's are two.
func TestInstallWritesOnce(t *testing.T) {
	table := withCrontab(t)
	for _, c := range []Crontab{{}, {}, {Account: "other"}, {Account: "other"}} {
		if _, err := c.Install(t.Context(), plan); err != nil {
			t.Fatal(err)
		}
	}
	if log := content(t, table+".log"); log != "written\nwritten\n" || content(t, table) != content(t, table+".other") {
		t.Errorf("%q", log)
	}
}

// TestInstallRefuses: where a crontab cannot be read or its marks do not fit, nothing is written.
func TestInstallRefuses(t *testing.T) {
	for _, c := range []struct{ name, table, denied, want string }{
		{"no end", "x\n" + plan.begin() + "\n1 * * * * y\n", "", "without"},
		{"no beginning", "x\n" + plan.end() + "\n", "", "without the other"},
		{"another beginning", plan.begin() + "\n" + beginMark + "/srv/b.db\n" + plan.end() + "\n", "", "without the other"},
		{"denied", "x\n", "1", "schedule: crontab -l: You (reader) are not allowed to use this program (crontab)\n" +
			"See crontab(1) for more information; /etc/cron.allow and cron.deny say who may have a crontab; " +
			"mingpao schedule cron prints the lines"},
	} {
		t.Run(c.name, func(t *testing.T) {
			table := withCrontab(t)
			t.Setenv("DENIED", c.denied)
			if err := os.WriteFile(table, []byte(c.table), 0o600); err != nil {
				t.Fatal(err)
			}
			changed, err := Crontab{}.Install(t.Context(), plan)
			if err == nil || changed || !strings.Contains(err.Error(), c.want) || content(t, table) != c.table {
				t.Errorf("%v, %q", err, content(t, table))
			}
		})
	}
	t.Setenv("PATH", t.TempDir())
	_, err := Crontab{}.Install(t.Context(), plan)
	if want := "schedule: there is no program crontab; install cron, or let systemd do it: " +
		"mingpao schedule systemd --install"; err == nil || err.Error() != want {
		t.Errorf("no crontab: %v", err)
	}
}

func content(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return string(text)
}
