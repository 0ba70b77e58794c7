// Package undo brings a page back to what it was before a tool or an archive kept it, and says who claims to know when
// it was seen.
//
//	page.go       Page, and the steps back in their order
//	read.go       the bytes of a page, to a limit
//	answer.go     the header and codings of the answer that it came with
//	comments.go onefile.go   what browsers, HTTrack, SingleFile and Save Page WE leave in it
//	wayback.go google.go     what archives on the web, Google's cache and its translator do to it
//	altered.go    what other translators and helps to read do to it
//	marks.go      whether a page has a mark of one of these
//	times.go      claims about the time, in the forms in which tools write times
package undo

import (
	"strings"

	"mingpao/extract/site"
)

// Page is a page as it lies in a file, and what the file says of it.
type Page struct {
	Name        string // of the source
	URL         string
	ContentType string
	Body        []byte
	Claims      []Claim
	Alone       bool   // the file is this page and nothing else
	Repeated    bool   // whoever looked was told that nothing had changed
	Detail      string // then: what was answered
	Head        string // of the answer, as an archive of ours kept it
	SecondHand  bool   // somebody kept a copy that an archive on the web had made
	IsPicture   bool   // it is a picture: a tool changes its address, not what it is
	Attested    bool   // the first claim is that of an archive of ours, which has weighed the others
}

// steps bring a page back to what it was, in this order: each takes away what a tool has put around
// the rest.
var steps = []func(*Page) error{
	answerHeader, clipped, savedFrom, mirrored, oneFile, replayed, cached, translated, altered,
}

// Undo brings the page back to what it was.
func (c *Page) Undo() error {
	if c.IsPicture {
		c.unwrapped()
		return nil
	}
	for _, step := range steps {
		if err := step(c); err != nil {
			return err
		}
	}
	return nil
}

// Witnesses are the claims about when the site was seen. Of a copy of a copy only the first copyist knows: when the
// second came, the site may have changed long ago.
func (c Page) Witnesses() []Claim {
	if c.Attested {
		return c.Claims[:1]
	}
	if !c.SecondHand {
		return c.Claims
	}
	var first []Claim
	for _, one := range c.Claims {
		if one.From == site.TimeWayback || one.From == site.TimeGoogleCache {
			first = append(first, one)
		}
	}
	return first
}

// address takes an address for the page's if none is known.
func (c *Page) address(url string) {
	if c.URL == "" {
		c.URL = strings.TrimSpace(url)
	}
}

// Says notes what the page's tool says of its time.
func (c *Page) Says(from site.TimeSource, text string) {
	c.Claims = append(c.Claims, Claim{From: from, Text: strings.TrimSpace(text)})
}
