package saved

import (
	"cmp"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"syscall"

	"mingpao/extract/internal/block"
	"mingpao/extract/picture"
	"mingpao/extract/saved/internal/shown"
	"mingpao/extract/saved/internal/undo"
	"mingpao/extract/unpack"
)

// shelf is where the files lie that a page was saved with: the folder that a person named, or a ZIP.
type shelf struct {
	at   string // the page's own place there, with slashes
	open func(name string) (io.ReadCloser, error)
}

// folderShelf is the shelf of a page in a folder. Nothing outside of that is opened, links or not.
func folderShelf(root, page string) *shelf {
	at, err := filepath.Rel(root, page)
	if err != nil {
		return nil
	}
	return &shelf{filepath.ToSlash(at), func(name string) (io.ReadCloser, error) {
		dir, err := os.OpenRoot(root)
		if err != nil {
			return nil, err
		}
		defer dir.Close()
		return regular(dir.OpenFile(filepath.FromSlash(name), os.O_RDONLY|syscall.O_NONBLOCK, 0))
	}}
}

// regular refuses what is no file: reading it might wait for ever.
func regular(f *os.File, err error) (io.ReadCloser, error) {
	if err != nil {
		return nil, err
	}
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		f.Close()
		return nil, fs.ErrNotExist
	}
	return f, nil
}

// fileShelf is the shelf of a page that a person named: its folder, or all hosts of the copy of the web that it is of.
func fileShelf(name string) *shelf {
	page, err := filepath.Abs(name)
	if err != nil {
		return nil
	}
	root := filepath.Dir(page)
	for dir := root; ; dir = filepath.Dir(dir) {
		if block.IsOwnHost(filepath.Base(dir)) {
			root = filepath.Dir(dir)
		}
		if dir == filepath.Dir(dir) {
			return folderShelf(root, page)
		}
	}
}

// pictures hands on the pictures that a page was saved with. They were seen when it was.
func (r *Reader) pictures(t thing, page Page, raw []byte, give emit) bool {
	given, number := map[string]bool{"": false}, 0
	for one := range shown.Each(raw) {
		address, read := t.find(&one)
		if read == nil || given[address] {
			continue
		}
		if number++; number > maxPictures {
			return give(Page{Source: t.name}, &PassedOver{fmt.Sprintf("picture: more than %d in a page", maxPictures)})
		}
		given[address] = address != ""
		if !give(page.picture(number, address, one, read)) {
			return false
		}
	}
	return true
}

// picture is a picture of a page.
func (p Page) picture(number int, address string, one shown.Picture, read func() ([]byte, error)) (Page, error) {
	at := Page{Source: fmt.Sprintf("%s#picture-%d", p.Source, number), File: p.File, Seen: p.Seen, SeenFrom: p.SeenFrom}
	if address == "" {
		return at, &PassedOver{"picture: the page does not tell its address"}
	}
	body, err := read()
	if err != nil {
		return at, unread(err)
	}
	info, kind, err := pictureIn(body)
	if err == nil && !one.Certain && min(info.Width, info.Height) < leastSide {
		err = &PassedOver{"picture: a placeholder"}
	}
	at.Picture = info
	at.URL, at.ContentType, at.Body = address, kind, body
	return at, err
}

// leastSide of a picture in pixels: what is smaller holds its place until a script loads it.
const leastSide = 10

// find is where a picture is kept and what address it had, "" where the page does not tell. What is not kept has
// nothing to read.
func (t thing) find(one *shown.Picture) (address string, read func() ([]byte, error)) {
	if one.IsData() {
		return told(*one, func(string) bool { return true }), one.Data
	}
	if t.near == nil {
		return "", nil
	}
	for _, file := range t.near.candidates(one.Source) {
		in, err := t.near.open(file)
		if err != nil {
			continue
		}
		in.Close()
		address, isPart := addressOfFile(file, one)
		if !isPart {
			return "", nil
		}
		return address, func() ([]byte, error) { return t.near.read(file) }
	}
	return "", nil
}

func (s *shelf) read(name string) ([]byte, error) {
	in, err := s.open(name)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	return io.ReadAll(unpack.AtMost(in, picture.MaxBytes))
}

// candidates are the files that an address in the page may mean: one from the page on, or in the copy of its host.
func (s *shelf) candidates(source string) (names []string) {
	u, err := url.Parse(source)
	if err != nil || u.Opaque != "" {
		return nil
	}
	name := path.Join(path.Dir(s.at), u.Path)
	if u.Host != "" {
		root, _, _ := cutHost(s.at)
		name = path.Join(root, u.Host, u.Path)
	}
	for _, n := range []string{name + "?" + u.RawQuery, name} { // wget's name holds the query
		if filepath.IsLocal(n) {
			names = append(names, n)
		}
	}
	return names
}

// cutHost splits the name of a file of a copied web into the folder of the copy, the host and the path on it.
func cutHost(name string) (root, host, rest string) {
	parts := strings.Split(name, "/")
	for i, part := range parts[:len(parts)-1] {
		if block.IsOwnHost(part) {
			return path.Join(parts[:i]...), part, strings.Join(parts[i+1:], "/")
		}
	}
	return "", "", ""
}

// addressOfFile is what a file's name, and the page, say of its address, and whether it was kept with a page at all.
func addressOfFile(name string, one *shown.Picture) (address string, isPart bool) {
	if _, host, rest := cutHost(name); host != "" {
		one.Certain = true
		address := pictureAddress("https://" + host + "/" + rest)
		return cmp.Or(pictureAddress(one.Source), address), address != ""
	}
	if !strings.Contains(path.Dir(name)+"/", "_files/") {
		return "", false
	}
	return told(*one, func(address string) bool { return stem(address) == stem(name) }), true
}

// told is the first address of a picture that fits it.
func told(one shown.Picture, fits func(string) bool) string {
	for _, raw := range one.Told {
		if address := pictureAddress(undo.Address(raw)); address != "" && fits(address) {
			return address
		}
	}
	return ""
}

// stem is the name of a file without its ending, and without the number that browsers put to the second of a name.
func stem(name string) string {
	if u, err := url.Parse(name); err == nil {
		name = u.Path
	}
	name = strings.TrimSuffix(path.Base(name), path.Ext(name))
	if i := strings.LastIndexByte(name, '('); i > 0 && strings.HasSuffix(name, ")") {
		name = name[:i]
	}
	return name
}
