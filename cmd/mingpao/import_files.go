package main

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// maxPage bounds a page that is read from a file. The largest real ones have little more than 1 MiB.
const maxPage = 16 << 20

// keptFile is one page to read, named as it was given or found.
type keptFile struct {
	name string
	err  error // it cannot be read, and why
}

func (i keptFile) isURL() bool { return strings.Contains(i.name, "://") }

// keptFiles expands arguments: a folder stands for the pages below it, sorted. An argument that gives nothing stays in its
// place with the reason.
func keptFiles(args []string) []keptFile {
	var all []keptFile
	for _, arg := range args {
		info, err := os.Stat(arg)
		switch {
		case arg == "-" || strings.Contains(arg, "://"):
			all = append(all, keptFile{name: arg})
		case err != nil:
			all = append(all, keptFile{name: arg, err: fileError(err)})
		case info.IsDir():
			all = append(all, folder(arg)...)
		default:
			all = append(all, keptFile{name: arg})
		}
	}
	return all
}

// folder lists the pages below a folder.
func folder(dir string) []keptFile {
	var pages []keptFile
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, entry fs.DirEntry, err error) error {
		name := filepath.Join(dir, path)
		switch {
		case err != nil:
			pages = append(pages, keptFile{name, fileError(err)})
			if entry != nil && entry.IsDir() {
				return fs.SkipDir
			}
		case !entry.IsDir() && isPageName(path):
			pages = append(pages, keptFile{name: name})
		}
		return nil
	})
	switch {
	case err != nil:
		return []keptFile{{dir, fileError(err)}}
	case len(pages) == 0:
		return []keptFile{{dir, errors.New("no .html, .htm or .txt page in this folder")}}
	}
	return pages
}

func isPageName(path string) bool {
	switch filepath.Ext(strings.TrimSuffix(strings.ToLower(path), ".gz")) {
	case ".html", ".htm", ".txt":
		return true
	}
	return false
}

// read returns the bytes of a file or of standard keptFile, unpacked if they are gzip.
func (i keptFile) read(stdin io.Reader) ([]byte, error) {
	if i.err != nil {
		return nil, i.err
	}
	r := stdin
	if i.name != "-" {
		f, err := os.Open(i.name)
		if err != nil {
			return nil, fileError(err)
		}
		defer f.Close()
		r = f
	}
	b, err := readAtMost(r)
	if err != nil || !bytes.HasPrefix(b, []byte("\x1f\x8b")) {
		return b, err
	}
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, fmt.Errorf("broken gzip: %w", err)
	}
	return readAtMost(z)
}

func readAtMost(r io.Reader) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, maxPage+1))
	switch {
	case err != nil:
		return nil, fileError(err)
	case len(b) > maxPage:
		return nil, fmt.Errorf("larger than %d MiB: not a page", maxPage>>20)
	}
	return b, nil
}
