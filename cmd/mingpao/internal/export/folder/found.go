package folder

import (
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// found are the files that were in a folder before.
type found struct {
	places map[string]string // of articles, by edition and id
	owners map[string]string // whose file is at a place, folded: an article's, or "", a person's
}

func (f *Folder) look() error {
	f.found = found{map[string]string{}, map[string]string{}}
	return filepath.WalkDir(f.dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		inside, err := filepath.Rel(f.dir, name)
		stem, isOurs := strings.CutSuffix(filepath.ToSlash(inside), f.ending())
		if err != nil || !isOurs {
			return err
		}
		key := f.owner(name, stem)
		f.found.owners[folded(stem)] = key
		if key != "" {
			f.found.places[key] = stem
		}
		return nil
	})
}

// owner is the article whose file of ours is at a place; "" where it is a person's: one that was copied or moved is.
func (f *Folder) owner(name, stem string) string {
	if f.Template == byID { // need not be opened
		edition, _, _ := strings.Cut(stem, "/")
		id := path.Base(stem)
		if len(id) != 13 || strings.Trim(id, "0123456789") != "" {
			return ""
		}
		return edition + "/" + id
	}
	facts := readFacts(name)
	if p := placeOf(f.Template, facts); stem != p.plain && stem != p.full {
		return ""
	}
	return facts.key()
}

// maxFront is how much of a file is read for what it says of itself.
const maxFront = 64 << 10

// readFacts reads front matter as we write it, a line a fact. What a person or a program has written otherwise is none.
func readFacts(name string) facts {
	facts := facts{}
	f, err := os.Open(name)
	if err != nil {
		return facts
	}
	defer f.Close()
	head, _ := io.ReadAll(io.LimitReader(f, maxFront))
	front, _, _ := strings.Cut(strings.TrimPrefix(string(head), "---\n"), "\n---\n")
	for line := range strings.SplitSeq(front, "\n") {
		field, value, _ := strings.Cut(line, ": ")
		var text string
		var list []string
		if json.Unmarshal([]byte(value), &text) != nil && json.Unmarshal([]byte(value), &list) != nil {
			continue
		}
		switch field {
		case "authors":
			facts["author"] = strings.Join(list, "、")
		case "published":
			facts.addTimes(text)
		default:
			facts[field] = text
		}
	}
	return facts
}
