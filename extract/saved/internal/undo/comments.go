package undo

import (
	"bytes"

	"mingpao/extract/internal/chars"
	"mingpao/extract/site"
)

// headSize is where tools leave their comments: right behind the doctype, or in the head.
const headSize = 8 << 10

func head(b []byte) []byte { return b[:min(len(b), headSize)] }

// savedComment is left by Internet Explorer, Chrome and those that followed: <!-- saved from url=(0138)https://… -->.
var savedComment = chars.Compiled(`<!-- saved from url=\(\d+\)(https?://[^\s>]+) -->`)

func savedFrom(c *Page) error {
	if m := savedComment().FindSubmatch(head(c.Body)); m != nil {
		c.address(string(m[1]))
	}
	return nil
}

// mirrorComment is HTTrack's: <!-- Mirrored from host/path by HTTrack Website Copier/3.x [XR&CO'2014], Wed, 05 Mar
// 2026 03:12:33 GMT -->.
var mirrorComment = chars.Compiled(`<!-- Mirrored from (\S+) by HTTrack [^,>]*, ([^>]*?) -->`)

func mirrored(c *Page) error {
	// The comment stands behind <html>, or behind the page.
	m := mirrorComment().FindSubmatch(head(c.Body))
	if m == nil {
		m = mirrorComment().FindSubmatch(c.Body[max(0, len(c.Body)-headSize):])
	}
	if m == nil {
		return nil
	}
	address := string(m[1])
	if !bytes.Contains(m[1], []byte("://")) {
		address = "https://" + address
	}
	c.address(address)
	c.Says(site.TimeHTTrack, string(m[2]))
	return nil
}

// clipStart is the header of markup on the clipboard of Windows, which names the page.
var clipStart = chars.Compiled(`^Version:\d\.\d\r?\n(?:[A-Za-z]+:[^\r\n]*\r?\n)*`)

var clipSource = chars.Compiled(`(?m)^SourceURL:(\S+)`)

// clipped takes off the clipboard's header.
func clipped(c *Page) error {
	header := clipStart().Find(head(c.Body))
	if m := clipSource().FindSubmatch(header); m != nil {
		c.address(string(m[1]))
	}
	c.Body = c.Body[len(header):]
	return nil
}
