package saved

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"
	"sync"
)

// origin is what a person named: a file, whose hash is worked out when a page of it is found, a folder, a stream.
type origin struct {
	name string
	sum  func() string // nil: it has none
}

func originFile(path string) *origin {
	return &origin{filepath.Base(path), sync.OnceValue(func() string { return Sum(path) })}
}

// Sum is the hash of a file, "" where it cannot be read twice.
func Sum(path string) string {
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() { // a pipe is not opened: no one may write to it
		return ""
	}
	f, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer f.Close()
	hash := sha256.New()
	if _, err := io.Copy(hash, f); err != nil {
		return ""
	}
	return hex.EncodeToString(hash.Sum(nil))
}

// within is an entry of a container as an origin of its own: its records are counted anew.
func (o *origin) within(entry string) *origin {
	if o == nil {
		return nil
	}
	return &origin{o.name + "#" + entry, o.sum}
}

// alone makes a file in a folder an origin of its own: many pages lie in it.
func (t *thing) alone() {
	if t.origin != nil && t.origin.sum == nil && t.reopen != nil && !t.zipped {
		t.origin = originFile(t.name)
	}
}

// from is the origin of a page with its place there and what is said of it.
func (t thing) from() File {
	f := File{Record: t.record, Claims: t.claims, Behind: t.behind, TakenBack: t.takenBack}
	if t.origin == nil {
		return f
	}
	f.Name = t.origin.name
	if t.origin.sum != nil {
		f.SHA256 = t.origin.sum()
	}
	return f
}
