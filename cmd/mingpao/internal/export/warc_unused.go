package export

import (
	"cmp"

	"github.com/nlnwa/gowarc/v3"

	"mingpao/store/queue"
)

// Unused writes an answer that could not be used, as far as it was kept.
func (x *WARC) Unused(a queue.Unused) error {
	b := gowarc.NewRecordBuilder(gowarc.Response, recordOptions...)
	b.AddWarcHeader(gowarc.WarcRecordID, "<"+identity(a.Source, a.URL, a.At.UTC().String(), a.Cause.String())+">")
	b.AddWarcHeaderTime(gowarc.WarcDate, a.At.UTC())
	b.AddWarcHeader(gowarc.WarcTargetURI, a.URL)
	b.AddWarcHeader(gowarc.WarcWarcinfoID, "<"+x.info+">")
	if len(a.Body) < a.Size {
		b.AddWarcHeader(gowarc.WarcTruncated, "length")
	}
	head := cmp.Or(a.Head, "HTTP/1.1 200 OK\r\n")
	return x.add(b, "application/http; msgtype=response", append([]byte(head+"\r\n"), a.Body...))
}
