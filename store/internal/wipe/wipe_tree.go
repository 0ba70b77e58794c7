package wipe

import (
	"encoding/binary"

	"mingpao/store/internal/db"
)

// span is a part of a page.
type span struct{ from, to int }

// chain is where the content of a cell goes on: a number of bytes, from a page on.
type chain struct {
	first uint32
	bytes int64
}

// treePage is what is in use of a page of a tree, and where it leads.
type treePage struct {
	used     []span
	children []uint32
	chains   []chain
}

// The kinds of pages of trees: 1.6.
const (
	innerIndex = 2
	innerTable = 5
	leafIndex  = 10
	leafTable  = 13
)

// parse reads the page of a tree that was read last.
func (w *wiper) parse(n uint32) (p treePage, err error) {
	at := 0
	if n == 1 {
		at = fileHeader
	}
	kind, b := w.page[at], w.page
	headerSize, isInner := 8, kind == innerIndex || kind == innerTable
	if isInner {
		headerSize = 12
		p.children = append(p.children, binary.BigEndian.Uint32(b[at+8:]))
	} else if kind != leafIndex && kind != leafTable {
		return p, db.Damagedf("page %d of the file is of no kind that a tree has", n)
	}
	cells := int(binary.BigEndian.Uint16(b[at+3:]))
	body := at + headerSize + 2*cells
	if body > w.usable {
		return p, db.Damagedf("page %d of the file has more cells than room", n)
	}
	p.used = append(p.used, span{0, body})
	for i := range cells {
		start := int(binary.BigEndian.Uint16(b[at+headerSize+2*i:]))
		if start < body || !w.cell(&p, kind, start) {
			return p, db.Damagedf("page %d of the file has a cell that does not lie in it", n)
		}
	}
	if !w.freeBlocks(&p, int(binary.BigEndian.Uint16(b[at+1:]))) {
		return p, db.Damagedf("page %d of the file has a free block that does not lie in it", n)
	}
	return p, nil
}

// freeBlocks adds the heads of the free blocks of a page; it reports whether they lie in it, in their order.
func (w *wiper) freeBlocks(p *treePage, at int) bool {
	for at != 0 {
		if at+4 > w.usable {
			return false
		}
		p.used = append(p.used, span{at, at + 4})
		next := int(binary.BigEndian.Uint16(w.page[at:]))
		if next != 0 && next <= at {
			return false
		}
		at = next
	}
	return true
}

// cell adds the cell that starts at a place; it reports whether it lies in the page.
func (w *wiper) cell(p *treePage, kind byte, start int) bool {
	at := start
	if kind == innerIndex || kind == innerTable {
		if at+4 > w.usable {
			return false
		}
		p.children = append(p.children, binary.BigEndian.Uint32(w.page[at:]))
		at += 4
	}
	size, at := w.varint(at)
	if kind == innerTable { // the number was its key
		p.used = append(p.used, span{start, at})
		return at <= w.usable
	}
	if kind == leafTable {
		_, at = w.varint(at)
	}
	local := w.local(kind, size)
	end := at + int(local)
	if size < 0 || at > w.usable || end > w.usable {
		return false
	}
	if local < size {
		if end += 4; end > w.usable {
			return false
		}
		p.chains = append(p.chains, chain{binary.BigEndian.Uint32(w.page[end-4:]), size - local})
	}
	p.used = append(p.used, span{start, end})
	return true
}

// local is how much of a cell's content is on its page: 1.6, "U, P, X, M, K".
func (w *wiper) local(kind byte, size int64) int64 {
	u := int64(w.usable)
	most := (u-12)*64/255 - 23
	if kind == leafTable {
		most = u - 35
	}
	if size <= most {
		return size
	}
	least := (u-12)*32/255 - 23
	if k := least + (size-least)%(u-4); k <= most {
		return k
	}
	return least
}

// varint reads a number of one to nine bytes, and where it ends: 1.6.
func (w *wiper) varint(at int) (n int64, end int) {
	for i := range 9 {
		if at+i >= w.usable {
			return -1, w.size + 1
		}
		b := w.page[at+i]
		if i == 8 {
			return n<<8 | int64(b), at + 9
		}
		n = n<<7 | int64(b&0x7f)
		if b < 0x80 {
			return n, at + i + 1
		}
	}
	return n, at
}
