package export

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"net/url"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/nlnwa/gowarc/v3"

	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/extract/saved"
	"mingpao/extract/site"
	"mingpao/store"
	"mingpao/store/catalog"
	"mingpao/store/queue"
	"mingpao/store/record"
)

var warcFormat = Format{
	Name: "warc", Label: "WARC", MediaType: "application/warc", Ending: ".warc.gz",
	Help: "every page as it was seen, for web archives and for import",
	File: true, Sightings: true,
	open: func(io.Writer, Options) (Writer, error) { return nil, errors.New("it is made of what was seen") },
}

// WARC writes what an archive has seen as records of a WARC file. A response is written only where the answer was kept;
// other pages and pictures are resources. A look that found a page again is a revisit, one that found none and kept no
// answer is metadata, as is the word that an article was removed for good. What a WARC file has no field for is in
// fields of our own: an import gives the same archive again, with who saw what.
type WARC struct {
	Program string        // that writes the file, with its version
	Archive string        // its name
	Now     time.Time     // when it is written
	Plain   bool          // not compressed; else a gzip member a record
	Seals   []store.Claim // what the archive says of its seal, and what it has heard of others'

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

// Begin writes what the file is, what was removed for good, and the seals.
func (x *WARC) Begin(w io.Writer, removed []catalog.Tombstone) error {
	x.w, x.gz, x.written = w, gzip.NewWriter(w), map[string]original{}
	x.info = identity(x.Archive, x.Now.String())
	b := gowarc.NewRecordBuilder(gowarc.Warcinfo, recordOptions...)
	b.AddWarcHeader(gowarc.WarcRecordID, "<"+x.info+">")
	b.AddWarcHeaderTime(gowarc.WarcDate, x.Now.UTC())
	fields := fmt.Sprintf("software: %s\r\nformat: WARC File Format 1.1\r\nconformsTo: %s\r\n"+
		"description: what the archive %s has seen\r\n", x.Program,
		"http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/", terminal.OneLine(x.Archive))
	if err := x.add(b, "application/warc-fields", []byte(fields)); err != nil {
		return err
	}
	for _, stone := range removed {
		if err := x.remove(stone); err != nil {
			return err
		}
	}
	for _, seal := range x.Seals {
		if err := x.seal(seal); err != nil {
			return err
		}
	}
	x.records = 0
	return nil
}

// Add writes a sighting.
func (x *WARC) Add(s record.Sighting) error {
	switch s.Seen {
	case queue.SeenPage, queue.SeenPicture:
		return x.page(s)
	case queue.SeenUnmodified:
		return x.unmodified(s)
	}
	return x.missing(s)
}

// remove writes that an article was removed for good.
func (x *WARC) remove(stone catalog.Tombstone) error {
	b := gowarc.NewRecordBuilder(gowarc.Metadata, recordOptions...)
	name := url.PathEscape(stone.Edition) + "/" + url.PathEscape(stone.ID)
	b.AddWarcHeader(gowarc.WarcRecordID, "<"+identity("removed", name, stone.At)+">")
	b.AddWarcHeaderTime(gowarc.WarcDate, site.ParseStamp(stone.At).UTC())
	b.AddWarcHeader(gowarc.WarcWarcinfoID, "<"+x.info+">")
	b.AddWarcHeader(saved.RemovedField, name)
	b.AddWarcHeader(saved.DetailField, url.PathEscape(stone.Reason))
	return x.add(b, "application/warc-fields", fmt.Appendf(nil, "removed: %s\r\n", name))
}

// seal writes what an archive says that its seal of a day is.
func (x *WARC) seal(c store.Claim) error {
	b := gowarc.NewRecordBuilder(gowarc.Metadata, recordOptions...)
	text := url.PathEscape(c.Archive) + " " + c.Day + " " + c.SHA256
	b.AddWarcHeader(gowarc.WarcRecordID, "<"+identity("seal", text)+">")
	b.AddWarcHeaderTime(gowarc.WarcDate, x.Now.UTC())
	b.AddWarcHeader(gowarc.WarcWarcinfoID, "<"+x.info+">")
	b.AddWarcHeader(saved.SealField, text)
	return x.add(b, "application/warc-fields", fmt.Appendf(nil, "seal: %s\r\n", text))
}

// Records is how many looks were written.
func (x *WARC) Records() int { return x.records }

// answerType is the content type of a record that holds an answer.
const answerType = "application/http; msgtype=response"

func (x *WARC) page(s record.Sighting) error {
	if _, ok := x.written[s.SHA256]; !ok {
		x.written[s.SHA256] = original{identityOf(s), target(s), s.At.UTC()}
	}
	if s.Answer == "" {
		kind := cmp.Or(terminal.OneLine(s.Capture.ContentType), saved.UnknownType)
		return x.add(x.sighting(gowarc.Resource, s), kind, s.Capture.Body)
	}
	return x.add(x.sighting(gowarc.Response, s), answerType, append(head(s), s.Capture.Body...))
}

// head is the head of the answer to a look, with the length of its body.
func head(s record.Sighting) []byte {
	return fmt.Appendf(nil, "%sContent-Length: %d\r\n\r\n", s.Answer, len(s.Capture.Body))
}

// unmodified is a look that found a page again: that of an earlier record, or one that is named as the look named it.
func (x *WARC) unmodified(s record.Sighting) error {
	b := x.sighting(gowarc.Revisit, s)
	detail, profile := s.Detail, notModified
	if o, waits := record.OriginalOf(s.Detail); waits {
		b.AddWarcHeader(gowarc.WarcRefersToTargetURI, o.URL)
		if !o.At.IsZero() {
			b.AddWarcHeaderTime(gowarc.WarcRefersToDate, o.At.UTC())
		}
		if o.Digest != "" {
			b.AddWarcHeader(gowarc.WarcPayloadDigest, digestField(o.Digest))
		}
		if !o.Unmodified {
			profile = samePage
		}
	} else if first, ok := x.written[s.SHA256]; ok {
		b.AddWarcHeader(gowarc.WarcRefersTo, "<"+first.id+">")
		b.AddWarcHeader(gowarc.WarcRefersToTargetURI, first.target)
		b.AddWarcHeaderTime(gowarc.WarcRefersToDate, first.at)
	} else if s.SHA256 != "" {
		detail = cmp.Or(detail, record.OfPage+s.SHA256)
	}
	b.AddWarcHeader(gowarc.WarcProfile, profile)
	if detail != "" {
		b.AddWarcHeader(saved.DetailField, url.PathEscape(detail))
	}
	s.Capture.Body = nil
	if s.Answer == "" {
		return x.add(b, "", nil)
	}
	return x.add(b, answerType, head(s))
}

// The profiles of revisits.
const (
	notModified = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
	samePage    = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
)

// missing is a look that found no page.
func (x *WARC) missing(s record.Sighting) error {
	kind, contentType, block := gowarc.Metadata, "application/warc-fields", fmt.Appendf(nil, "seen: %s\r\n", s.Seen)
	if s.Answer != "" {
		kind, contentType, block = gowarc.Response, answerType, head(s)
	}
	b := x.sighting(kind, s)
	b.AddWarcHeader(saved.SeenField, string(s.Seen))
	b.AddWarcHeader(saved.DetailField, url.PathEscape(s.Detail))
	return x.add(b, contentType, block)
}

// sighting begins the record of a sighting.
func (x *WARC) sighting(kind gowarc.RecordType, s record.Sighting) gowarc.WarcRecordBuilder {
	b := gowarc.NewRecordBuilder(kind, recordOptions...)
	b.AddWarcHeader(gowarc.WarcRecordID, "<"+identityOf(s)+">")
	b.AddWarcHeaderTime(gowarc.WarcDate, s.At.UTC())
	b.AddWarcHeader(gowarc.WarcTargetURI, target(s))
	b.AddWarcHeader(gowarc.WarcWarcinfoID, "<"+x.info+">")
	b.AddWarcHeader(saved.TimeField, string(s.Source))
	b.AddWarcHeader(saved.WitnessField, witnessOf(&s.Witness).Field())
	if r := s.TakenBack; r != nil {
		b.AddWarcHeader(saved.RetractedField, saved.Retraction{Archive: r.Archive, Run: r.Run, At: r.At,
			Reason: r.Reason}.Field())
	}
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
	if contentType != "" {
		b.AddWarcHeader(gowarc.ContentType, contentType)
	}
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
