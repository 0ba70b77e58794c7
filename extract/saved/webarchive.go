package saved

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"io"
	"slices"
	"strings"

	"howett.net/plist"
)

// resource is a page in a webarchive of Safari.
type resource struct {
	Data     []byte `plist:"WebResourceData"`
	URL      string `plist:"WebResourceURL"`
	MIMEType string `plist:"WebResourceMIMEType"`
	Encoding string `plist:"WebResourceTextEncodingName"`
}

// webarchive is the page and its frames. Frames within frames are left out: a property list may refer to the same
// frame from any number of places, and unfold without end.
type webarchive struct {
	Main   resource   `plist:"WebMainResource"`
	Frames []subframe `plist:"WebSubframeArchives"`
}

type subframe struct {
	Main resource `plist:"WebMainResource"`
}

// webarchive reads the page of a webarchive, and the frames that hold an article. It says nothing of the time.
func (r *Reader) webarchive(t thing, give emit) bool {
	b, err := io.ReadAll(atMost(t.r, maxOneFile))
	if err != nil {
		return t.fails(err, give)
	}
	var w webarchive
	if err := decodePlist(b, &w); err != nil {
		return t.fails(fmt.Errorf("broken webarchive: %w", err), give)
	}
	frames := w.Frames[:min(len(w.Frames), maxParts)]
	if !w.Main.isArticle() && slices.ContainsFunc(frames, subframe.isArticle) {
		if !t.fails(errAround, give) {
			return false
		}
	} else if !r.resource(t, w.Main, t.name, give) {
		return false
	}
	for i, f := range frames {
		if f.isArticle() && !r.resource(t, f.Main, fmt.Sprintf("%s#%d", t.name, i+1), give) {
			return false
		}
	}
	return true
}

func (p resource) isArticle() bool { return isArticle(copied{url: p.URL, body: p.Data}) }
func (f subframe) isArticle() bool { return f.Main.isArticle() }

// maxContainers is how many dictionaries and arrays a property list may have: a page has one for each of its resources.
// The library goes down as deep as they nest, in a time that grows with the square.
const maxContainers = 20_000

// decodePlist recovers where the library panics: on some damaged lists it does.
func decodePlist(b []byte, v any) (err error) {
	if containers(b) > maxContainers {
		return fmt.Errorf("more than %d lists in it", maxContainers)
	}
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%v", p)
		}
	}()
	return plist.NewDecoder(bytes.NewReader(b)).Decode(v)
}

// containers is how many dictionaries and arrays a property list has. Those that are written out have two tags each, or
// a bracket in the oldest form.
func containers(b []byte) (n int) {
	if bytes.HasPrefix(b, []byte("bplist")) {
		return binaryContainers(b)
	}
	for _, tag := range []string{"dict", "array", "plist"} {
		n += bytes.Count(b, []byte(tag))
	}
	return n/2 + bytes.Count(b, []byte("(")) + bytes.Count(b, []byte("{"))
}

// binaryContainers looks at the first byte of every object that the table at the end names.
func binaryContainers(b []byte) (n int) {
	const trailer = 32
	if len(b) < trailer {
		return 0
	}
	end := b[len(b)-trailer:]
	size, table := uint64(end[6]), binary.BigEndian.Uint64(end[24:])
	if size == 0 || size > 8 || table > uint64(len(b)) {
		return 0
	}
	objects := min(binary.BigEndian.Uint64(end[8:]), (uint64(len(b))-table)/size)
	for entry := range slices.Chunk(b[table:table+objects*size], int(size)) {
		var at [8]byte
		copy(at[8-size:], entry)
		if offset := binary.BigEndian.Uint64(at[:]); offset < uint64(len(b)) && b[offset]>>4 >= 0xA {
			n++
		}
	}
	return n
}

func (r *Reader) resource(t thing, page resource, name string, give emit) bool {
	if !strings.Contains(page.MIMEType, "html") {
		return give(Page{Source: name}, &PassedOver{cmp.Or(page.MIMEType, "something of no type")})
	}
	body, err := readPage(bytes.NewReader(page.Data))
	if err != nil {
		return give(Page{Source: name}, err)
	}
	kind := page.MIMEType
	if page.Encoding != "" {
		kind += "; charset=" + page.Encoding
	}
	return r.page(t, copied{name: name, url: page.URL, contentType: kind, body: body, alone: true}, give)
}
