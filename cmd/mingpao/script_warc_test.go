package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"regexp"

	"github.com/rogpeppe/go-internal/testscript"
)

var ownAddress = regexp.MustCompile(`<link rel="canonical" href="([^"]+)"`)

// cmdWARC writes a WARC file of pages, a gzip member a record: warc crawl.warc.gz pages/a.html pages/b.html. An
// address in place of a page is an empty answer from there.
func cmdWARC(ts *testscript.TestScript, _ bool, args []string) {
	var out bytes.Buffer
	for _, name := range args[1:] {
		url, kind, page := name, "image/png", []byte(nil)
		if _, err := os.Stat(ts.MkAbs(name)); err == nil {
			page, kind = []byte(ts.ReadFile(name)), "text/html"
			url = "https://news.mingpao.com/" + name
			if m := ownAddress.FindSubmatch(page); m != nil {
				url = string(m[1])
			}
		}
		block := fmt.Appendf(nil, "HTTP/1.1 200 OK\r\nContent-Type: %s\r\n\r\n%s", kind, page)
		z := gzip.NewWriter(&out)
		_, err := fmt.Fprintf(z,
			"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\nWARC-Date: 2026-03-05T04:00:00Z\r\nContent-Type: "+
				"application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", url, len(block), block)
		ts.Check(err)
		ts.Check(z.Close())
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), out.Bytes(), 0o644))
}
