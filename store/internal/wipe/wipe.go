package wipe

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"os"

	"mingpao/store/internal/db"
)

// wiper overwrites with zeros what the pages of a file hold beside what is in use:
// https://sqlite.org/fileformat2.html. Numbers in comments are that text's.
type wiper struct {
	file   *os.File
	size   int    // of a page
	usable int    // of it
	pages  []bool // by number: whether it was met
	free   uint32 // the first trunk of the list of free pages
	page   []byte // that was read last
	todo   []uint32
	writes bool // false: it only looks whether all can be read
}

const fileHeader = 100 // bytes, 1.3

func NewWiper(f *os.File) (*wiper, error) {
	header := make([]byte, fileHeader)
	if _, err := f.ReadAt(header, 0); err != nil {
		return nil, err
	}
	if binary.BigEndian.Uint32(header[52:]) != 0 { // pages that belong to no tree say where others are: 1.8
		return nil, db.Damagedf("SQLite moves its pages by itself (auto_vacuum)")
	}
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	size := int(binary.BigEndian.Uint16(header[16:]))
	if size == 1 {
		size = 1 << 16
	}
	if size < 512 {
		return nil, db.Damagedf("its pages have %d bytes", size)
	}
	return &wiper{file: f, size: size, usable: size - int(header[20]), pages: make([]bool, info.Size()/int64(size)+1),
		free: binary.BigEndian.Uint32(header[32:]), page: make([]byte, size)}, nil
}

// Wipe wipes a file whose trees start at some pages, if all of it can be read: in a damaged one, what is in use may
// look as if it were not.
func (w *wiper) Wipe(ctx context.Context, roots []int64) error {
	for _, w.writes = range []bool{false, true} {
		if err := w.walk(ctx, roots); err != nil {
			return err
		}
	}
	return nil
}

// walk goes through the trees and the list of free pages, and what belongs to neither.
func (w *wiper) walk(ctx context.Context, roots []int64) error {
	clear(w.pages)
	w.pages[0] = true
	w.todo = []uint32{1}
	for _, n := range roots {
		w.todo = append(w.todo, uint32(n))
	}
	for len(w.todo) > 0 {
		if err := ctx.Err(); err != nil {
			return err
		}
		n := w.todo[len(w.todo)-1]
		w.todo = w.todo[:len(w.todo)-1]
		if err := w.wipeTree(n); err != nil {
			return err
		}
	}
	if err := w.wipeFree(); err != nil {
		return err
	}
	for n, met := range w.pages {
		if !met && uint32(n) != w.lockPage() {
			if err := w.wipeWhole(uint32(n)); err != nil {
				return err
			}
		}
	}
	return nil
}

// lockPage is the page that only locks stand on: 1.4.
func (w *wiper) lockPage() uint32 { return uint32(1<<30/w.size) + 1 }

// read reads a page that was not met before.
func (w *wiper) read(n uint32) error {
	if n == 0 || int(n) >= len(w.pages) || w.pages[n] {
		return db.Damagedf("page %d of the file is used twice, or missing", n)
	}
	w.pages[n] = true
	_, err := w.file.ReadAt(w.page, int64(n-1)*int64(w.size))
	if errors.Is(err, io.EOF) {
		err = db.Damagedf("page %d of the file is cut off", n)
	}
	return err
}

// keep writes zeros over what was read last, except for what is in use of it.
func (w *wiper) keep(n uint32, used ...span) error {
	if !w.writes {
		return nil
	}
	clean := make([]byte, w.size)
	copy(clean[w.usable:], w.page[w.usable:]) // belongs to extensions
	for _, s := range used {
		copy(clean[s.from:s.to], w.page[s.from:s.to])
	}
	first := 0
	for first < w.size && clean[first] == w.page[first] {
		first++
	}
	last := w.size
	for last > first && clean[last-1] == w.page[last-1] {
		last--
	}
	if first == last {
		return nil
	}
	_, err := w.file.WriteAt(clean[first:last], int64(n-1)*int64(w.size)+int64(first))
	return err
}

func (w *wiper) wipeWhole(n uint32) error {
	if err := w.read(n); err != nil {
		return err
	}
	return w.keep(n)
}

// wipeFree goes through the list of free pages: trunks, which list others (1.5).
func (w *wiper) wipeFree() error {
	for n := w.free; n != 0; {
		if err := w.read(n); err != nil {
			return err
		}
		next, count := binary.BigEndian.Uint32(w.page), int(binary.BigEndian.Uint32(w.page[4:]))
		if count < 0 || 8+4*count > w.usable {
			return db.Damagedf("page %d of the file, a list of free pages, is too long", n)
		}
		leaves := bytes.Clone(w.page[8 : 8+4*count])
		if err := w.keep(n, span{0, 8 + 4*count}); err != nil {
			return err
		}
		for ; len(leaves) > 0; leaves = leaves[4:] {
			if err := w.wipeWhole(binary.BigEndian.Uint32(leaves)); err != nil {
				return err
			}
		}
		n = next
	}
	return nil
}

// wipeTree wipes a page of a tree with the chains that its cells end in, and notes the pages below it.
func (w *wiper) wipeTree(n uint32) error {
	if err := w.read(n); err != nil {
		return err
	}
	p, err := w.parse(n)
	if err != nil {
		return err
	}
	if err := w.keep(n, p.used...); err != nil {
		return err
	}
	w.todo = append(w.todo, p.children...)
	for _, c := range p.chains {
		if err := w.wipeChain(c); err != nil {
			return err
		}
	}
	return nil
}

// wipeChain wipes the end of the last page that a cell's content goes on in: 1.7.
func (w *wiper) wipeChain(c chain) error {
	for n, left := c.first, c.bytes; left > 0; {
		if err := w.read(n); err != nil {
			return err
		}
		here := min(left, int64(w.usable-4))
		if err := w.keep(n, span{0, 4 + int(here)}); err != nil {
			return err
		}
		n, left = binary.BigEndian.Uint32(w.page), left-here
	}
	return nil
}
