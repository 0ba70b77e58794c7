package saved

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// folderWalk reads folders within folders, each but once, however many symbolic links lead to it.
type folderWalk struct {
	*Reader
	ctx  context.Context // of the walk: it lives no longer
	give emit
	root string          // the real path of the folder that a person named: no link leads out of it
	from *origin         // that folder
	been map[string]bool // by real path: folders, and files that a link led to
}

func (f folderWalk) folder(dir string) bool {
	t := thing{name: dir}
	target, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return t.fails(err, f.give)
	}
	if f.been[target] {
		return t.fails(&PassedOver{"folder that was read before"}, f.give)
	}
	f.been[target] = true
	entries, err := os.ReadDir(dir)
	if err != nil && !t.fails(err, f.give) {
		return false
	}
	notes := f.notesBeside(dir)
	for _, e := range entries {
		if !f.entry(dir, e, notes) {
			return false
		}
	}
	return true
}

func (f folderWalk) entry(dir string, e fs.DirEntry, notes func() (notes, error)) bool {
	t := thing{name: filepath.Join(dir, e.Name()), notes: notes, origin: f.from}
	info, err := f.look(t.name, e)
	switch {
	case err != nil:
		return t.fails(err, f.give)
	case info.IsDir():
		return f.folder(t.name)
	case !info.Mode().IsRegular():
		return t.fails(&PassedOver{special(info.Mode())}, f.give)
	case e.Name() == metadataName:
		return true
	case isPartOfSavedPage(dir):
		return t.fails(&PassedOver{f.alongside(t.name, partOfPage)}, f.give)
	case isOriginal(t.name, exists):
		return t.fails(&PassedOver{originalKind}, f.give)
	}
	t.near = f.shelf(dir, e.Name())
	return f.file(f.ctx, t, f.give)
}

// shelf is where a page's pictures lie: somewhere in the folder that a person named.
func (f folderWalk) shelf(dir, name string) *shelf {
	real, err := filepath.EvalSymlinks(dir)
	if err != nil || !f.options.Pictures {
		return nil
	}
	return folderShelf(f.root, filepath.Join(real, name))
}

// look says what an entry of a folder is. A symbolic link is followed within the folder that a person named, and once
// to each file.
func (f folderWalk) look(name string, e fs.DirEntry) (fs.FileInfo, error) {
	info, err := os.Stat(name)
	if err != nil || e.Type()&fs.ModeSymlink == 0 {
		return info, err
	}
	target, err := f.inside(name)
	if err != nil || !info.Mode().IsRegular() || e.Name() == metadataName {
		return info, err
	}
	if f.been[target] {
		return nil, &PassedOver{"link to a file that was read before"}
	}
	f.been[target] = true
	return info, nil
}

// inside is the real path of a file, which must lie in the folder that a person named.
func (f folderWalk) inside(name string) (string, error) {
	target, err := filepath.EvalSymlinks(name)
	if err != nil {
		return "", err
	}
	if within, err := filepath.Rel(f.root, target); err != nil || !filepath.IsLocal(within) {
		return "", fmt.Errorf("a link out of the folder, which is not followed; to read it, name %s", target)
	}
	return target, nil
}

func (f folderWalk) notesBeside(dir string) func() (notes, error) {
	return notesOf(func() ([]byte, error) { return f.noteFile(filepath.Join(dir, metadataName)) })
}

// noteFile reads the metadata.json of a folder. A link out of it is said once, as an entry, and is no metadata.json.
func (f folderWalk) noteFile(name string) ([]byte, error) {
	if _, err := os.Lstat(name); err != nil {
		return nil, err
	}
	target, err := f.inside(name)
	if err != nil {
		return nil, fs.ErrNotExist
	}
	return readFile(target)
}
