package saved

import (
	"bytes"
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"mingpao/extract/saved/internal/bundle"
	"mingpao/extract/saved/internal/undo"
)

// webarchive reads the page of a webarchive, and the frames that hold an article. It says nothing of the time.
func (r *Reader) webarchive(t thing, give emit) bool {
	w, err := bundle.ReadWebarchive(t.r)
	if err != nil {
		return t.fails(err, give)
	}
	pictures := slices.DeleteFunc(w.Resources(), func(s bundle.Resource) bool { return !r.wants(s.URL, http.StatusOK) })
	holdsArticle := func(f bundle.Subframe) bool { return isArticle(f.Main) }
	if !isArticle(w.Main) && slices.ContainsFunc(w.Frames, holdsArticle) {
		if !t.fails(errAround, give) {
			return false
		}
	} else if !r.resource(t, w.Main, t.name, give) {
		return false
	}
	for i, f := range w.Frames {
		if holdsArticle(f) && !r.resource(t, f.Main, fmt.Sprintf("%s#%d", t.name, i+1), give) {
			return false
		}
	}
	for i, s := range pictures {
		if !r.subresource(t, s, i+1, give) {
			return false
		}
	}
	return true
}

// subresource hands on a picture of the page or of a frame.
func (r *Reader) subresource(t thing, s bundle.Resource, number int, give emit) bool {
	name := fmt.Sprintf("%s#picture-%d", t.name, number)
	return r.page(t, undo.Page{Name: name, URL: s.URL, Body: s.Data, IsPicture: true}, give)
}

func isArticle(p bundle.Resource) bool { return undo.Page{URL: p.URL, Body: p.Data}.IsArticle() }

func (r *Reader) resource(t thing, page bundle.Resource, name string, give emit) bool {
	if !strings.Contains(page.MIMEType, "html") {
		return give(Page{Source: name}, &PassedOver{cmp.Or(page.MIMEType, "something of no type")})
	}
	body, err := undo.Read(bytes.NewReader(page.Data), int64(len(page.Data)))
	if err != nil {
		return give(Page{Source: name}, err)
	}
	c := undo.Page{Name: name, URL: page.URL, ContentType: page.ContentType(), Body: body, Alone: true}
	return r.page(t, c, give)
}
