package extraction

import (
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"mingpao/cmd/mingpao/internal/file"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/extract/pathless"
	"mingpao/extract/told"
)

// endings are those of the files that pages are written to, by format.
var endings = map[string]string{"": ".json", "json": ".json", "jsonl": ".json", "text": ".txt", "markdown": ".md"}

// files writes each article to a file of its own, below a folder.
type files struct {
	folder, format string
	taken          map[string]int // by name without its ending
}

func (f *files) print(r result) error {
	if r.article == nil || f.folder == "" {
		return nil
	}
	name := fileName(r.source)
	if f.taken == nil {
		f.taken = map[string]int{}
	}
	f.taken[name]++
	if n := f.taken[name]; n > 1 { // named twice, or in two spellings
		name = fmt.Sprintf("%s-%d", name, n)
	}
	path := filepath.Join(f.folder, name+endings[f.format])
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil { // the umask decides
		return told.Errorf("%s: %w", terminal.Plain(filepath.Dir(path)), pathless.Error(err))
	}
	return file.Write(path, func(w io.Writer) error {
		one := printer{w: w, format: f.format}
		if err := one.print(r); err != nil {
			return err
		}
		return one.end()
	})
}

// maxName bounds the name of a file, in bytes: file systems take 255, and an ending comes to it.
const maxName = 200

// fileName is a source as a path below a folder: news.mingpao.com/pns/… of an address, crawl.warc.gz-17 of a record.
func fileName(source string) string {
	if _, path, is := strings.Cut(source, "://"); is {
		source = path
	}
	var parts []string
	for part := range strings.SplitSeq(strings.ReplaceAll(source, "\\", "/"), "/") {
		part = strings.NewReplacer("#", "-", "?", "-", ":", "-", "\x00", "-").Replace(terminal.Plain(part))
		if len(part) > maxName {
			part = fmt.Sprintf("%.*s-%x", maxName/8, strings.ToValidUTF8(part, ""), sha256.Sum256([]byte(part)))
		}
		if part != "" && part != "." && part != ".." {
			parts = append(parts, part)
		}
	}
	if parts == nil {
		return "page"
	}
	return filepath.Join(parts...)
}
