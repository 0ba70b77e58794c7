// Package file writes files that people name: whole or not at all where that can be, and through to what is no plain
// file.
package file

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"mingpao/extract/pathless"
	"mingpao/extract/told"
)

// Write has the file at path written. A plain file is replaced when all is written, with the mode that it has, and
// stays as it is where writing fails. A symbolic link is followed; a device, a pipe and what the system has in /dev
// and /proc are written through.
func Write(path string, write func(io.Writer) error) error {
	target, through, err := resolve(path)
	if err != nil {
		return fault(path, err)
	}
	if through {
		return writeThrough(path, target, write)
	}
	return Replace(path, func(temporary string) error {
		f, err := os.OpenFile(temporary, os.O_WRONLY, 0)
		if err != nil {
			return fault(path, err)
		}
		defer f.Close()
		if err := buffered(f, write); err != nil {
			return named(path, err)
		}
		return fault(path, errors.Join(f.Sync(), f.Close()))
	})
}

// Replace has a new file made at a temporary place beside path, empty and with the right mode, and puts it in the
// place of path when that is done. The name given stays as it is where making fails.
func Replace(path string, fill func(temporary string) error) error {
	target, through, err := resolve(path)
	if err == nil && through {
		err = errors.New("not a plain file")
	}
	if err != nil {
		return fault(path, err)
	}
	temporary, err := create(target)
	if err != nil {
		return fault(path, err)
	}
	if err := fill(temporary); err != nil {
		_ = os.Remove(temporary)
		return err
	}
	if err := os.Rename(temporary, target); err != nil {
		_ = os.Remove(temporary)
		return fault(path, err)
	}
	return nil
}

// maxLinks is how many symbolic links are followed, as many as Linux follows.
const maxLinks = 40

// resolve is the file that a path means at the end of its symbolic links, whether or not it is there yet, and whether
// it has to be written through.
func resolve(path string) (target string, through bool, err error) {
	target = path
	for range maxLinks {
		if clean, err := filepath.Abs(target); err == nil && isSystems(clean) {
			return target, true, nil
		}
		info, err := os.Lstat(target)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return target, false, nil
		case err != nil:
			return target, false, err
		case info.IsDir():
			return target, false, errors.New("it is a folder; name a file")
		case info.Mode()&fs.ModeSymlink == 0:
			return target, !info.Mode().IsRegular(), nil
		}
		link, err := os.Readlink(target)
		if err != nil {
			return target, false, err
		}
		if !filepath.IsAbs(link) {
			link = filepath.Join(filepath.Dir(target), link)
		}
		target = link
	}
	return target, false, errors.New("too many symbolic links")
}

// isSystems tells whether a path names what the system provides: /dev/stdout, /proc/self/fd/1. /dev/shm holds people's
// files.
func isSystems(path string) bool {
	return strings.HasPrefix(path, "/proc/") || strings.HasPrefix(path, "/dev/") && !strings.HasPrefix(path, "/dev/shm/")
}

func writeThrough(path, target string, write func(io.Writer) error) error {
	f, err := os.OpenFile(target, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		return fault(path, err)
	}
	defer f.Close()
	if err := buffered(f, write); err != nil {
		return named(path, err)
	}
	return fault(path, f.Close())
}

func buffered(f *os.File, write func(io.Writer) error) error {
	b := bufio.NewWriterSize(f, 1<<16)
	if err := write(b); err != nil {
		return err
	}
	return b.Flush()
}

// create makes an empty file beside target: with its mode and, where that is allowed, its owner; else as the umask
// says. A file that may not be written is not replaced either.
func create(target string) (string, error) {
	info, err := os.Stat(target)
	if err == nil {
		old, err := os.OpenFile(target, os.O_WRONLY, 0)
		if err != nil {
			return "", err
		}
		_ = old.Close()
	}
	name := filepath.Join(filepath.Dir(target), fmt.Sprintf(".%s.%08x", filepath.Base(target), rand.Uint32()))
	f, createErr := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if createErr != nil {
		return "", createErr
	}
	defer f.Close()
	if err != nil {
		return name, nil // nothing is replaced
	}
	if err := f.Chmod(info.Mode().Perm()); err != nil {
		_ = os.Remove(name)
		return "", err
	}
	keepOwner(f, info)
	return name, nil
}

// named puts a path into an error of the file itself; others say what they mean.
func named(path string, err error) error {
	var own *fs.PathError
	if errors.As(err, &own) {
		return fault(path, err)
	}
	return err
}

func fault(path string, err error) error {
	if err == nil {
		return nil
	}
	folder := filepath.Dir(path)
	if _, missing := os.Stat(folder); errors.Is(missing, fs.ErrNotExist) { // none is made: a disk may not be mounted there
		return told.Errorf("write %s: there is no folder %s; mkdir -p makes it", path, folder)
	}
	return told.Errorf("write %s: %w", path, pathless.Error(err))
}

// Same reports whether two paths lead to one file; b may lead to none.
func Same(a, b string) (bool, error) {
	one, err := os.Stat(a)
	if err != nil {
		return false, err
	}
	other, err := os.Stat(b)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil && os.SameFile(one, other), err
}

// Size is how many bytes a file has, 0 where there is none.
func Size(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}
