// Package folder writes articles as Markdown into a folder, a file each.
//
//	folder.go  the files, and pictures beside them
//	names.go   what they are called
//	found.go   files of ours that are there already
package folder

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/file"
	"mingpao/extract"
	"mingpao/extract/pathless"
	"mingpao/extract/told"
	"mingpao/store/catalog"
)

// Options are what a folder may want to know. The zero value will do.
type Options struct {
	For      export.Target
	Template string // of names; "": by the program's custom
	Kept     Kept   // pictures, which are put beside their articles; nil: none
}

// Kept calls for each image of which a picture is kept, with its type and bytes.
type Kept func(images []extract.Image, each func(i extract.Image, mediaType string, body []byte) error) error

// Folder writes one file an article. An article that is to be called otherwise leaves no file behind at its old place;
// what is not ours stays.
type Folder struct {
	Options
	dir    string
	found  found
	wanted map[string]int // how many articles want a place, folded
}

// Open opens a folder, which need not be there.
func Open(dir string, o Options) (*Folder, error) {
	o.Template = cmp.Or(o.Template, defaultTemplate(o.For))
	f := &Folder{Options: o, dir: dir, wanted: map[string]int{}}
	err := f.look()
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, told.Errorf("read %s: %w", dir, pathless.Error(err))
	}
	return f, nil
}

// Sharing reports whether two articles can want one place: Want is then to be told of all before the first is added.
func (f *Folder) Sharing() bool { return f.Template != byID }

// Want notes the place of an article that will be added.
func (f *Folder) Want(a *catalog.Article) {
	f.wanted[folded(placeOf(f.Template, factsOf(a)).plain)]++
}

// Add writes an article.
func (f *Folder) Add(a *catalog.Article) error {
	facts := factsOf(a)
	stem := f.choose(facts.key(), placeOf(f.Template, facts))
	at := filepath.Join(f.dir, filepath.FromSlash(stem))
	if err := os.MkdirAll(filepath.Dir(at+f.ending()), 0o777); err != nil { // the umask decides
		return err
	}
	beside, err := f.pictures(at, a)
	if err != nil {
		return err
	}
	err = file.Write(at+f.ending(), func(w io.Writer) error {
		_, err := io.WriteString(w, f.text(a, beside))
		return err
	})
	if old := f.found.places[facts.key()]; err == nil && old != "" && old != stem {
		err = f.remove(filepath.Join(f.dir, filepath.FromSlash(old)))
	}
	return err
}

// choose is the place of an article: the plain one, unless another article wants it or a file is there that is not
// this article's. One that was told apart once stays so: links lead there.
func (f *Folder) choose(key string, p place) string {
	owner, taken := f.found.owners[folded(p.plain)]
	if taken && owner != key || f.wanted[folded(p.plain)] > 1 || f.found.places[key] == p.full {
		return p.full
	}
	return p.plain
}

// text leaves the headline to Hugo, whose themes print it.
func (f *Folder) text(a *catalog.Article, beside map[string]string) string {
	text := export.MarkdownBelow(&a.Article, beside)
	if f.For != export.Hugo {
		text = export.MarkdownTitle(&a.Article) + text
	}
	return export.FrontMatter(a, f.For) + text
}

// ending is what follows a place in the name of a file: to Hugo, pictures are a page's own where the page is a folder.
func (f *Folder) ending() string {
	if f.For == export.Hugo {
		return "/index.md"
	}
	return ".md"
}

// picture is the name of an article's picture without its ending, by its number.
func (f *Folder) picture(stem string, n int) string {
	if f.For == export.Hugo {
		return fmt.Sprintf("%s/%d", stem, n)
	}
	return fmt.Sprintf("%s-%d", stem, n)
}

// endings of pictures by their type.
var endings = map[string]string{"image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif", "image/webp": ".webp",
	"image/avif": ".avif"}

// pictures puts the pictures of an article beside it, and returns their names by the addresses of the images.
func (f *Folder) pictures(stem string, a *catalog.Article) (map[string]string, error) {
	names := map[string]string{}
	if f.Kept == nil {
		return names, nil
	}
	return names, f.Kept(a.Images, func(i extract.Image, mediaType string, body []byte) error {
		path := f.picture(stem, len(names)+1) + endings[mediaType]
		names[i.URL] = filepath.Base(path)
		return file.Write(path, func(w io.Writer) error {
			_, err := w.Write(body)
			return err
		})
	})
}

// remove removes the file of an article and the pictures that were put beside it, by their numbers.
func (f *Folder) remove(stem string) error {
	err := os.Remove(stem + f.ending())
	for n, met := 1, true; met; n++ {
		met = false
		for _, ending := range endings {
			met = os.Remove(f.picture(stem, n)+ending) == nil || met
		}
	}
	if f.For == export.Hugo {
		_ = os.Remove(stem) // a person may have put something there
	}
	return err
}
