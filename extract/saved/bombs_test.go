package saved_test

import (
	"encoding/binary"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"howett.net/plist"

	"mingpao/extract/saved"
)

// binaryArchive is a property list of objects, the first of which is the whole.
func binaryArchive(objects ...string) []byte {
	b := []byte("bplist00")
	var offsets []byte
	for _, object := range objects {
		offsets = binary.BigEndian.AppendUint32(offsets, uint32(len(b)))
		b = append(b, object...)
	}
	table := len(b)
	b = append(append(b, offsets...), 0, 0, 0, 0, 0, 0, 4, 1)
	b = binary.BigEndian.AppendUint64(b, uint64(len(objects)))
	b = binary.BigEndian.AppendUint64(b, 0)
	return binary.BigEndian.AppendUint64(b, uint64(table))
}

// asciiString is an object: a text of at least 15 letters.
func asciiString(s string) string { return "\x5f\x10" + string(rune(len(s))) + s }

// manyNamed is a webarchive of an empty page whose frames are the same one, n times.
func manyNamed(n int) []byte {
	frames := binary.BigEndian.AppendUint32([]byte("\xAF\x12"), uint32(n))
	return binaryArchive("\xD2\x01\x02\x03\x04", asciiString("WebMainResource"),
		asciiString("WebSubframeArchives"), "\xD0", string(frames)+strings.Repeat("\x03", n))
}

// manyObjects is a property list whose table names the same place n times, in a byte each.
func manyObjects(n int) []byte {
	b := []byte("bplist00" + asciiString("WebMainResource"))
	table := len(b)
	b = append(b, strings.Repeat("\x08", n)...)
	b = append(b, 0, 0, 0, 0, 0, 0, 1, 4)
	b = binary.BigEndian.AppendUint64(b, uint64(n))
	b = binary.BigEndian.AppendUint64(b, 0)
	return binary.BigEndian.AppendUint64(b, uint64(table))
}

// manyFrames is a webarchive of n frames.
func manyFrames(n int) []byte {
	return must(plist.Marshal(map[string]any{"WebMainResource": map[string]any{},
		"WebSubframeArchives": make([]map[string]any, n)}, plist.BinaryFormat))
}

// endlessArchive has data of so many bytes that their end lies before their beginning: the library panics.
func endlessArchive() []byte {
	return binaryArchive("\xD1\x01\x02", asciiString("WebMainResource"), "\x4f\x13\xff\xff\xff\xff\xff\xff\xff\xff")
}

// wideFrame packs a page, as it is, in a frame of zstd that asks for a window of 128 MiB.
func wideFrame(page []byte) []byte {
	const log = 27
	b := []byte{0x28, 0xB5, 0x2F, 0xFD, 0, (log - 10) << 3}
	block := len(page)<<3 | 1 // the last, not compressed
	return append(append(b, byte(block), byte(block>>8), byte(block>>16)), page...)
}

// TestClaimsTakeNoMemory reads a record that says that it has a gigabyte: what is taken is as little as is there.
func TestClaimsTakeNoMemory(t *testing.T) {
	file := filepath.Join(t.TempDir(), "crawl.warc")
	write(t, file, claims("1099511627")())
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for _, err := range saved.NewReader(saved.Options{}).Pages(t.Context(), file) {
		_ = err
	}
	runtime.ReadMemStats(&after)
	if took := after.TotalAlloc - before.TotalAlloc; took > 100<<20 {
		t.Errorf("%d MB", took>>20)
	}
}
