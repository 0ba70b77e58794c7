package schedule

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// fakeProgram puts a script in the place of a program; what it is called with is logged.
func fakeProgram(t *testing.T, dir, name, script string) {
	t.Helper()
	text := "#!/bin/sh\necho \"" + name + " $*\" >> \"$FAKE_LOG\"\n" + script + "\n"
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o755); err != nil {
		t.Fatal(err)
	}
}

func withSystemctl(t *testing.T, script string) (log string) {
	t.Helper()
	dir := t.TempDir()
	log = filepath.Join(dir, "log")
	t.Setenv("PATH", dir+":/usr/bin:/bin")
	t.Setenv("FAKE_LOG", log)
	fakeProgram(t, dir, "systemctl", script)
	return log
}

// TestInstallUnits: all that is written is put in force, again without harm, and taken back; nothing of others is.
func TestInstallUnits(t *testing.T) {
	log := withSystemctl(t, "")
	s := Systemd{Folder: filepath.Join(t.TempDir(), "systemd", "user"), PerUser: true}
	p := plan
	p.PerUser, p.Serve, p.Watch = true, true, "/home/reader/$HOME 明報"
	for range 2 {
		if _, err := s.Install(t.Context(), p); err != nil {
			t.Fatal(err)
		}
		p.Serve, p.Watch = false, "" // they stay nevertheless
	}
	if got := s.Contact(p); got != plan.Contact {
		t.Errorf("contact %q", got)
	}
	own := filepath.Join(s.Folder, "own.service")
	if err := os.WriteFile(own, []byte("[Service]\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	other := p
	other.DB = "/srv/other.db"
	if _, err := s.Install(t.Context(), other); err == nil ||
		!strings.Contains(err.Error(), "is not of this archive's schedule; its first line: "+mark+plan.DB) {
		t.Errorf("over another archive's: %v", err)
	}
	if removed, err := s.Remove(t.Context(), other); len(removed) > 0 || err != nil {
		t.Errorf("another archive's: %v %v", removed, err)
	}
	for _, want := range []int{11, 0} {
		if removed, err := s.Remove(t.Context(), p); len(removed) != want || err != nil {
			t.Errorf("removed %v, %v", removed, err)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(s.Folder, "*")); len(left) != 1 || left[0] != own {
		t.Errorf("left: %v", left)
	}
	const enabled = " mingpao-backup.timer mingpao-book.timer mingpao-check.timer mingpao-serve.service " +
		"mingpao-watch.service mingpao.timer\n"
	const installed = "systemctl --user daemon-reload\nsystemctl --user enable --now" + enabled
	if got := content(t, log); got != installed+installed+"systemctl --user disable --now"+enabled+
		"systemctl --user daemon-reload\n" {
		t.Error(got)
	}
}

// TestNoSystemd: without systemd one line says what to do.
func TestNoSystemd(t *testing.T) {
	s := Systemd{Folder: t.TempDir()}
	withSystemctl(t, `echo "System has not been booted with systemd as init system (PID 1). Can't operate." >&2; exit 1`)
	_, err := s.Install(t.Context(), plan)
	if want := "schedule: systemctl daemon-reload: System has not been booted with systemd as init system (PID 1). " +
		"Can't operate.; the units are in " + s.Folder + "; mingpao schedule systemd --remove takes them back"; err == nil ||
		err.Error() != want {
		t.Error(err)
	}
	t.Setenv("PATH", t.TempDir())
	_, err = s.Install(t.Context(), plan)
	if want := "schedule: there is no program systemctl; " +
		"where there is no systemd, cron does it: mingpao schedule cron --install"; err == nil || err.Error() != want {
		t.Error(err)
	}
}

// TestMail runs what the unit that mails runs: what was printed is mailed, or logged where there is no sendmail.
func TestMail(t *testing.T) {
	for _, c := range []struct{ name, result, printed, want string }{
		{"well", "success", "", ""},
		{"failed, and told before", "exit-code", "", ""},
		{"trouble", "exit-code", "觀點: 404", "觀點: 404\n"},
		{"something was not read", "success", "x\n%s\\n", "x\n%s\\n\n"},
		{"killed", "oom-kill", "", "\nmingpao was ended: oom-kill\n"},
	} {
		for _, mailer := range []string{"sendmail", "systemd-cat"} {
			t.Run(c.name+" "+mailer, func(t *testing.T) {
				got := said(t, mailer, c.result, c.printed)
				if mailer == "sendmail" && c.want != "" {
					header, body, _ := strings.Cut(got, "\n\n")
					if got = body; header != mailHeader {
						t.Errorf("%q", header)
					}
				}
				if got != c.want {
					t.Errorf("%q, want %q", got, c.want)
				}
			})
		}
	}
}

const mailHeader = "To: reader\nSubject: mingpao\nMIME-Version: 1.0\n" +
	"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit"

// said is what the unit that mails gives to a program, with others in the place of systemd's.
func said(t *testing.T, mailer, result, printed string) string {
	t.Helper()
	log := withSystemctl(t, `case "$*" in *InvocationID*) echo 0123;; *) echo "$RESULT";; esac`)
	dir := filepath.Dir(log)
	fakeProgram(t, dir, "journalctl", `case "$*" in *_SYSTEMD_INVOCATION_ID=0123) printf "%s" "$PRINTED";; esac`)
	fakeProgram(t, dir, "sleep", "")
	fakeProgram(t, dir, mailer, `exec /bin/cat > "$FAKE_LOG.said"`)
	script, err := templates.ReadFile("units/mail.sh")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("/bin/sh", "-c", string(script), "mingpao-mail", "mingpao", "--user")
	cmd.Env = []string{"PATH=" + dir, "FAKE_LOG=" + log, "RESULT=" + result, "PRINTED=" + printed, "USER=reader"}
	if out, err := cmd.CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("%v: %s", err, out)
	}
	return content(t, log+".said")
}
