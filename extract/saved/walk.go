package saved

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"mingpao/extract/pathless"
)

// thing is what may hold pages: a file, standard input, an entry of a ZIP.
type thing struct {
	name      string // as it is shown
	r         io.Reader
	whole     io.ReadSeeker                     // the same where it is a file, from its start; nil where it is none
	reopen    func() (io.ReadSeekCloser, error) // to look into it again; nil where it can be read but once
	size      int64                             // in bytes; 0 where nobody knows
	written   time.Time                         // when; zero where nobody knows
	notes     func() (notes, error)             // what stands beside it says of pages; nil where nothing does
	named     bool                              // by a person: it is meant to be a page
	before    int64                             // bytes of the inputs that were read before it
	near      *shelf                            // where the files of a saved page lie; nil: it has none
	zipped    bool                              // it lies in a ZIP
	packed    bool                              // it lies in a gzip file
	origin    *origin                           // what a person named
	record    int                               // where in that it is; 0: it is that
	claims    string                            // what it says itself of who saw it
	behind    *Witness                          // whom it has that from
	takenBack *Retraction                       // its word that this look was wrong
}

// fails hands on what went wrong with a thing as a whole.
func (t thing) fails(err error, give emit) bool {
	return give(Page{Source: t.name}, pathless.Error(err))
}

// input reads what a person named.
func (r *Reader) input(ctx context.Context, name string, give emit) bool {
	switch {
	case r.options.Folder != "":
		return r.fileOf(ctx, r.options.Folder, name, give)
	case name == "-":
		return r.standardInput(ctx, give)
	}
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return thing{name: name}.fails(err, give)
	case info.IsDir():
		return r.folders(ctx, name, give)
	}
	t := thing{name: name, named: true, origin: originFile(name), notes: r.notesIn(filepath.Dir(name)),
		near: fileShelf(name)}
	return r.file(ctx, t, give)
}

func (r *Reader) standardInput(ctx context.Context, give emit) bool {
	if r.options.Stdin == nil {
		return thing{name: "-"}.fails(errors.New("there is no standard input"), give)
	}
	return r.open(thing{name: "-", origin: &origin{name: "-"}, r: r.counted(ctx, r.options.Stdin, unbounded),
		named: true}, give)
}

// file reads a regular file, or one that a person named and that may be a pipe: it is opened without waiting for its
// writer.
func (r *Reader) file(ctx context.Context, t thing, give emit) bool {
	f, err := os.OpenFile(t.name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return t.fails(err, give)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return t.fails(err, give)
	}
	t.before = r.read
	t.r = r.counted(ctx, f, info.Size())
	if info.Mode().IsRegular() {
		t.whole = struct {
			io.Reader
			io.Seeker
		}{t.r, f}
		t.size, t.written = info.Size(), info.ModTime()
		t.reopen = func() (io.ReadSeekCloser, error) { return os.Open(t.name) }
	}
	more := r.open(t, give)
	if info.Mode().IsRegular() {
		r.read = t.before + info.Size()
	}
	return more
}

// folders reads the pages below a folder, and says so where there is nothing to read.
func (r *Reader) folders(ctx context.Context, dir string, give emit) bool {
	before, failed := r.opened, false
	watch := func(p Page, err error) bool {
		var over *PassedOver
		failed = failed || err != nil && !errors.As(err, &over)
		return give(p, err)
	}
	root, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return thing{name: dir}.fails(err, give)
	}
	f := folderWalk{r, ctx, watch, root, &origin{name: filepath.Base(root)}, map[string]bool{}}
	if !f.folder(dir) {
		return false
	}
	return failed || r.opened > before || give(Page{Source: dir}, errors.New("no page in this folder"))
}

// fileOf reads a file as it is read within its folder: it need not be a page.
func (r *Reader) fileOf(ctx context.Context, folder, name string, give emit) bool {
	root, err := filepath.EvalSymlinks(folder)
	if err != nil {
		return thing{name: folder}.fails(err, give)
	}
	info, err := os.Lstat(name)
	if err != nil {
		return thing{name: name}.fails(err, give)
	}
	f := folderWalk{r, ctx, give, root, originFile(name), map[string]bool{}}
	return f.entry(filepath.Dir(name), fs.FileInfoToDirEntry(info), f.notesBeside(filepath.Dir(name)))
}

// special names what is neither a file nor a folder: reading it might wait for ever.
func special(m fs.FileMode) string {
	switch {
	case m&fs.ModeNamedPipe != 0:
		return "FIFO"
	case m&fs.ModeSocket != 0:
		return "socket"
	}
	return "device"
}

const partOfPage = "part of a saved page"

// isPartOfSavedPage reports whether a folder holds what belongs to a page that a browser saved beside it: frames,
// pictures.
func isPartOfSavedPage(dir string) bool {
	page, ok := strings.CutSuffix(dir, "_files")
	if !ok {
		return false
	}
	return exists(page+".html") || exists(page+".htm")
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// originalKind is what isOriginal recognises.
const originalKind = "original of a page beside it"

// isOriginal reports whether a file is the page that wget -K kept before it changed the addresses of the one beside it,
// under a name that wget -E gave no ending.
func isOriginal(name string, exists func(string) bool) bool {
	page, ok := strings.CutSuffix(name, ".orig")
	return ok && (exists(page) || exists(page+".html"))
}

// unbounded is the size of a stream.
const unbounded = 1 << 62

// counted reads for as long as the context lasts, and counts up to a file's size: parts of it may be read again.
func (r *Reader) counted(ctx context.Context, from io.Reader, size int64) io.Reader {
	end := r.read + size
	return readerFunc(func(p []byte) (int, error) {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		n, err := from.Read(p)
		r.read = min(r.read+int64(n), max(end, r.read))
		return n, err
	})
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }
