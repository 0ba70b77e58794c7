package saved

import (
	"archive/zip"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"path"
	"slices"

	"mingpao/extract/unpack"
)

// zipped is an open ZIP.
type zipped struct {
	entries []*zip.File
	byName  map[string]*zip.File
	notes   map[string]func() (notes, error) // by folder
	isWACZ  bool
	left    int64 // that may still be unpacked
	noted   int64 // bytes of notes
}

// How large a ZIP may be. Its table of contents is held in memory: the entries are two years of the paper, and a table
// of so many has half the size that is read.
const (
	maxEntries  = 250_000
	maxContents = 64 << 20
	maxAllNotes = 16 << 20 // of metadata.json: it is held, too
)

// mostUnpacked is what a ZIP of so many bytes may unpack to: pages shrink to a fifth, those of a template to a
// twentieth, and deflate's most is a thousandth.
func mostUnpacked(size int64) int64 { return 256<<20 + 50*size }

// newZipped reads the table of contents of a ZIP. One whose entries lie in each other is a bomb, and refused.
func newZipped(f io.ReaderAt, size int64) (*zipped, error) {
	contents := &boundedAt{f, maxContents}
	r, err := zip.NewReader(contents, size)
	switch {
	case contents.left < 0 || err == nil && len(r.File) > maxEntries:
		return nil, fmt.Errorf("more than %d entries: unpack it first", maxEntries)
	case err != nil:
		return nil, err
	}
	contents.left = math.MaxInt64
	if overlap(r.File) {
		return nil, errors.New("its entries overlap: it is made to unpack to more than it holds")
	}
	z := &zipped{entries: r.File, byName: make(map[string]*zip.File, len(r.File)),
		notes: map[string]func() (notes, error){}, left: mostUnpacked(size)}
	for _, e := range r.File {
		z.byName[slashed(e.Name)] = e
	}
	for name := range z.byName {
		z.isWACZ = z.isWACZ || inWACZ(name) && z.byName["datapackage.json"] != nil
	}
	return z, nil
}

// boundedAt reads so many bytes.
type boundedAt struct {
	io.ReaderAt
	left int64
}

func (b *boundedAt) ReadAt(p []byte, at int64) (int, error) {
	if b.left -= int64(len(p)); b.left < 0 {
		return 0, unpack.TooLarge(maxContents)
	}
	return b.ReaderAt.ReadAt(p, at)
}

// has reports whether there is an entry of a name.
func (z *zipped) has(name string) bool { return z.byName[name] != nil }

// overlap reports whether entries share bytes of the file.
func overlap(entries []*zip.File) bool {
	type span struct{ from, to uint64 }
	var spans []span
	for _, e := range entries {
		if from, err := e.DataOffset(); err == nil && e.CompressedSize64 > 0 {
			spans = append(spans, span{uint64(from), uint64(from) + e.CompressedSize64})
		}
	}
	slices.SortFunc(spans, func(a, b span) int { return cmp.Compare(a.from, b.from) })
	for i := 1; i < len(spans); i++ {
		if spans[i].from < spans[i-1].to {
			return true
		}
	}
	return false
}

// open unpacks an entry, as far as the ZIP may be unpacked.
func (z *zipped) open(e *zip.File) (io.ReadCloser, error) {
	in, err := e.Open()
	if err != nil {
		return nil, fmt.Errorf("broken ZIP: %w", err)
	}
	return struct {
		io.Reader
		io.Closer
	}{readerFunc(func(p []byte) (int, error) {
		if z.left < 0 {
			return 0, errors.New("the ZIP unpacks to too much")
		}
		n, err := in.Read(p)
		z.left -= int64(n)
		return n, err
	}), in}, nil
}

// shelf is where the files of a page in the ZIP lie.
func (z *zipped) shelf(page string) *shelf {
	return &shelf{page, func(name string) (io.ReadCloser, error) {
		if e := z.byName[name]; e != nil {
			return z.open(e)
		}
		return nil, fs.ErrNotExist
	}}
}

// notesIn reads the metadata.json of a folder, once, however its pages are strewn over the ZIP.
func (z *zipped) notesIn(dir string) func() (notes, error) {
	if z.notes[dir] == nil {
		z.notes[dir] = notesOf(func() ([]byte, error) { return z.noteFile(path.Join(dir, metadataName)) })
	}
	return z.notes[dir]
}

func (z *zipped) noteFile(name string) ([]byte, error) {
	e := z.byName[name]
	if e == nil {
		return nil, fs.ErrNotExist
	}
	in, err := z.open(e)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	b, err := io.ReadAll(unpack.AtMost(in, maxZippedNotes))
	if z.noted += int64(len(b)); err == nil && z.noted > maxAllNotes {
		err = fmt.Errorf("with those of other folders larger than %d MiB", maxAllNotes>>20)
	}
	return b, err
}
