package saved

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"mingpao/extract/pathless"
	"mingpao/extract/unpack"
)

// metadataName is the file that may stand beside pages and say where they are from and when they were saved: one
// object for the page of the folder, or one a page by file name.
const metadataName = "metadata.json"

// metadata is what it says of a page. The time is taken as it stands: whether it is one is asked when it is wanted.
type metadata struct {
	URL       string          `json:"url"`
	ScrapedAt json.RawMessage `json:"scraped_at"`
}

// notes are a metadata.json: by the names of pages, or of the folder's one page.
type notes struct {
	pages map[string]json.RawMessage
	only  json.RawMessage
}

// How large a metadata.json may be: thousands of pages fit into the one, some hundreds into the other, which costs
// next to nothing to send.
const (
	maxNotes       = maxPage
	maxZippedNotes = 64 << 10
)

// notesOf reads a metadata.json when it is asked for, and once.
func notesOf(read func() ([]byte, error)) func() (notes, error) {
	return sync.OnceValues(func() (notes, error) {
		b, err := read()
		if err != nil {
			return notes{}, err
		}
		return readNotes(b)
	})
}

// folderNotes are the notes of one folder: files that a person names lie in few.
type folderNotes struct {
	dir  string
	read func() (notes, error)
}

func (r *Reader) notesIn(dir string) func() (notes, error) {
	if r.beside.read == nil || r.beside.dir != dir {
		r.beside = folderNotes{dir, notesOf(func() ([]byte, error) { return readFile(filepath.Join(dir, metadataName)) })}
	}
	return r.beside.read
}

func readFile(name string) ([]byte, error) {
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, errors.New("not a file")
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(unpack.AtMost(f, maxNotes))
}

// metadata is what stands beside a thing. Nothing there is no error.
func (t thing) metadata() (m metadata, err error) {
	if t.notes == nil {
		return m, nil
	}
	n, err := t.notes()
	if errors.Is(err, fs.ErrNotExist) {
		return m, nil
	}
	if err == nil {
		m, err = n.of(path.Base(filepath.ToSlash(t.name)))
	}
	if err != nil {
		return m, fmt.Errorf("%s: %w", metadataName, pathless.Error(err))
	}
	return m, nil
}

// readNotes takes any byte order mark: Windows writes them.
func readNotes(b []byte) (n notes, err error) {
	if n.only, _, err = transform.Bytes(unicode.BOMOverride(transform.Nop), b); err == nil {
		err = json.Unmarshal(n.only, &n.pages)
	}
	return n, err
}

// of is what they say of a page.
func (n notes) of(page string) (m metadata, err error) {
	b, ok := n.pages[page]
	if !ok {
		b = n.only
	}
	return m, json.Unmarshal(b, &m)
}

// claim is what it says of the time; the text is empty where it says nothing.
func (m metadata) scraped() string {
	text := string(m.ScrapedAt)
	if text == "null" {
		return ""
	}
	var quoted string
	if json.Unmarshal(m.ScrapedAt, &quoted) == nil {
		return strings.TrimSpace(quoted)
	}
	return text
}
