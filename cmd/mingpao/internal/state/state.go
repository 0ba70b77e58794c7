// Package state keeps what must outlive an archive that cannot be written: small files, each of one command that looks
// after one archive.
package state

import (
	"bytes"
	"errors"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gofrs/flock"
)

// Folders are where a state may lie, the first that can be written: $STATE_DIRECTORY, as systemd gives it,
// $XDG_STATE_HOME, beside the archive, and where nobody names a folder what XDG_STATE_HOME stands for.
func Folders(archive string) []Folder {
	if state, _, _ := strings.Cut(os.Getenv("STATE_DIRECTORY"), ":"); state != "" {
		return []Folder{{state, true}}
	}
	if state := os.Getenv("XDG_STATE_HOME"); filepath.IsAbs(state) {
		return []Folder{{filepath.Join(state, "mingpao"), true}}
	}
	folders := []Folder{{filepath.Dir(archive), false}}
	if home, err := os.UserHomeDir(); err == nil && filepath.IsAbs(home) {
		folders = append(folders, Folder{filepath.Join(home, ".local", "state", "mingpao"), true})
	}
	return folders
}

// Folder is where a state may lie.
type Folder struct {
	Path   string
	IsOurs bool // it is made where there is none
}

// Name is the file of what words say, for an archive: it tells commands apart that differ in any word.
func Name(archive, ending string, words ...string) string {
	key := fnv.New64a()
	for _, w := range append([]string{archive}, words...) {
		_, _ = key.Write([]byte(w + "\x00")) // a hash takes everything
	}
	return fmt.Sprintf("%s.%s-%016x.%s", filepath.Base(archive), words[0], key.Sum64(), ending)
}

// File is a state by its name, in one of some folders.
type File struct {
	Folders []Folder
	Name    string
}

// size is what a file takes from its beginning: it is written in place, which a disk that has become full still allows.
const size = 8 << 10

// Update has what is kept changed, and keeps it in the first folder that takes it. What is handed over are all that is
// kept, which may be in several folders, of runs that could not write to the others. The error is that no folder takes
// it: what is to be said has to be said then as if nothing were known.
func (f File) Update(change func(kept [][]byte) []byte) error {
	var first error
	for _, folder := range f.Folders {
		err := f.update(folder, change)
		if err == nil {
			return nil
		}
		if first == nil {
			first = err
		}
	}
	return first
}

func (f File) update(folder Folder, change func(kept [][]byte) []byte) error {
	if folder.IsOurs {
		if err := os.MkdirAll(folder.Path, 0o777); err != nil { // the umask decides
			return err
		}
	}
	path := filepath.Join(folder.Path, f.Name)
	lock := flock.New(path, flock.SetFlag(os.O_CREATE|os.O_RDWR), flock.SetPermissions(0o666))
	if err := lock.Lock(); err != nil {
		return err
	}
	defer lock.Close()
	text := change(f.Read())
	if missing := size - len(text)%size; missing < size {
		text = append(text, bytes.Repeat([]byte{'\n'}, missing)...)
	}
	return writeInPlace(path, text)
}

func writeInPlace(path string, text []byte) error {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	_, err = file.WriteAt(text, 0)
	if err == nil {
		err = file.Truncate(int64(len(text)))
	}
	return errors.Join(err, file.Close())
}

// systemState is where systemd's services have theirs: a person who asks is no service.
const systemState = "/var/lib/mingpao"

// Read is all that is kept.
func (f File) Read() (kept [][]byte) {
	for _, folder := range append(slices.Clone(f.Folders), Folder{Path: systemState}) {
		if text, err := os.ReadFile(filepath.Join(folder.Path, f.Name)); err == nil {
			kept = append(kept, bytes.TrimRight(text, "\n"))
		}
	}
	return kept
}
