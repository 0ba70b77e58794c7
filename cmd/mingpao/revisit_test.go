package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mingpao/testdata"
)

// warcRecord is a record of a crawl, as text.
func warcRecord(kind, url, date, block string, fields ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "WARC/1.1\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: %s\r\n", kind, url, date)
	for i := 0; i < len(fields); i += 2 {
		fmt.Fprintf(&b, "%s: %s\r\n", fields[i], fields[i+1])
	}
	fmt.Fprintf(&b, "Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
		len(block), block)
	return b.String()
}

const (
	samePage    = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
	notModified = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
	crawledAt   = "https://news.mingpao.com/ins/x/article/20260303/s00001/1772500000001"
	spelledAt   = "http://www.news.mingpao.com/ins/y/article/20260303/s00001/1772500000001/z"
	alsoAt      = "https://finance.mingpao.com/fin/x/article/20260303/s00001/1772500000001"
)

func sha1Of(payload string) string {
	sum := sha1.Sum([]byte(payload))
	return "sha1:" + base32.StdEncoding.EncodeToString(sum[:])
}

func packedAsSent(page string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write([]byte(page))
	_ = z.Close()
	return b.String()
}

// TestRevisitsInAnyOrder: a look that names the page which it found is a look at that page, whichever of the two comes
// in first, in one call or in several, and however the record names it.
func TestRevisitsInAnyOrder(t *testing.T) {
	page := string(testdata.Page("ins-live.html"))
	plain := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
	packed := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + packedAsSent(page)
	const first, later = "2026-03-03T04:00:00Z", "2026-03-04T04:00:00Z"
	sha256 := fmt.Sprintf("sha256:%x", sha256.Sum256([]byte(page)))
	for _, c := range []struct {
		name, answer, url string
		fields            []string
	}{
		{"by digest, under another spelling", plain, spelledAt, []string{"WARC-Profile", samePage,
			"WARC-Payload-Digest", sha1Of(page)}},
		{"by digest in hexadecimal", plain, crawledAt, []string{"WARC-Profile", samePage, "WARC-Payload-Digest", sha256}},
		{"by digest and address", packed, crawledAt, []string{"WARC-Profile", samePage, "WARC-Payload-Digest", sha1Of(page),
			"WARC-Refers-To-Target-URI", spelledAt}},
		{"by digest and date", packed, crawledAt, []string{"WARC-Profile", samePage, "WARC-Payload-Digest",
			sha1Of(packedAsSent(page)), "WARC-Refers-To-Date", first}},
		{"by address and date alone", plain, crawledAt, []string{"WARC-Profile", samePage,
			"WARC-Refers-To-Target-URI", crawledAt, "WARC-Refers-To-Date", first}},
		{"by digest", plain, crawledAt, []string{"WARC-Profile", samePage, "WARC-Payload-Digest", sha1Of(page)}},
		{"by address and date", packed, crawledAt, []string{"WARC-Profile", samePage, "WARC-Payload-Digest",
			sha1Of(packedAsSent(page)), "WARC-Refers-To-Target-URI", crawledAt, "WARC-Refers-To-Date", first}},
		{"by another address", plain, alsoAt, []string{"WARC-Profile", samePage, "WARC-Payload-Digest", sha1Of(page),
			"WARC-Refers-To-Target-URI", crawledAt, "WARC-Refers-To-Date", first}},
		{"not modified since a date", plain, crawledAt, []string{"WARC-Profile", notModified,
			"WARC-Refers-To-Target-URI", crawledAt, "WARC-Refers-To-Date", first}},
		{"not modified", plain, crawledAt, []string{"WARC-Profile", notModified}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			in := func(name string) string { return filepath.Join(dir, name) }
			for name, record := range map[string]string{
				"a.warc": warcRecord("response", crawledAt, first, c.answer),
				"b.warc": warcRecord("revisit", c.url, later, "HTTP/1.1 200 OK\r\n\r\n", c.fields...),
			} {
				if err := os.WriteFile(in(name), []byte(record), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			runIn(t, nil, 0, "import", "--db", in("ab.db"), in("a.warc"), in("b.warc"))
			runIn(t, nil, 0, "import", "--db", in("ba.db"), in("b.warc"), in("a.warc"))
			runIn(t, nil, 0, "import", "--db", in("a+b.db"), in("a.warc"))
			runIn(t, nil, 0, "import", "--db", in("a+b.db"), in("b.warc"))
			runIn(t, nil, 3, "import", "--db", in("b+a.db"), in("b.warc"))
			runIn(t, nil, 0, "import", "--db", in("b+a.db"), in("a.warc"))
			runIn(t, nil, 0, "import", "--db", in("b+a.db"), in("b.warc"))
			want := dumpOf(t, in("ab.db"))
			if !strings.Contains(strings.Join(want, "\n"), "2026-03-04T12:00:00+08:00") {
				t.Errorf("no look at the later time:\n%s", strings.Join(want, "\n"))
			}
			for _, name := range []string{"ba.db", "a+b.db", "b+a.db"} {
				if diff := cmp.Diff(want, dumpOf(t, in(name))); diff != "" {
					t.Errorf("%s: a b in one call (-), this (+):\n%s", name, diff)
				}
				runIn(t, nil, 0, "verify", "--db", in(name))
			}
		})
	}
}

// TestDigestAlone: a digest that is at another article's address, and does not say where the page was, is no look
// at it, whatever came in first: the record is kept, and waits.
func TestDigestAlone(t *testing.T) {
	page := string(testdata.Page("fin-article.html"))
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	for name, record := range map[string]string{
		"a.warc": warcRecord("response", "https://finance.mingpao.com/fin/instantf/20260302/1772436000001",
			"2026-03-03T04:00:00Z", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"+
				page, "WARC-Payload-Digest", sha1Of(page)),
		"b.warc": warcRecord("revisit", crawledAt, "2026-03-04T04:00:00Z", "HTTP/1.1 200 OK\r\n\r\n",
			"WARC-Profile", samePage, "WARC-Payload-Digest", sha1Of(page)),
	} {
		if err := os.WriteFile(in(name), []byte(record), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	runIn(t, nil, 3, "import", "--db", in("ab.db"), in("a.warc"), in("b.warc"))
	runIn(t, nil, 3, "import", "--db", in("ba.db"), in("b.warc"), in("a.warc"))
	if diff := cmp.Diff(dumpOf(t, in("ab.db")), dumpOf(t, in("ba.db"))); diff != "" {
		t.Errorf("a b (-) and b a (+):\n%s", diff)
	}
}
