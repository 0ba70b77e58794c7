package saved

import (
	"fmt"

	"mingpao/extract/saved/internal/bundle"
	"mingpao/extract/saved/internal/undo"
	"mingpao/extract/site"
)

// har reads the pages of a HAR file, entry by entry.
func (r *Reader) har(t thing, give emit) bool {
	t.record = 0
	for e, err := range bundle.Entries(t.r) {
		if err != nil {
			return t.fails(err, give)
		}
		t.record++
		if !r.harPage(t, e, fmt.Sprintf("%s#%d", t.name, t.record), give) {
			return false
		}
	}
	return true
}

func (r *Reader) harPage(t thing, e bundle.Entry, name string, give emit) bool {
	kind := answerKind(e.Request.URL, e.Response.Status, e.Response.Content.MIMEType)
	isPicture := kind != "" && r.wants(e.Request.URL, e.Response.Status)
	if kind != "" && !isPicture {
		return give(Page{Source: name}, &PassedOver{kind})
	}
	body, err := e.Body()
	switch {
	case err != nil && isPicture:
		return give(Page{Source: name}, unread(err))
	case err != nil:
		return give(Page{Source: name}, err)
	}
	c := undo.Page{Name: name, URL: e.Request.URL, ContentType: e.ContentType(), Body: body, IsPicture: isPicture}
	c.Says(site.TimeHAR, e.Started)
	return r.page(t, c, give)
}
