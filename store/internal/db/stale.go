package db

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"mingpao/extract/told"
	"os"
	"time"
)

// ErrStale is for a log that was written to another file than the one that lies beside it: a copy that was put back by
// hand while a run that was killed had left its log. SQLite would read it through that log, and mix the two.
var ErrStale = errors.New("the log beside it (-wal) is another file's: a copy was put in its place while a log lay " +
	"there; put the copy in place with mingpao restore, or move the log away")

// logHeader and frameHeader are what the log and each page in it begin with (https://sqlite.org/fileformat.html, 4.1).
const (
	logHeader   = 32
	frameHeader = 24
)

// pageOne is what the header of a file says, in the file or on the page 1 of a log.
type pageOne struct {
	Size    uint32 // of a page
	isReady bool   // to be written with a log
	changes uint32 // never less than before: of page 1, by a log or without one
}

func ReadPageOne(b []byte) pageOne {
	size := uint32(binary.BigEndian.Uint16(b[16:]))
	if size == 1 {
		size = 1 << 16
	}
	return pageOne{size, b[18] == 2, binary.BigEndian.Uint32(b[24:])}
}

// logged is what a log holds of finished transactions.
type logged struct {
	size        uint32           // of a page
	first, last *pageOne         // of the pages 1 in it; nil: none
	pages       map[uint32]int64 // where in the log each page is last
}

// checkLog refuses a file with the log of another one, where that can be proved. What is proved is so at two looks with
// the same answer: a run may just begin or end its log.
func checkLog(path string, file *openFile) error {
	for range 2 {
		isStale, err := looksStale(path, file)
		if err != nil || !isStale {
			return err
		}
		time.Sleep(20 * time.Millisecond)
	}
	return told.Errorf("archive %s: %w", path, ErrStale)
}

func looksStale(path string, file *openFile) (bool, error) {
	var b [100]byte
	if file.info.Size() < int64(len(b)) || Connected.readAt(file, path, b[:], 0) != nil {
		return false, nil // SQLite says what is wrong with it
	}
	log, err := os.Open(path + "-wal")
	if err != nil {
		return false, nil
	}
	defer log.Close()
	l := readLog(log)
	if len(l.pages) == 0 {
		return false, nil
	}
	own := ReadPageOne(b[:])
	switch {
	case l.size != own.Size:
		return true, nil
	case own.isReady:
		return l.first != nil && (own.changes+1 < l.first.changes || own.changes > l.last.changes), nil
	}
	// A file is made ready for a log before it has one, and the log is deleted before the file is made as it was.
	isSpent, err := l.isSpent(log, path, file)
	return !isSpent, err
}

// isSpent reports whether all that a log holds is in the file: power that fails may bring back a log that was just
// deleted. Page 1 says otherwise that the file rests.
func (l logged) isSpent(log *os.File, path string, file *openFile) (bool, error) {
	own, logged := make([]byte, l.size), make([]byte, l.size)
	for number, at := range l.pages {
		if _, err := log.ReadAt(logged, at); err != nil {
			return false, err
		}
		if Connected.readAt(file, path, own, int64(number-1)*int64(l.size)) != nil {
			return false, nil
		}
		if number == 1 {
			for _, page := range [][]byte{own, logged} {
				clear(page[18:20])
				clear(page[24:28])
				clear(page[92:100])
			}
		}
		if !bytes.Equal(own, logged) {
			return false, nil
		}
	}
	return true, nil
}

// readLog reads the finished transactions of a log, as SQLite does: up to the first page whose sum is not right.
func readLog(log io.Reader) (l logged) {
	header := make([]byte, logHeader)
	if _, err := io.ReadFull(log, header); err != nil {
		return l // empty: it was just begun
	}
	order := binary.ByteOrder(binary.LittleEndian)
	if binary.BigEndian.Uint32(header)&1 == 1 {
		order = binary.BigEndian
	}
	l.size, l.pages = binary.BigEndian.Uint32(header[8:]), map[uint32]int64{}
	if l.size < 512 || l.size > 1<<16 {
		return l
	}
	sum := logSum{}.add(order, header[:24])
	if !sum.is(header[24:]) {
		return l
	}
	frame := make([]byte, frameHeader+l.size)
	var pending []openPage // of a transaction that is not finished
	for at := int64(logHeader); ; at += int64(len(frame)) {
		if _, err := io.ReadFull(log, frame); err != nil {
			return l
		}
		sum = sum.add(order, frame[:8]).add(order, frame[frameHeader:])
		if !bytes.Equal(frame[8:16], header[16:24]) || !sum.is(frame[16:]) {
			return l
		}
		pending = append(pending, newOpenPage(frame, at))
		if binary.BigEndian.Uint32(frame[4:]) != 0 { // the last of a transaction
			l.finish(pending)
			pending = pending[:0]
		}
	}
}

// openPage is a page of a transaction.
type openPage struct {
	number uint32
	at     int64
	one    *pageOne // of page 1
}

func newOpenPage(frame []byte, at int64) openPage {
	p := openPage{number: binary.BigEndian.Uint32(frame), at: at + frameHeader}
	if p.number == 1 {
		one := ReadPageOne(frame[frameHeader:])
		p.one = &one
	}
	return p
}

func (l *logged) finish(pages []openPage) {
	for _, p := range pages {
		l.pages[p.number] = p.at
		if p.one == nil {
			continue
		}
		if l.first == nil {
			l.first = p.one
		}
		l.last = p.one
	}
}

// logSum is the sum that a log keeps of all before.
type logSum struct{ a, b uint32 }

func (s logSum) add(order binary.ByteOrder, b []byte) logSum {
	for ; len(b) >= 8; b = b[8:] {
		s.a += order.Uint32(b) + s.b
		s.b += order.Uint32(b[4:]) + s.a
	}
	return s
}

func (s logSum) is(b []byte) bool {
	return binary.BigEndian.Uint32(b) == s.a && binary.BigEndian.Uint32(b[4:]) == s.b
}
