package watching

import (
	"io/fs"
	"path/filepath"
	"strings"
	"time"
)

// How long a file has to be left alone until it is complete.
const (
	settled = 2 * time.Second  // one that shows its end
	slow    = time.Minute      // one that does not: a download stalls, and nobody sees what a proxy still adds to a WARC
	longest = 10 * time.Minute // until one is taken as it is that is written to all the time
)

// folder is what lies in a folder, as it was found by the last look.
type folder struct {
	root  string
	enter func(folder string)          // is called for each, before its files are read; nil: nobody wants to know
	fails func(name string, err error) // is called for what cannot be looked into; nil: nobody wants to know
	files map[string]*file             // by path
}

// file is one that may be, or become, a saved page.
type file struct {
	stamp
	changed time.Time // when it was last seen to be another, by our clock
	began   time.Time // when that began
	isTaken bool      // as it is
	isKnown bool      // it was taken since we look, as it is or as it was
	isShut  bool      // it could not be opened
}

// stamp tells a file from what it was before. Those that a browser lays beside a page belong to the page.
type stamp struct {
	size    int64
	written time.Time
	parts   int
}

// with adds a part of a page.
func (s stamp) with(part stamp) stamp {
	s.size, s.parts = s.size+part.size, s.parts+1
	if part.written.After(s.written) {
		s.written = part.written
	}
	return s
}

// look looks at what is there now. Where the folder itself cannot be read, all stays as it was.
func (f *folder) look(now time.Time) error {
	found := map[string]stamp{}
	if err := filepath.WalkDir(f.root, func(name string, d fs.DirEntry, err error) error {
		return f.visit(found, name, d, err)
	}); err != nil {
		return err
	}
	for name := range f.files {
		if _, ok := found[name]; !ok {
			delete(f.files, name)
		}
	}
	for name, s := range found {
		f.note(name, s, now)
	}
	return nil
}

func (f *folder) visit(found map[string]stamp, name string, d fs.DirEntry, err error) error {
	isRoot := name == f.root
	switch {
	case err != nil && isRoot:
		return err
	case err != nil:
		f.fails(name, err)
		return nil
	case !isRoot && isUnfinished(d.Name()) && d.IsDir():
		return fs.SkipDir
	case d.IsDir():
		f.enter(name)
		return nil
	case isUnfinished(d.Name()) || !d.Type().IsRegular():
		return nil
	}
	info, err := d.Info()
	if err != nil || info.Size() == 0 { // it has gone, or is still to come
		return nil
	}
	s := stamp{size: info.Size(), written: info.ModTime()}
	if page, isPart := f.pageOf(found, name); isPart {
		found[page] = found[page].with(s)
		return nil
	}
	found[name] = s
	return nil
}

// pageOf is the page that a browser has saved beside the folder in which a file lies.
func (f *folder) pageOf(found map[string]stamp, name string) (page string, isPart bool) {
	before, _, isPart := strings.Cut(name[len(f.root):], "_files"+string(filepath.Separator))
	for _, ending := range []string{".html", ".htm"} {
		page = f.root + before + ending
		if _, ok := found[page]; ok && isPart { // it comes first: a point is before an underscore
			return page, true
		}
	}
	return "", false
}

// unfinished are the endings of what browsers and other programs have not finished, or keep for themselves.
var unfinished = []string{".crdownload", ".part", ".partial", ".download", ".opdownload", ".tmp", ".temp", ".open", "~"}

// isUnfinished reports whether a name says that its file or folder is not to be read yet, or hides it.
func isUnfinished(name string) bool {
	if strings.HasPrefix(name, ".") {
		return true
	}
	for _, ending := range unfinished {
		if strings.HasSuffix(strings.ToLower(name), ending) {
			return true
		}
	}
	return false
}

// note keeps how a file was found.
func (f *folder) note(name string, s stamp, now time.Time) {
	known, ok := f.files[name]
	switch {
	case !ok:
		f.files[name] = &file{stamp: s, changed: now, began: now}
	case known.stamp != s:
		if known.isTaken {
			known.began, known.isTaken = now, false
		}
		known.stamp, known.changed = s, now
	}
}

// complete are the files that can be read now, and how long it takes until another one may be.
func (f *folder) complete(now time.Time) (files map[string]*file, next time.Duration) {
	files, next = map[string]*file{}, longest
	for name, file := range f.files {
		if file.isTaken {
			continue
		}
		if rest := file.restsFor(name, now); rest > 0 {
			next = min(next, rest)
			continue
		}
		files[name] = file
	}
	return files, next
}

// restsFor is how much longer a file has to be left alone.
func (f *file) restsFor(name string, now time.Time) time.Duration {
	rest := settled - now.Sub(f.changed)
	if rest > 0 || showsEnd(name) {
		return rest
	}
	return min(slow-now.Sub(f.changed), longest-now.Sub(f.began))
}

// take notes that a file was taken, or was before we met it. It reports whether.
func (f *folder) take(name string, before func(name string) bool) bool {
	file := f.files[name]
	if before == nil || !file.isKnown && before(name) {
		file.isTaken, file.isKnown = true, true
	}
	return file.isTaken
}
