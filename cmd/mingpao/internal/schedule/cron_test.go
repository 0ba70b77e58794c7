package schedule

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"text/template"

	"github.com/google/go-cmp/cmp"
)

// hostile are words that mean something to a shell, to cron or to systemd.
var hostile = []string{
	"R&D", "a b", "$HOME", "${HOME}", "100%", "%h", "it's", `"quoted"`, "`id`", "$(id)", "a;b", "a|b", "<x>", "*", "?",
	"[a-z]", "#x", "~", "!!", "tab\there", `back\slash`, `two\\slashes`, `\%`, `\\%%`, `end\`, "%", "'%'", "明報 二〇二六",
	"{a,b}", "-x", "=", "a=b", "", " ", "  two  ", "\\'", `'"'"'`, "%%n", "é", "𨋢", "$$", "\\n", "\\x41", "@", ":", "!",
}

// hostileWord is one that is put together of some of them, without what a path cannot have.
func hostileWord(random *rand.Rand) string {
	var b strings.Builder
	for range 1 + random.IntN(4) {
		b.WriteString(hostile[random.IntN(len(hostile))])
	}
	return strings.ReplaceAll(b.String(), "/", "")
}

// cronRules are what crons make of a line's command before a shell gets it.
var cronRules = map[string]func(string) string{
	"Vixie, Debian": func(s string) string { return unescaped(s, `%\`) },
	"cronie":        func(s string) string { return unescaped(s, `%`) },
	"busybox":       func(s string) string { return s },
}

// unescaped ends a command at the first % without a backslash before it, and takes the backslash from before the signs
// given: do_command.c.
func unescaped(command, signs string) string {
	var out []byte
	escaped := false
	for i := range len(command) {
		c := command[i]
		switch {
		case escaped && strings.IndexByte(signs, c) >= 0:
			out[len(out)-1] = c
		case !escaped && c == '%':
			return string(out)
		default:
			out = append(out, c)
		}
		escaped = !escaped && c == '\\'
	}
	return string(out)
}

// TestCronLines runs the lines with the shell, after cron's own rule: the program gets exactly its words.
func TestCronLines(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	plans := []Plan{hostilePlan(t, "R&D", "100%"), hostilePlan(t, "a b's", "$HOME"), hostilePlan(t, `\\%`, "明報")}
	for range 15 {
		plans = append(plans, hostilePlan(t, "x"+hostileWord(random), hostileWord(random)))
	}
	for _, p := range plans {
		var want [][]string
		_, err := p.fill(cronTemplate, template.FuncMap{"command": func(words ...string) string {
			want = append(want, words)
			return ""
		}})
		if err != nil {
			t.Fatal(err)
		}
		for name, rule := range cronRules {
			if diff := cmp.Diff(want, runLines(t, p, rule)); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
		}
	}
}

// hostilePlan has a program that prints its words, in a folder of such a name.
func hostilePlan(t *testing.T, folder, word string) Plan {
	t.Helper()
	dir := filepath.Join(t.TempDir(), folder)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(dir, "mingpao")
	if err := os.WriteFile(program, []byte("#!/bin/sh\nprintf '%s\\0' \"$0\" \"$@\"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	return Plan{Program: program, DB: filepath.Join(dir, word+".db"), Account: "reader", Contact: "c" + word}
}

func runLines(t *testing.T, p Plan, rule func(string) string) (got [][]string) {
	t.Helper()
	lines, err := p.Lines()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(lines) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		_, command, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " *  ")
		out, err := exec.Command("/bin/sh", "-c", rule(command)).CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v: %s", command, err, out)
		}
		got = append(got, strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00"))
	}
	return got
}

// TestCronWord: what needs no quotes has none, and each word comes through.
func TestCronWord(t *testing.T) {
	if got := cronWord("/srv/mingpao.db"); got != "/srv/mingpao.db" {
		t.Error(got)
	}
	for _, word := range hostile {
		for name, rule := range cronRules {
			out, err := exec.Command("/bin/sh", "-c", rule("WORD="+cronWord(word)+" printenv WORD")).Output()
			if err != nil || string(out) != word+"\n" {
				t.Errorf("%s: %q: %q, %v", name, word, out, err)
			}
		}
	}
}

func TestCronRefuses(t *testing.T) {
	usual := Plan{Program: "/usr/bin/mingpao", DB: "/srv/mingpao.db", Account: "reader", Contact: "me@example.org"}
	for name, change := range map[string]func(*Plan){
		"a line break":      func(p *Plan) { p.DB = "/srv/a\nb.db" },
		"another line":      func(p *Plan) { p.Contact = "x\n* * * * * rm -r /" },
		"a control sign":    func(p *Plan) { p.Backup = "/mnt/\x1b[2J" },
		"no UTF-8":          func(p *Plan) { p.DB = "/srv/\xff.db" },
		"a carriage return": func(p *Plan) { p.Account = "reader\r" },
	} {
		p := usual
		change(&p)
		if err := p.Check(); err == nil || strings.ContainsFunc(err.Error(), isForeign) {
			t.Errorf("%s: %v", name, err)
		}
	}
	usual.DB = "/srv/" + strings.Repeat("明", 400) + ".db"
	if _, err := usual.Lines(); err == nil || !strings.Contains(err.Error(), "cron takes commands of 998 bytes") {
		t.Errorf("too long: %v", err)
	}
}

// TestCrontabTakesLines: the crontab program of this machine finds no fault with them. It only looks: -n.
func TestCrontabTakesLines(t *testing.T) {
	if help, _ := exec.Command("crontab", "-h").CombinedOutput(); !slices.Contains(strings.Fields(string(help)), "-n") {
		t.Skip("there is no crontab that only looks at lines (-n)")
	}
	for _, word := range hostile {
		lines, err := Plan{Program: "/usr/bin/mingpao", DB: "/srv/" + word + ".db", Contact: word}.Lines()
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command("crontab", "-n", "-")
		cmd.Stdin = strings.NewReader(lines)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%q: %v: %s", word, err, out)
		}
	}
}
