package db

import (
	"os"
	"slices"
	"sync"
)

// Connected are the files that archives of this process are in. A process that closes any descriptor of a file loses
// all its locks on that file, SQLite's among them (https://sqlite.org/howtocorrupt.html, 2.2): what we read of a file
// beside SQLite we read through one descriptor, which is closed when the last archive in it is. This is a property of
// the process, so it is the one thing here that is kept for the whole of it; SQLite has such a table, too.
var Connected files

type files struct {
	mu  sync.Mutex
	all []*openFile
}

// openFile is a file that at least one archive of this process is in.
type openFile struct {
	info  os.FileInfo
	users int
	file  *os.File // nil: nothing was read of it yet
	raw   *os.File // to write, nil: nothing was erased from it
}

// join notes an archive that is about to be opened. Whoever joins leaves after its connections were closed.
func (f *files) join(path string) (*openFile, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(f.all, func(o *openFile) bool { return os.SameFile(o.info, info) })
	if i < 0 {
		i = len(f.all)
		f.all = append(f.all, &openFile{info: info})
	}
	f.all[i].users++
	return f.all[i], nil
}

func (f *files) leave(o *openFile) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if o.users--; o.users > 0 {
		return
	}
	f.all = slices.DeleteFunc(f.all, func(other *openFile) bool { return other == o })
	for _, file := range []*os.File{o.file, o.raw} {
		if file != nil {
			_ = file.Close()
		}
	}
}

// ToWrite is a file that was joined at path, to write to beside SQLite: who does so keeps everybody else from it.
func (f *files) ToWrite(o *openFile, path string) (file *os.File, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if o.raw == nil {
		file, err = os.OpenFile(path, os.O_RDWR, 0)
		if err != nil {
			return nil, err
		}
		o.raw = file
	}
	return o.raw, nil
}

// readAt fills b with the content of a file that was joined at path.
func (f *files) readAt(o *openFile, path string, b []byte, at int64) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := o.open(path); err != nil {
		return err
	}
	_, err := o.file.ReadAt(b, at)
	return err
}

// isUnlocked reports whether nobody has a lock on a file that was joined at path.
func (f *files) isUnlocked(o *openFile, path string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return o.open(path) == nil && isFree(o.file)
}

func (o *openFile) open(path string) (err error) {
	if o.file == nil { // though it may be another by now: whoever asks looks first
		o.file, err = os.Open(path)
	}
	return err
}
