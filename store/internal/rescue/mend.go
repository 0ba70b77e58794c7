package rescue

import (
	"encoding/binary"
	"errors"
	"io"
	"os"

	"mingpao/store/internal/db"
)

// mostCutOff is how many times as long as it is a file may say that it is.
const mostCutOff = 100

// mendEnd makes a file whose end is missing one that SQLite opens: as long as it says that it is, with empty pages, and
// with a schema that no longer refers to any of them. What a vacuum writes last is the end of the schema.
func mendEnd(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	one := make([]byte, 1<<16)
	if n, err := f.ReadAt(one, 0); n < 512 {
		if errors.Is(err, io.EOF) {
			err = errors.New("it is too short to hold anything; restore a backup")
		}
		return err
	}
	info, err := f.Stat()
	if err != nil {
		return err
	}
	size := int64(db.ReadPageOne(one).Size)
	said := size * int64(binary.BigEndian.Uint32(one[28:]))
	if size < 512 || said > info.Size()*mostCutOff {
		return nil // SQLite says what is wrong with it
	}
	if info.Size() < said {
		if err := f.Truncate(said); err != nil {
			return err
		}
	}
	return mendSchema(f, one[:size])
}

// The kinds of pages of a table (https://sqlite.org/fileformat.html, 1.6).
const (
	interiorPage = 5
	leafPage     = 13
)

// mendSchema takes the leaves that are lost out of the schema, whose root is page 1. The tables come first in it, the
// views and the index of the text last.
func mendSchema(f *os.File, one []byte) error {
	const start, cells = 100, 112 // after the file's header, and after the page's
	count := int(binary.BigEndian.Uint16(one[start+3:]))
	if one[start] != interiorPage || cells+2*count > len(one) {
		return nil
	}
	var sound [][]byte // what the cells of sound leaves point to, each in its place
	for i := range count {
		at := int(binary.BigEndian.Uint16(one[cells+2*i:]))
		if at+4 <= len(one) && isLeaf(f, one, one[at:]) {
			sound = append(sound, one[cells+2*i:cells+2*i+2])
		}
	}
	right := one[start+8 : start+12]
	if isLeaf(f, one, right) && len(sound) == count || len(sound) == 0 {
		return nil
	}
	if !isLeaf(f, one, right) { // the last sound one takes its place
		last := binary.BigEndian.Uint16(sound[len(sound)-1])
		copy(right, one[last:last+4])
		sound = sound[:len(sound)-1]
	}
	for i, cell := range sound { // never later than where it stood
		copy(one[cells+2*i:], cell)
	}
	binary.BigEndian.PutUint16(one[start+3:], uint16(len(sound)))
	_, err := f.WriteAt(one, 0)
	return err
}

func isLeaf(f *os.File, one, number []byte) bool {
	var kind [1]byte
	at := (int64(binary.BigEndian.Uint32(number)) - 1) * int64(len(one))
	_, err := f.ReadAt(kind[:], max(at, 0))
	return err == nil && at > 0 && kind[0] == leafPage
}
