package settings

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"mingpao/cmd/mingpao/internal/words"
)

func TestParse(t *testing.T) {
	t.Setenv("HOME", "/home/me")
	for _, c := range []struct{ name, text, key, want string }{
		{"a path", "db = /srv/a b.db", "db", "/srv/a b.db"},
		{"the person's folder", "db=~/明報/a.db", "db", "/home/me/明報/a.db"},
		{"notes, blank lines, a BOM and Windows' ends", "\ufeff# db = x\r\n\r\n  contact=me@example.org  \r\n", "contact",
			"me@example.org"},
		{"a value with signs", "contact = https://example.org/?a=b#c", "contact", "https://example.org/?a=b#c"},
		{"a choice", "pictures = large\nlanguage = zh", "pictures", "large"},
		{"nothing", "", "db", ""},
	} {
		s, err := parse("F", c.text)
		if got := s.Get(c.key); err != nil || got != c.want {
			t.Errorf("%s: %q, %v", c.name, got, err)
		}
	}
}

// TestMistakes: each is named with its file and line, and what is known.
func TestMistakes(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"an unknown key", "# x\n\ncolour = red", `F:3: there is no setting "colour", only db, contact, pictures, language`},
		{"no key and value", "db", `F:1: "db" is no setting; write key = value`},
		{"no value", "contact =", "F:1: contact has no value"},
		{"a choice that is none", "language = fr", `F:1: language is none of zh, en: "fr"`},
		{"a path from nowhere", "db = mingpao.db", "F:1: db is a whole path"},
		{"twice", "language = zh\nlanguage = zh", "F:2: language stands in line 1 already"},
		{"all of them", "a = b\nc = d",
			`F:1: there is no setting "a", only db, contact, pictures, language; F:2: there is no`},
	} {
		if _, err := parse("F", c.text); err == nil || !strings.HasPrefix(err.Error(), c.want) ||
			strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// TestHomeOfAnother: a home that cannot be entered has no settings, and one that cannot be read is a mistake.
func TestHomeOfAnother(t *testing.T) {
	home := t.TempDir()
	t.Setenv(fileEnv, "")
	for name, prepare := range map[string]func() (home string, err error){
		"no folder": func() (string, error) {
			file := filepath.Join(home, "f")
			return file, os.WriteFile(file, nil, 0o600)
		},
		"closed": func() (string, error) {
			dir := filepath.Join(home, "d")
			return dir, os.Mkdir(dir, 0)
		},
	} {
		at, err := prepare()
		if err != nil {
			t.Fatal(err)
		}
		t.Setenv("HOME", at)
		t.Setenv("XDG_CONFIG_HOME", at)
		if s, err := Load(); err != nil || s.IsRead {
			t.Errorf("%s: %v", name, err)
		}
	}
	own := filepath.Join(home, "mingpao", "config")
	if err := os.Mkdir(filepath.Dir(own), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(own, 0o755); err != nil { // what nobody can read as a file
		t.Fatal(err)
	}
	t.Setenv("HOME", home)
	t.Setenv("XDG_CONFIG_HOME", home)
	if _, err := Load(); err == nil {
		t.Error("a file that is there and cannot be read is passed over")
	}
}

// TestLoad: the file that is named, else the person's; one that is named and not there is a mistake.
func TestLoad(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("XDG_CONFIG_HOME", dir)
	t.Setenv("HOME", dir)
	t.Setenv(fileEnv, "")
	own, err := os.UserConfigDir()
	if err != nil {
		t.Fatal(err)
	}
	own = filepath.Join(own, "mingpao", "config")
	if s, err := Load(); err != nil || s.File != own && !s.IsRead {
		t.Errorf("no file: %+v, %v", s, err)
	}
	named := filepath.Join(dir, "named")
	for path, text := range map[string]string{own: "language = zh", named: "language = en"} {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if s, err := Load(); err != nil || s.File != own || s.Get("language") != "zh" {
		t.Errorf("the person's: %+v, %v", s, err)
	}
	t.Setenv(fileEnv, named)
	if s, err := Load(); err != nil || s.File != named || s.Get("language") != "en" {
		t.Errorf("named: %+v, %v", s, err)
	}
	t.Setenv(fileEnv, filepath.Join(dir, "none"))
	if _, err := Load(); err == nil || !strings.Contains(err.Error(), "none: no such file") {
		t.Errorf("named, and not there: %v", err)
	}
}

// TestNoSettings: what can be no file of settings is refused, and nothing is waited for.
func TestNoSettings(t *testing.T) {
	dir := t.TempDir()
	pipe, long := filepath.Join(dir, "pipe"), filepath.Join(dir, "long")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(long, []byte(strings.Repeat("#\n", maxFile)), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{pipe, long, "/dev/zero"} {
		t.Setenv(fileEnv, path)
		if _, err := Load(); err == nil || err.Error() != path+": is no file of settings, which is a text of some lines" {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// TestPrintInChinese: no English is left but names and values.
func TestPrintInChinese(t *testing.T) {
	t.Setenv("MINGPAO_DB", "")
	var b bytes.Buffer
	usual := map[string]string{"db": "報.db", "language": "zh"}
	if err := (Settings{File: "F"}).Print(words.Spoken(&b, words.Chinese), usual, false); err != nil {
		t.Fatal(err)
	}
	want := `file      F  沒有這個檔案
db        報.db  預設
contact   -      預設
pictures  -      按檔案庫所記
language  zh     按系統語言
`
	if b.String() != want {
		t.Errorf("%s", &b)
	}
}
