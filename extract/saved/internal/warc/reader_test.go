package warc

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
)

// hostileWARCs are made to be read over and over: each is of little more than n bytes.
var hostileWARCs = []struct {
	name string
	unit string // is repeated
}{
	{"gzip marks", "\x1f\x8b\x08"},
	{"gzip headers", "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x00\x07"},
	{"gzip headers with long fields", "\x1f\x8b\x08\x04\x00\x00\x00\x00\x00\x00\xff\xff"},
	{"marks", "WARC/1."},
	{"first lines", "WARC/1.0\r\n"},
	{"headers in headers", "x:WARC/1.0\r\n"},
	{"headers without a length", "WARC/1.0\r\n\r\n"},
	{"lengths to the end", "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 900000\r\n\r\n"},
	{"wanted blocks", "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.mingpao.com/\r\n" +
		"WARC-Block-Digest: md5:0\r\nContent-Length: 100000\r\n\r\n"},
	{"sound and too long by turns",
		"WARC/1.0\r\nContent-Length: 0\r\n\r\n\r\n\r\nWARC/1.0\r\nContent-Length: 900000\r\n\r\n"},
	{"stored blocks in stored blocks", storedInStored},
	{"empty lines", "WARC/1.0\r\nContent-Length: 0\r\n\r\nx" + strings.Repeat("\r\n", 100)},
}

// storedInStored begins a gzip member with a stored block that leads to the block of a later copy of this text, so that
// every copy is a record which ends with the file.
var storedInStored = func() string {
	const record = "WARC/1.0\r\nContent-Length: 999999999\r\n\r\n"
	const blockHead, copies = 5, 1000
	length := (10+blockHead+len(record))*copies - blockHead
	return "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x00" +
		string([]byte{0, byte(length), byte(length >> 8), ^byte(length), ^byte(length >> 8)}) + record
}()

// largest is that of a page.
const largest = 8 << 20

// TestDamagedWARCIsLinear reads files that are made to be searched for ever, as a file and as a stream: what is looked
// at, packed and unpacked, is no more than some times their size.
func TestDamagedWARCIsLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and nothing of it runs side by side")
	}
	for _, h := range hostileWARCs {
		for _, form := range []string{"file", "stream"} {
			t.Run(h.name+" in a "+form, func(t *testing.T) {
				b := []byte(strings.Repeat(h.unit, (2<<20)/len(h.unit)))
				file := &countingFile{Reader: bytes.NewReader(b)}
				var r io.Reader = file
				if form == "stream" {
					r = struct{ io.Reader }{file}
				}
				f, err := NewReader(r, largest)
				if err != nil {
					t.Fatal(err)
				}
				for !errors.Is(err, io.EOF) {
					_, err = f.Next(func(Record) bool { return true })
				}
				n := int64(len(b))
				if most := (patience+4)*n + 2*looks*largest; f.meter.spent > most {
					t.Errorf("%d bytes were looked at, %.0f times what there are", f.meter.spent, float64(f.meter.spent)/float64(n))
				}
				if most := patience * n; file.read > most {
					t.Errorf("%d bytes were read, %.0f times what there are", file.read, float64(file.read)/float64(n))
				}
			})
		}
	}
}

// countingFile counts what is read of it.
type countingFile struct {
	*bytes.Reader
	read int64
}

func (c *countingFile) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.read += int64(n)
	return n, err
}
