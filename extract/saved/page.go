package saved

import (
	"errors"
	"strings"

	"mingpao/extract"
	"mingpao/extract/site"
)

// copied is a page as it lies in a file, and what the file says of it.
type copied struct {
	name        string // of the source
	url         string
	contentType string
	body        []byte
	claims      []claim
	alone       bool   // see Page.Alone
	repeated    bool   // see Page.Repeated
	detail      string // then: see Page.Detail
	secondHand  bool   // somebody kept a copy that an archive on the web had made
	attested    bool   // the first claim is that of an archive of ours, which has weighed the others
}

// undo are the steps that bring a page back to what it was, in this order: each takes away what a tool has put around
// the rest.
var undo = []func(*copied) error{answerHeader, savedFrom, mirrored, oneFile, replayed, cached, translated}

// page hands on a page as it was before it was kept.
func (r *Reader) page(t thing, c copied, give emit) bool {
	p := Page{Source: c.name, Alone: c.alone, Repeated: c.repeated, Detail: c.detail}
	meta, err := t.metadata()
	if err != nil {
		return give(p, err)
	}
	if meta.URL != "" {
		c.url = meta.URL
	}
	for _, step := range undo {
		if err := step(&c); err != nil {
			return give(p, err)
		}
	}
	c.says(site.TimeMetadata, meta.scraped())
	c.claims = append(c.claims, claim{from: site.TimeFile, at: t.written})
	p.Page = extract.Page{URL: c.url, ContentType: c.contentType, Body: c.body}
	p.Seen, p.SeenFrom, err = r.seen(c.witnesses())
	return give(p, err)
}

// witnesses are the claims about when the site was seen. Of a copy of a copy only the first copyist knows: when the
// second came, the site may have changed long ago.
func (c copied) witnesses() []claim {
	if c.attested {
		return c.claims[:1]
	}
	if !c.secondHand {
		return c.claims
	}
	var first []claim
	for _, one := range c.claims {
		if one.from == site.TimeWayback || one.from == site.TimeGoogleCache {
			first = append(first, one)
		}
	}
	return first
}

// address takes an address for the page's if none is known.
func (c *copied) address(url string) {
	if c.url == "" {
		c.url = strings.TrimSpace(url)
	}
}

// says notes what the page's tool says of its time.
func (c *copied) says(from site.TimeSource, text string) {
	c.claims = append(c.claims, claim{from: from, text: strings.TrimSpace(text)})
}

var errMachine = errors.New("a translation by a machine, not the paper's words: save the page as it is")
