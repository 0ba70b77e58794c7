package export

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/klauspost/compress/gzip"
	"github.com/nlnwa/gowarc/v3"
	whatwg "github.com/nlnwa/whatwg-url/url"

	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/extract/saved"
	"mingpao/store/queue"
	"mingpao/store/record"
)

var warcFormat = Format{
	Name: "warc", Label: "WARC", MediaType: "application/warc", Ending: ".warc.gz",
	Help: "every page as it was seen, for web archives and for import",
	File: true, Sightings: true,
	open: func(io.Writer, Options) (Writer, error) { return nil, errors.New("it is made of what was seen") },
}

// WARC writes what an archive has seen as records of a WARC file: a page as a response, one that was found unmodified
// as a revisit, one that was found gone as the answer that said so. What a WARC file has no field for stands in
// fields of our own: an import gives the same archive again.
type WARC struct {
	Program string    // that writes the file, with its version
	Archive string    // its name
	Now     time.Time // when it is written
	Plain   bool      // not compressed; else a gzip member a record

	w       io.Writer
	gz      *gzip.Writer
	info    string              // identity of the file's warcinfo record
	written map[string]original // pages by their hash
	records int
}

// original is the first record of a page.
type original struct {
	id, target string
	at         time.Time
}

// Begin writes what the file is.
func (x *WARC) Begin(w io.Writer) error {
	x.w, x.gz, x.written = w, gzip.NewWriter(w), map[string]original{}
	x.info = identity(x.Archive, x.Now.String())
	b := gowarc.NewRecordBuilder(gowarc.Warcinfo, recordOptions...)
	b.AddWarcHeader(gowarc.WarcRecordID, "<"+x.info+">")
	b.AddWarcHeaderTime(gowarc.WarcDate, x.Now.UTC())
	fields := fmt.Sprintf("software: %s\r\nformat: WARC File Format 1.1\r\nconformsTo: %s\r\n"+
		"description: what the archive %s has seen\r\n", x.Program,
		"http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/", terminal.OneLine(x.Archive))
	return x.add(b, "application/warc-fields", []byte(fields))
}

// Add writes a sighting.
func (x *WARC) Add(s record.Sighting) error {
	switch s.Seen {
	case queue.SeenPage:
		return x.page(s)
	case queue.SeenUnmodified:
		return x.unmodified(s)
	case queue.SeenGone:
		return x.gone(s)
	}
	return x.add(x.missing(gowarc.Metadata, s), "application/warc-fields", fmt.Appendf(nil, "seen: %s\r\n", s.Seen))
}

// Records is how many records were written besides the file's own.
func (x *WARC) Records() int { return x.records - 1 }

func (x *WARC) page(s record.Sighting) error {
	b := x.sighting(gowarc.Response, s)
	if _, ok := x.written[s.SHA256]; !ok {
		x.written[s.SHA256] = original{identityOf(s), target(s), s.At.UTC()}
	}
	header := fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n",
		cmp.Or(terminal.OneLine(s.Capture.ContentType), "text/html"), len(s.Capture.Body))
	return x.add(b, "application/http; msgtype=response", append([]byte(header), s.Capture.Body...))
}

// unmodified is a look that found the page of an earlier record: that one is referred to. Where there is none, the
// page is written.
func (x *WARC) unmodified(s record.Sighting) error {
	first, ok := x.written[s.SHA256]
	switch {
	case s.SHA256 == "":
		return nil // nobody knows of what page
	case !ok:
		return x.page(s)
	}
	b := x.sighting(gowarc.Revisit, s)
	if s.Detail != "" {
		b.AddWarcHeader(saved.DetailField, url.PathEscape(s.Detail))
	}
	b.AddWarcHeader(gowarc.WarcProfile, "http://netpreserve.org/warc/1.1/revisit/server-not-modified")
	b.AddWarcHeader(gowarc.WarcRefersTo, "<"+first.id+">")
	b.AddWarcHeader(gowarc.WarcRefersToTargetURI, first.target)
	b.AddWarcHeaderTime(gowarc.WarcRefersToDate, first.at)
	return x.add(b, "application/http; msgtype=response", []byte("HTTP/1.1 304 Not Modified\r\n\r\n"))
}

// gone is the answer that a page is no more.
func (x *WARC) gone(s record.Sighting) error {
	status := "404 Not Found"
	if strings.Contains(s.Detail, "410") {
		status = "410 Gone"
	}
	answer := "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n"
	return x.add(x.missing(gowarc.Response, s), "application/http; msgtype=response", []byte(answer))
}

// missing begins the record of a look that found no page.
func (x *WARC) missing(kind gowarc.RecordType, s record.Sighting) gowarc.WarcRecordBuilder {
	b := x.sighting(kind, s)
	b.AddWarcHeader(saved.SeenField, string(s.Seen))
	b.AddWarcHeader(saved.DetailField, url.PathEscape(s.Detail))
	return b
}

// sighting begins the record of a sighting.
func (x *WARC) sighting(kind gowarc.RecordType, s record.Sighting) gowarc.WarcRecordBuilder {
	b := gowarc.NewRecordBuilder(kind, recordOptions...)
	b.AddWarcHeader(gowarc.WarcRecordID, "<"+identityOf(s)+">")
	b.AddWarcHeaderTime(gowarc.WarcDate, s.At.UTC())
	b.AddWarcHeader(gowarc.WarcTargetURI, target(s))
	b.AddWarcHeader(gowarc.WarcWarcinfoID, "<"+x.info+">")
	b.AddWarcHeader(saved.TimeField, timeSource(s))
	if target(s) != s.URL {
		b.AddWarcHeader(saved.AddressField, url.PathEscape(s.URL))
	}
	return b
}

// maxPage is the largest page of an archive with its header: larger ones are not kept.
const maxPage = 16 << 20

// recordOptions: SHA-1 in base 32 is what other tools compare.
var recordOptions = []gowarc.WarcRecordOption{
	gowarc.WithVersion(gowarc.V1_1), gowarc.WithAddMissingDigest(true), gowarc.WithDefaultDigestAlgorithm("sha1"),
	gowarc.WithBufferMaxMemBytes(maxPage), gowarc.WithSpecViolationPolicy(gowarc.ErrFail),
}

// add writes a record.
func (x *WARC) add(b gowarc.WarcRecordBuilder, contentType string, block []byte) error {
	b.AddWarcHeader(gowarc.ContentType, contentType)
	if _, err := b.ReadFrom(bytes.NewReader(block)); err != nil {
		return err
	}
	record, _, err := b.Build()
	if err != nil {
		return err
	}
	defer record.Close()
	x.records++
	if x.Plain {
		_, _, err = gowarc.NewMarshaler().Marshal(x.w, record, 0)
		return err
	}
	x.gz.Reset(x.w)
	if _, _, err := gowarc.NewMarshaler().Marshal(x.gz, record, 0); err != nil {
		return err
	}
	return x.gz.Close()
}

// identityOf is the same for the same sighting, whenever it is written.
func identityOf(s record.Sighting) string {
	return identity(s.URL, s.At.UTC().Format(time.RFC3339Nano), timeSource(s), string(s.Seen), s.SHA256, s.Detail)
}

// timeSource is what told the time of a look; where a file says so, by its word.
func timeSource(s record.Sighting) string { return cmp.Or(s.Witness.Claims, string(s.Source)) }

func identity(parts ...string) string {
	return uuid.NewSHA1(uuid.NameSpaceURL, []byte("mingpao "+strings.Join(parts, "\n"))).URN()
}

// target is the address that a record is found by: the one that was looked at, else the article's.
func target(s record.Sighting) string {
	if isTarget(s.URL) {
		return s.URL
	}
	if s.Article != nil && isTarget(s.Article.URL) {
		return s.Article.URL
	}
	return "urn:sha256:" + cmp.Or(s.SHA256, "none")
}

// isTarget tells what every reader of WARC files takes for a web address, the library's strict one included.
func isTarget(address string) bool {
	if strings.IndexFunc(address, func(r rune) bool { return r <= ' ' || r > '~' }) >= 0 {
		return false
	}
	_, err := whatwg.Parse(address)
	return err == nil && isWebAddress(address)
}
