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

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// metadataName is the file that may stand beside pages and say where they are from and when they were saved: one
// object for the page of the folder, or one a page by file name.
const metadataName = "metadata.json"

// metadata is what it says of a page. The time is taken as it stands: whether it is one is asked when it is wanted.
type metadata struct {
	URL       string          `json:"url"`
	ScrapedAt json.RawMessage `json:"scraped_at"`
}

// beside keeps the metadata.json of one folder: the pages of a folder come one after another.
type beside struct {
	dir  string
	text []byte
	err  error
}

// in returns a reader of the files in a folder.
func (b *beside) in(dir string) func(string) ([]byte, error) {
	return func(name string) ([]byte, error) {
		if b.dir != dir {
			b.dir = dir
			b.text, b.err = readFile(filepath.Join(dir, name))
		}
		return b.text, b.err
	}
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
	return io.ReadAll(atMost(f, maxOneFile))
}

// metadata reads what stands beside a thing. Nothing there is no error.
func (t thing) metadata() (m metadata, err error) {
	if t.beside == nil {
		return m, nil
	}
	b, err := t.beside(metadataName)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return m, nil
	case err != nil:
		return m, fmt.Errorf("%s: %w", metadataName, reason(err))
	}
	if m, err = readMetadata(b, path.Base(filepath.ToSlash(t.name))); err != nil {
		return m, fmt.Errorf("%s: %w", metadataName, err)
	}
	return m, nil
}

// readMetadata takes any byte order mark: Windows writes them.
func readMetadata(b []byte, page string) (m metadata, err error) {
	b, _, err = transform.Bytes(unicode.BOMOverride(transform.Nop), b)
	if err != nil {
		return m, err
	}
	var pages map[string]json.RawMessage
	if err := json.Unmarshal(b, &pages); err != nil {
		return m, err
	}
	if own, ok := pages[page]; ok {
		b = own
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
