// Package settings reads the file of a person's settings: what the flags of commands are where neither a flag nor the
// environment says it.
//
//	settings.go  the file, line by line
//	print.go     what is in force, and where it comes from
package settings

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"mingpao/extract/pathless"
	"mingpao/extract/told"
)

// fileEnv names the file, in place of where it is looked for.
const fileEnv = "MINGPAO_CONFIG"

// Settings are those of a file. The zero value is of none.
type Settings struct {
	File   string // that was read, or is looked for first
	IsRead bool
	values map[string]value
}

type value struct {
	text string
	line int
}

// Get is what the file says of a setting, "" where it says nothing.
func (s Settings) Get(key string) string { return s.values[key].text }

// maxFile is how long a file of settings may be: it has a few lines.
const maxFile = 64 << 10

// Load reads the settings: $MINGPAO_CONFIG, else the person's own file, else the machine's. Where there is none they
// are empty.
func Load() (s Settings, err error) {
	places := places()
	for _, path := range places {
		text, err := read(path)
		switch {
		case err != nil && os.Getenv(fileEnv) == "" && (errors.Is(err, fs.ErrNotExist) || !isThere(path)):
			continue
		case err != nil:
			return Settings{File: path}, told.Errorf("%s: %w", path, pathless.Error(err))
		}
		return parse(path, text)
	}
	if len(places) > 0 {
		s.File = places[0]
	}
	return s, nil
}

// isThere reports whether a file can be seen. Below a home that is another user's, as $HOME is of a program that a
// person runs as somebody else, or that is no folder, there is none.
func isThere(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// read reads a file that may be of settings; a pipe is not waited for.
func read(path string) (string, error) {
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return "", err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return "", err
	}
	text, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err == nil && (info.Mode()&fs.ModeNamedPipe != 0 || len(text) > maxFile || bytes.IndexByte(text, 0) >= 0) {
		err = told.Errorf("is no file of settings, which is a text of some lines")
	}
	return string(text), err
}

// places are where the file is looked for, by the XDG specification and the habits of the system.
func places() (all []string) {
	if path := os.Getenv(fileEnv); path != "" {
		return []string{path}
	}
	if folder, err := os.UserConfigDir(); err == nil {
		all = append(all, filepath.Join(folder, "mingpao", "config"))
	}
	return append(all, "/etc/mingpao/config")
}

// parse reads lines of key = value. All that is wrong is named, by file and line.
func parse(path, text string) (Settings, error) {
	s := Settings{File: path, IsRead: true, values: map[string]value{}}
	var faults []error
	n := 0
	for line := range strings.Lines(strings.TrimPrefix(text, "\ufeff")) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		key, said, ok := strings.Cut(line, "=")
		key, said = strings.TrimSpace(key), strings.TrimSpace(said)
		err := s.fault(key, said, ok)
		if err != nil {
			faults = append(faults, told.Errorf("%s:%d: %w", path, n, err))
			continue
		}
		s.values[key] = value{expanded(key, said), n}
	}
	return s, inOneLine(faults)
}

// inOneLine are all faults, of which each stays what it was made of; nil for none.
func inOneLine(faults []error) error {
	if len(faults) == 0 {
		return nil
	}
	first := faults[0]
	for _, err := range faults[1:] {
		first = told.Errorf("%w; %w", first, err)
	}
	return first
}

// choices are the values that a setting may have; nil: any.
var choices = map[string][]string{"db": nil, "contact": nil, "pictures": {"on", "large", "off"},
	"language": {"zh", "en"}}

// Keys are the settings that there are.
var Keys = []string{"db", "contact", "pictures", "language"}

func (s Settings) fault(key, said string, isSet bool) error {
	known, isKnown := choices[key]
	switch {
	case !isSet:
		return told.Errorf("%q is no setting; write key = value", key)
	case !isKnown:
		return told.Errorf("there is no setting %q, only %s", key, strings.Join(Keys, ", "))
	case said == "":
		return told.Errorf("%s has no value; leave the line out", key)
	case s.values[key].line > 0:
		return told.Errorf("%s stands in line %d already", key, s.values[key].line)
	case known != nil && !slices.Contains(known, said):
		return told.Errorf("%s is none of %s: %q", key, strings.Join(known, ", "), said)
	case key == "db" && !filepath.IsAbs(expanded(key, said)):
		return told.Errorf("db is a whole path, like /srv/mingpao.db or ~/mingpao.db: %q", said)
	}
	return nil
}

// expanded is a value as it is meant: ~ is the person's folder.
func expanded(key, said string) string {
	rest, isHome := strings.CutPrefix(said, "~/")
	home, err := os.UserHomeDir()
	if key != "db" || !isHome || err != nil {
		return said
	}
	return filepath.Join(home, rest)
}
