package saved

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"mingpao/extract/saved/internal/form"
	"mingpao/extract/site"
	"mingpao/extract/spool"
)

// zip reads the pages of a ZIP, or the WARC files of a WACZ. One that comes as a stream goes through a temporary
// file: its table of contents is at its end.
func (r *Reader) zip(t thing, give emit) bool {
	if t.zipped || t.packed {
		return t.fails(errNested, give)
	}
	f, size, err := t.file()
	if err != nil {
		return t.fails(err, give)
	}
	defer f.Close()
	z, err := newZipped(f, size)
	if err != nil {
		return t.fails(fmt.Errorf("broken ZIP: %w", err), give)
	}
	for i := range z.entries {
		if t.reopen != nil {
			r.read = t.before + size*int64(i)/int64(len(z.entries))
		}
		if z.left < 0 {
			return t.fails(fmt.Errorf("it unpacks to more than %d MiB: the rest is not read; unpack it first if you trust it",
				mostUnpacked(size)>>20), give)
		}
		if !r.zipEntry(t, i, z, give) {
			return false
		}
	}
	return true
}

// file is what a ZIP is read from.
type file interface {
	io.ReaderAt
	io.Closer
}

// file gives a thing as one that can be read anywhere.
func (t thing) file() (file, int64, error) {
	if t.reopen == nil {
		return spooled(t.r)
	}
	f, err := os.Open(t.name)
	if err != nil {
		return nil, 0, err
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, 0, err
	}
	return f, info.Size(), nil
}

// spooled keeps a stream in a temporary file.
func spooled(r io.Reader) (file, int64, error) {
	f, err := spool.File()
	if err != nil {
		return nil, 0, err
	}
	n, err := io.Copy(f, r)
	if err != nil {
		f.Close()
		return nil, 0, err
	}
	return f, n, nil
}

// inWACZ tells the WARC files of a WACZ: the rest are its indexes.
func inWACZ(name string) bool {
	return strings.HasPrefix(name, "archive/") && form.HasExt(name, ".warc")
}

// slashed is a name as the standard has it: tools on Windows write backslashes.
func slashed(name string) string { return strings.ReplaceAll(name, `\`, "/") }

func (r *Reader) zipEntry(parent thing, i int, z *zipped, give emit) bool {
	e := z.entries[i]
	name := slashed(e.Name)
	t := thing{name: parent.name + "#" + name, written: zipTime(e), zipped: true, origin: parent.origin, record: i + 1}
	if form.HasExt(name, ".warc", ".har") {
		t.origin = parent.origin.within(name)
	}
	switch mode := e.Mode(); {
	case strings.HasSuffix(name, "/") || mode.IsDir() || path.Base(name) == metadataName:
		return true
	case z.isWACZ && !inWACZ(name):
		return true
	case isOriginal(name, z.has):
		return t.fails(&PassedOver{originalKind}, give)
	case !filepath.IsLocal(name):
		return t.fails(errors.New("its name leads out of the archive"), give)
	case !mode.IsRegular():
		return t.fails(&PassedOver{"link in an archive"}, give)
	case e.Flags&encrypted != 0:
		return t.fails(errors.New("encrypted: unpack the archive first"), give)
	}
	t.notes, t.near = z.notesIn(path.Dir(name)), z.shelf(name)
	in, err := z.open(e)
	if err != nil {
		return t.fails(err, give)
	}
	defer in.Close()
	t.r = in
	if e.Method == zip.Store {
		t.reopen = func() (io.ReadSeekCloser, error) { return stored(parent, e) }
	}
	return r.open(t, give)
}

// encrypted is the flag of an entry that needs a password.
const encrypted = 1

// stored opens an entry that is not compressed: a WACZ keeps its WARC files so.
func stored(parent thing, e *zip.File) (io.ReadSeekCloser, error) {
	offset, err := e.DataOffset()
	if err != nil || parent.reopen == nil {
		return nil, errors.Join(err, errOnce)
	}
	f, err := os.Open(parent.name)
	if err != nil {
		return nil, err
	}
	return struct {
		io.ReadSeeker
		io.Closer
	}{io.NewSectionReader(f, offset, int64(e.UncompressedSize64)), f}, nil
}

var errOnce = errors.New("it can be read but once")

// zipTime is when an entry was written. The old form of it has no zone: it is the time of whoever packed it, in Hong
// Kong.
func zipTime(e *zip.File) time.Time {
	m := e.Modified
	if m.IsZero() || m.Year() < firstYear {
		return time.Time{}
	}
	if hasZone(e.Extra) {
		return m
	}
	return time.Date(m.Year(), m.Month(), m.Day(), m.Hour(), m.Minute(), m.Second(), 0, site.Zone)
}

// hasZone reports whether the extra fields of an entry give its time in UTC: NTFS's and the two of Unix.
func hasZone(extra []byte) bool {
	for len(extra) >= 4 {
		id, size := int(extra[0])|int(extra[1])<<8, int(extra[2])|int(extra[3])<<8
		if id == 0x5455 || id == 0x000a || id == 0x000d || id == 0x5855 {
			return true
		}
		extra = extra[min(len(extra), 4+size):]
	}
	return false
}
