package schedule

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"text/template"

	"github.com/google/go-cmp/cmp"
)

// settingWords are the words of a setting, after systemd.syntax(7) and, for the %, systemd.unit(5). Tests fail on what
// these do not know.
func settingWords(t *testing.T, text string) (all []string) {
	t.Helper()
	for text = strings.TrimLeft(text, " \t"); text != ""; text = strings.TrimLeft(text, " \t") {
		word, rest := text, ""
		if text[0] == '"' {
			end := regexp.MustCompile(`^"(?:[^"\\]|\\.)*"(?:[ \t]|$)`).FindString(text)
			if end == "" {
				t.Fatalf("no end of the quotes: %s", text)
			}
			word, rest = strings.TrimRight(end, " \t"), text[len(end):]
			word = word[1 : len(word)-1]
		} else if end := strings.IndexAny(text, " \t"); end >= 0 {
			word, rest = text[:end], text[end:]
		}
		all, text = append(all, unit(t, word)), rest
	}
	return all
}

func unit(t *testing.T, word string) string {
	t.Helper()
	return regexp.MustCompile(`\\.|%.|%$`).ReplaceAllStringFunc(word, func(s string) string {
		known, ok := map[string]string{`\\`: `\`, `\"`: `"`, `\n`: "\n", `%%`: `%`, `%i`: `<%i>`, `%N`: `<%N>`}[s]
		if !ok {
			t.Fatalf("%s in %s", s, word)
		}
		return known
	})
}

// variables takes the second $ from $$; systemd would put in a variable for any other.
func variables(t *testing.T, words []string) []string {
	t.Helper()
	for i := 1; i < len(words); i++ { // the program's path is taken as it is
		if strings.Contains(strings.ReplaceAll(words[i], "$$", ""), "$") {
			t.Fatalf("a variable: %s", words[i])
		}
		words[i] = strings.ReplaceAll(words[i], "$$", "$")
	}
	return words
}

func setting(text, key string) (values []string) {
	for line := range strings.Lines(text) {
		if value, ok := strings.CutPrefix(line, key+"="); ok {
			values = append(values, strings.TrimSuffix(value, "\n"))
		}
	}
	return values
}

// unitPlan has hostile words wherever a unit can have them.
func unitPlan(random *rand.Rand) Plan {
	name := func() string { return "x" + hostileWord(random) }
	return Plan{Program: "/opt/" + strings.NewReplacer(`"`, "", `'`, "", `\`, "").Replace(name()) + "/mingpao",
		DB: "/srv/" + name() + "/" + name() + ".db", Contact: name(), Backup: "/mnt/" + name() + "/copy.db",
		Account: "reader", Serve: true, Watch: "/home/" + name() + "/" + name()}
}

// TestUnitWords: systemd gets exactly the words and the paths that are meant.
func TestUnitWords(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 50 {
		p := unitPlan(random)
		units, err := p.Units()
		if err != nil {
			t.Fatal(err)
		}
		for _, u := range units {
			var want []string
			_, err := p.fill(u.Name, template.FuncMap{"word": unitWord, "bare": unitBare, "script": func() string { return "" },
				"command": func(words ...string) string { want = words; return "" }})
			if err != nil {
				t.Fatal(err)
			}
			run := setting(u.Text, "ExecStart")
			if len(run) == 0 || strings.HasPrefix(u.Name, "mingpao-mail@") {
				continue
			}
			if diff := cmp.Diff(want, variables(t, settingWords(t, run[0]))); diff != "" {
				t.Fatalf("%s: %s", u.Name, diff)
			}
			var folders []string
			for _, line := range setting(u.Text, "ReadWritePaths") {
				folders = append(folders, settingWords(t, line)...)
			}
			if diff := cmp.Diff(p.Folders(), folders); diff != "" {
				t.Fatalf("%s: %s", u.Name, diff)
			}
		}
	}
}

// TestUnitsAnalyzed: systemd itself reads the words and paths so, and finds the services well shut in.
func TestUnitsAnalyzed(t *testing.T) {
	analyze, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skip("the units are not asked about: there is no systemd-analyze")
	}
	home := t.TempDir()
	p := Plan{Program: filepath.Join(home, "R&D 100% $HOME 明報"), Account: "root", Serve: true, Watch: home,
		Contact: `a"b'$c %d \e`, DB: filepath.Join(home, `it's "R&D" 100% $HOME\x 明報`, "a b.db")}
	if err := os.WriteFile(p.Program, []byte("#!/bin/sh\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, perUser := range []bool{false, true} {
		p.PerUser = perUser
		files := writeUnits(t, p, filepath.Join(t.TempDir(), "units"))
		args := append([]string{"verify", "--man=no"}, files...)
		if perUser {
			args = append(args, "--user")
		}
		for _, debug := range []bool{false, true} {
			cmd := exec.Command(analyze, args...)
			cmd.Env = append(os.Environ(), "XDG_RUNTIME_DIR="+t.TempDir())
			if debug {
				cmd.Env = append(cmd.Env, "SYSTEMD_LOG_LEVEL=debug")
			}
			var out, said strings.Builder // the one has what was read, in pieces between which the other would come
			cmd.Stdout, cmd.Stderr = &out, &said
			err := cmd.Run()
			switch {
			case err != nil || !debug && out.Len()+said.Len() > 0:
				t.Errorf("%v: %s%s", err, &out, &said)
			case debug:
				compareRead(t, p, out.String())
			}
		}
		if !perUser {
			shutIn(t, analyze, files)
		}
	}
}

// compareRead finds in what systemd says of the units the folders and words that it has read.
func compareRead(t *testing.T, p Plan, said string) {
	t.Helper()
	if folder := "ReadWritePaths: " + filepath.Dir(p.DB) + "\n"; !p.PerUser && !strings.Contains(said, folder) {
		t.Errorf("not %s", folder)
	}
	var read [][]string
	for _, m := range regexp.MustCompile(`Command Line: (.* crawl .*)`).FindAllStringSubmatch(said, -1) {
		out, err := exec.Command("/bin/sh", "-c", `printf '%s\0' `+m[1]).Output() // it is quoted for a shell
		if err != nil {
			t.Fatal(err)
		}
		read = append(read, variables(t, strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00")))
	}
	want := []string{p.Program, "crawl", "--quiet", "--max-time", "12m", "--contact", p.Contact, "--db", p.DB}
	if len(read) == 0 || !slices.Equal(read[0], want) {
		t.Errorf("%q, want %q", read, want)
	}
}

func shutIn(t *testing.T, analyze string, files []string) {
	t.Helper()
	files = slices.DeleteFunc(files, func(name string) bool {
		return !strings.HasSuffix(name, ".service") || strings.Contains(name, "mingpao-mail@")
	})
	out, err := exec.Command(analyze, append([]string{"security", "--offline=true", "--threshold=30"}, files...)...).
		CombinedOutput()
	if err != nil || len(files) < 5 {
		t.Errorf("%v: %s", err, out)
	}
}

func writeUnits(t *testing.T, p Plan, dir string) (files []string) {
	t.Helper()
	units, err := p.Units()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := (Systemd{Folder: dir}).Write(p, units); err != nil {
		t.Fatal(err)
	}
	for _, u := range units {
		files = append(files, filepath.Join(dir, u.Name))
	}
	return files
}

// TestUnitsAreComplete: each timer has its service, each service tells what it prints, and each unit is enabled or
// started by one that is.
func TestUnitsAreComplete(t *testing.T) {
	p := plan
	p.Serve, p.Watch = true, "/home/reader/saved"
	units, err := p.Units()
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, u := range units {
		texts[u.Name] = u.Text
	}
	enabled := Enabled(units)
	for name, text := range texts {
		base, isService := strings.CutSuffix(name, ".service")
		switch {
		case name == "mingpao-mail@.service":
		case isService && !slices.Contains(enabled, name) && !slices.Contains(enabled, base+".timer"):
			t.Errorf("nothing starts %s", name)
		case isService && !slices.Equal(setting(text, "OnFailure"), []string{"mingpao-mail@%N.service"}):
			t.Errorf("nothing tells that %s failed", name)
		case isService && !slices.Equal(setting(text, "User"), []string{"reader"}):
			t.Errorf("%s runs as %s", name, setting(text, "User"))
		case !isService && texts[strings.TrimSuffix(name, ".timer")+".service"] == "":
			t.Errorf("%s starts nothing", name)
		}
	}
	if _, err := (Plan{Program: `/opt/it's/mingpao`}).Units(); err == nil {
		t.Error("systemd would not start a program with a quote in its path")
	}
}

// TestUnitsFolder: the folder that units are written to is made where there is none.
func TestUnitsFolder(t *testing.T) {
	units, err := plan.Units()
	if err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(t.TempDir(), "new", "units")
	if err := (Systemd{Folder: folder}).Write(plan, units); err != nil {
		t.Fatal(err)
	}
	if entries, err := os.ReadDir(folder); err != nil || len(entries) != len(units) {
		t.Errorf("%d units, %v", len(entries), err)
	}
}
