package undo

import (
	"bufio"
	"bytes"
	"html"
	"io"

	"mingpao/extract/internal/chars"
	"mingpao/extract/site"
)

// Tools that make one file of a page put its pictures into it as data: addresses, and the page's own address and the
// time into its head. What they kept of the pictures' addresses is in attributes of their own.
var (
	singleFileURL  = chars.Compiled(`(?m)^\s*url:\s*(\S+)`)
	singleFileDate = chars.Compiled(`(?m)^\s*saved date:\s*(.*?)\s*$`)
	savePage       = chars.Compiled(`<meta name="?savepage-(url|date)"? content="([^"]*)"`)
	keptAddress    = chars.Compiled(`(?i)<(?:img|source|video|audio)\b[^>]*\s` +
		`data-(?:sf-original|savepage)-src=[^>]*>`)
	heldAddress = chars.Compiled(`(?i)\ssrc=("[^"]*"|'[^']*'|[^\s>]*)`)
	// standIn takes the place of a picture that SingleFile keeps in the style sheet, because the page has it several
	// times.
	standIn  = chars.Compiled(`\ssrc='data:image/svg\+xml,<svg [^']*</svg>'`)
	keptName = chars.Compiled(`(?i)\sdata-(?:sf-original|savepage)-src=`)
)

const singleFileMark = "Page saved with SingleFile"

func isOneFile(b []byte) bool {
	return hasAny(head(b), singleFileMark) || hasAny(head(b), "savepage-") && savePage().Match(head(b))
}

// oneFile reads what SingleFile and Save Page WE say of a page, and gives pictures back the addresses that they kept.
func oneFile(c *Page) error {
	if !isOneFile(c.Body) {
		return nil
	}
	if _, note, ok := bytes.Cut(head(c.Body), []byte(singleFileMark)); ok {
		note, _, _ = bytes.Cut(note, []byte("-->"))
		if m := singleFileURL().FindSubmatch(note); m != nil {
			c.address(html.UnescapeString(string(m[1])))
		}
		if m := singleFileDate().FindSubmatch(note); m != nil {
			c.Says(site.TimeSingleFile, string(m[1]))
		}
	}
	for _, m := range savePage().FindAllSubmatch(head(c.Body), 2) {
		if value := html.UnescapeString(string(m[2])); string(m[1]) == "url" {
			c.address(value)
		} else {
			c.Says(site.TimeSingleFile, value)
		}
	}
	c.Body = standIn().ReplaceAll(c.Body, nil)
	c.Body = keptAddress().ReplaceAllFunc(c.Body, func(tag []byte) []byte {
		return keptName().ReplaceAll(heldAddress().ReplaceAll(tag, nil), []byte(" src="))
	})
	return nil
}

// DataPictures is how many pictures a tool has put into a page, as far as Read has left them.
func DataPictures(b []byte) int {
	if !isOneFile(b) {
		return 0
	}
	return bytes.Count(b, []byte("data:image/")) - bytes.Count(b, []byte("data:image/svg"))
}

// dataless leaves out what data: addresses hold: of data:image/png;base64,iVBOR… all behind the comma.
type dataless struct {
	r      *bufio.Reader // of size window
	within bool          // such an address
}

var dataMark = []byte(";base64,")

func (d *dataless) Read(p []byte) (int, error) {
	if d.within {
		if err := d.skip(); err != nil {
			return 0, err
		}
	}
	b, err := d.r.Peek(min(window, max(len(p), len(dataMark))))
	n := len(b)
	if i := bytes.Index(b, dataMark); i >= 0 {
		n, d.within = i+len(dataMark), true
	} else if err == nil {
		n -= len(dataMark) - 1 // a mark may begin here
	}
	if n > len(p) {
		n, d.within = len(p), false
	}
	copy(p, b[:n])
	_, _ = d.r.Discard(n) // they were there
	if n > 0 {
		err = nil
	}
	return n, err
}

// skip leaves out a run of base64.
func (d *dataless) skip() error {
	for {
		b, err := d.r.Peek(max(1, d.r.Buffered()))
		rest := bytes.TrimLeft(b, base64Letters)
		_, _ = d.r.Discard(len(b) - len(rest))
		if len(rest) > 0 {
			d.within = false
			return nil
		}
		if err != nil {
			return err
		}
	}
}

const base64Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=%-_"

var _ io.Reader = (*dataless)(nil)
