package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/terminal"
)

// TestHelpFits: the help of every command fits a screen of 80 columns, in each language.
func TestHelpFits(t *testing.T) {
	for _, locale := range []string{"C", "zh_HK.UTF-8"} {
		t.Run(locale, func(t *testing.T) {
			t.Setenv("LC_ALL", locale)
			checkHelpFits(t)
		})
	}
}

func checkHelpFits(t *testing.T) {
	t.Helper()
	names := []string{""}
	for _, c := range newRoot(streams{}).Commands() {
		names = append(names, c.Name())
	}
	for _, name := range names {
		var out bytes.Buffer
		if status := run(t.Context(), strings.Fields("help "+name), streams{nil, &out, &out}); status != statusDone {
			t.Errorf("help %s: status %d", name, status)
		}
		for line := range strings.SplitSeq(out.String(), "\n") {
			if n := terminal.Cells(line); n > cli.HelpWidth {
				t.Errorf("%s: %d cells: %s", name, n, line)
			}
		}
	}
}

// TestWrongUsage: what is wrong is said in one line, by the command that it is about, and not in a library's words.
func TestWrongUsage(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{"list extra", `list: "extra" is not a flag, and it takes nothing else; mingpao help list lists them`},
		{"list --limit x", `list: --limit "x" is not a number`},
		{"list --gone=maybe", `list: --gone "maybe" is not a value that it takes; write the flag alone`},
		{"list -z", "list has no flag -z; mingpao help list lists them"},
		{"list --from", "list: --from needs a value: DAY"},
		{"crawl --max-time 5", `crawl: --max-time "5" is not a time; times are written like 10m, 90s or 1h30m`},
		{"stats --csv --json", "stats: --json and --csv do not go together"},
		{"help nope", `no command "nope"; mingpao help lists them`},
		{"help serach", `no command "serach"; did you mean search?; mingpao help lists them`},
		{"backup -", "backup: - is a stream, and a copy is read again before it counts; name a file"},
	} {
		var out, errs bytes.Buffer
		status := run(t.Context(), strings.Fields(c.line), streams{nil, &out, &errs})
		if want := "mingpao: " + c.want + "\n"; status != statusUsage || errs.String() != want || out.Len() > 0 {
			t.Errorf("%s: status %d, %s", c.line, status, errs.String())
		}
	}
}

// TestCompletions: a shell is offered what a flag can take, of the archive where that knows it.
func TestCompletions(t *testing.T) {
	db := editedArchive(t, t.TempDir())
	var errs bytes.Buffer
	if status := run(t.Context(), []string{"import", "--db", db, "../../testdata/pages/pns-opinion.html"},
		streams{nil, &errs, &errs}); status != statusDone {
		t.Fatal(errs.String())
	}
	for _, c := range []struct{ line, want string }{
		{"list --section ", "ins/s00001\t即時港聞"},
		{"list --edition ", "pns\t每日明報"},
		{"list --author ", "方靜文"},
		{"export --format ", "epub"},
		{"extract --format ", "jsonl"},
		{"cite --style ", "bibtex"},
		{"stats --by ", "month"},
		{"crawl --section ", "pns/s00012\t觀點"},
		{"crawl --log-format ", "json"},
		{"schedule ", "systemd"},
		{"help ", "search\tSearch the archive"},
	} {
		t.Setenv("MINGPAO_DB", db)
		var out bytes.Buffer
		args := append([]string{"__complete"}, strings.Split(c.line, " ")...)
		if status := run(t.Context(), args, streams{nil, &out, &out}); status != statusDone ||
			!strings.Contains(out.String(), c.want+"\n") {
			t.Errorf("%s: status %d, %s", c.line, status, out.String())
		}
	}
}

// TestLinesEndInText: no command for people prints blanks at the end of a line.
func TestLinesEndInText(t *testing.T) {
	t.Setenv("MINGPAO_DB", editedArchive(t, t.TempDir()))
	for _, line := range []string{
		"list", "search 環島", "show 1772500000001", "show --explain 1772500000001", "history 1772500000001",
		"changes --since 2026", "cite 1772500000001",
		"stats", "stats --by section", "stats --by author", "sections", "authors", "columns", "status", "sources", "calendar",
		"crawl --orders",
		"schedule --contact me@example.org", "verify", "remove --list",
	} {
		var out bytes.Buffer
		if status := run(t.Context(), strings.Fields(line), streams{nil, &out, &out}); status != statusDone {
			t.Errorf("%s: status %d, %s", line, status, out.String())
		}
		for printed := range strings.SplitSeq(out.String(), "\n") {
			if strings.TrimRight(printed, " \t") != printed {
				t.Errorf("%s: %q", line, printed)
			}
		}
	}
}

// TestShortFlags: what many commands have by one name has one letter in all of them.
func TestShortFlags(t *testing.T) {
	for _, c := range newRoot(streams{}).Commands() {
		for name, letter := range map[string]string{"limit": "n", "output": "o", "quiet": "q", "verbose": "v"} {
			if f := c.Flags().Lookup(name); f != nil && f.Shorthand != letter {
				t.Errorf("%s: --%s has the letter %q, want %q", c.Name(), name, f.Shorthand, letter)
			}
		}
	}
}

func TestAdvice(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{"serach 颱風", `no command "serach"; did you mean search?`},
		{"list --sectoin pns", "list has no flag --sectoin; did you mean --section?"},
		{"completion bsh", `completion: "bsh" is none of bash, fish, powershell, zsh`},
		{"xyzzy", `no command "xyzzy"; mingpao help lists them`},
	} {
		var out bytes.Buffer
		if status := run(t.Context(), strings.Fields(c.line), streams{nil, &out, &out}); status != statusUsage ||
			!strings.Contains(out.String(), c.want) {
			t.Errorf("%s: status %d, %s", c.line, status, out.String())
		}
	}
}

// TestManual lets man show the pages where it knows no Chinese: it does without a warning, and nothing is left out.
func TestManual(t *testing.T) {
	man, err := exec.LookPath("man")
	if err != nil {
		t.Skip("there is no man")
	}
	dir := t.TempDir()
	if status, _, errs := tryCommand(t, "man", dir); status != statusDone {
		t.Fatal(errs)
	}
	for page, want := range map[string]string{
		"man1/mingpao.1": "Ming Pao (??)", "man1/mingpao-search.1": "\n       ?? ??          both words",
		"man1/mingpao-runs.1": "MINGPAO-RUNS(1)", "man5/mingpao-article.5": "       author_note\n",
		"man5/mingpao-sql.5": "\n       SELECT ",
	} {
		cmd := exec.Command(man, "--warnings", "-l", filepath.Join(dir, page))
		cmd.Env = append(os.Environ(), "LC_ALL=C", "MANWIDTH=80", "PAGER=cat", "MANPAGER=cat")
		var out, errs bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &errs
		if err := cmd.Run(); err != nil || errs.Len() > 0 || !strings.Contains(out.String(), want) {
			t.Errorf("%s: %v: %s%s", page, err, errs.String(), out.String())
		}
	}
}
