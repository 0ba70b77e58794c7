package saved

import (
	"mingpao/extract"
	"mingpao/extract/saved/internal/undo"
	"mingpao/extract/site"
)

// page hands on a page as it was before it was kept.
func (r *Reader) page(t thing, c undo.Page, give emit) bool {
	p, err := r.original(t, c)
	return give(p, err)
}

// original is a page as it was before it was kept.
func (r *Reader) original(t thing, c undo.Page) (p Page, err error) {
	p = Page{Source: c.Name, File: t.from(), Alone: c.Alone, Repeated: c.Repeated, Detail: c.Detail, Head: c.Head}
	meta, err := t.metadata()
	if err != nil {
		return p, err
	}
	if meta.URL != "" && !c.IsPicture {
		c.URL = meta.URL
	}
	if err := c.Undo(); err != nil {
		return p, err
	}
	c.Says(site.TimeMetadata, meta.scraped())
	c.Claims = append(c.Claims, undo.Claim{From: site.TimeFile, At: t.written})
	if c.IsPicture {
		c.URL = pictureAddress(c.URL)
		if p.Picture, c.ContentType, err = pictureIn(c.Body); err != nil {
			return p, err
		}
	}
	p.Page = extract.Page{URL: c.URL, ContentType: c.ContentType, Body: c.Body}
	p.Seen, p.SeenFrom, err = r.seen(c.Witnesses())
	return p, err
}
