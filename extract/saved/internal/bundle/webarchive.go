package bundle

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"slices"

	"howett.net/plist"

	"mingpao/extract/saved/internal/undo"
	"mingpao/extract/unpack"
)

// Webarchive is what Safari saves: a page and its frames. Frames within frames are left out: a property list may refer
// to the same frame from any number of places, and unfold without end.
type Webarchive struct {
	Main         Resource   `plist:"WebMainResource"`
	Subresources []Resource `plist:"WebSubresources"`
	Frames       []Subframe `plist:"WebSubframeArchives"`
}

// Subframe is a frame of the page.
type Subframe struct {
	Main         Resource   `plist:"WebMainResource"`
	Subresources []Resource `plist:"WebSubresources"`
}

// Resources are what belongs to the page and to its frames.
func (w Webarchive) Resources() []Resource {
	all := slices.Clone(w.Subresources)
	for _, f := range w.Frames {
		all = append(all, f.Subresources...)
	}
	return all[:min(len(all), maxResources)]
}

// maxResources bounds the pictures: a property list may name the same one any number of times.
const maxResources = 500

// Resource is a page, a frame of one, or what belongs to it.
type Resource struct {
	Data     []byte `plist:"WebResourceData"`
	URL      string `plist:"WebResourceURL"`
	MIMEType string `plist:"WebResourceMIMEType"`
	Encoding string `plist:"WebResourceTextEncodingName"`
}

// ContentType is the type of a resource.
func (p Resource) ContentType() string {
	if p.Encoding == "" {
		return p.MIMEType
	}
	return p.MIMEType + "; charset=" + p.Encoding
}

// ReadWebarchive reads one.
func ReadWebarchive(r io.Reader) (w Webarchive, err error) {
	b, err := io.ReadAll(unpack.AtMost(r, undo.MaxOneFile))
	if err != nil {
		return w, err
	}
	if err := decodePlist(b, &w); err != nil {
		return w, fmt.Errorf("broken webarchive: %w", err)
	}
	if len(w.Frames) > maxParts {
		return w, fmt.Errorf("more than %d frames", maxParts)
	}
	return w, nil
}

const (
	// maxLists is how many dictionaries and arrays a property list may have: a page has one for each of its resources.
	// The library goes down as deep as they nest, in a time that grows with the square.
	maxLists = 20_000
	// maxMembers is how many things they may hold: a resource has six. One byte may name a thing, and the same thing any
	// number of times; a thing takes eighty in memory.
	maxMembers = 10 * maxLists
)

// decodePlist recovers where the library panics: on some damaged lists it does.
func decodePlist(b []byte, v any) (err error) {
	if lists, members := listsIn(b); lists > maxLists || members > maxMembers {
		return fmt.Errorf("more than %d lists or %d things in it", maxLists, maxMembers)
	}
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%v", p)
		}
	}()
	return plist.NewDecoder(bytes.NewReader(b)).Decode(v)
}

// listsIn is how many dictionaries and arrays a property list has, and what they hold. Those that are written out have
// two tags each, or a bracket in the oldest form, and hold no more than is written.
func listsIn(b []byte) (lists, members int) {
	if bytes.HasPrefix(b, []byte("bplist")) {
		return binaryLists(b)
	}
	for _, tag := range []string{"dict", "array", "plist"} {
		lists += bytes.Count(b, []byte(tag))
	}
	return lists/2 + bytes.Count(b, []byte("(")) + bytes.Count(b, []byte("{")), 0
}

// binaryLists looks at the beginning of every object that the table at the end names.
func binaryLists(b []byte) (lists, members int) {
	const trailer = 32
	if len(b) < trailer {
		return 0, 0
	}
	end := b[len(b)-trailer:]
	size, table := uint64(end[6]), binary.BigEndian.Uint64(end[24:])
	if size == 0 || size > 8 || table > uint64(len(b)) {
		return 0, 0
	}
	objects := min(binary.BigEndian.Uint64(end[8:]), (uint64(len(b))-table)/size)
	for entry := range slices.Chunk(b[table:table+objects*size], int(size)) {
		if offset := bigEndian(entry); offset < uint64(len(b)) && b[offset]>>4 >= 0xA {
			lists++
			members += membersOf(b[offset:])
		}
	}
	return lists, members + int(objects)
}

// membersOf is how many members a list has, by the rest of the file from it on: a number of four bits, or one that
// follows in so many bytes.
func membersOf(b []byte) int {
	const long = 0xF
	if n := int(b[0] & 0xF); n < long || len(b) == 1 {
		return n
	}
	size := min(1<<(b[1]&0xF), len(b)-2)
	return int(min(bigEndian(b[2:2+size]), maxMembers+1))
}

// bigEndian is a number of any length; of a long one, its end.
func bigEndian(b []byte) (n uint64) {
	for _, c := range b[max(0, len(b)-8):] {
		n = n<<8 | uint64(c)
	}
	return n
}
