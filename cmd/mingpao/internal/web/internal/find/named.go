package find

import (
	"net/url"
	"path"
	"strings"

	"mingpao/cmd/mingpao/internal/web/internal/answer"
	"mingpao/extract/site"
	"mingpao/store/catalog"
)

// Named is the page of the article that a text names: by its address at the paper or in a reading room, in any form, or
// by its number. It is "" where the text names none. An article that is named and not there is an error, but for a
// number, which may stand in a text.
func Named(q *answer.Request, text string) (page string, err error) {
	var found *catalog.Article
	ref, isAddress := refOf(text)
	switch {
	case isAddress:
		found, err = q.Archive.Catalog().Find(q.Context(), ref.Edition, ref.ID)
	case site.IsID(text):
		if found, err = q.Archive.Catalog().FindID(q.Context(), text); err != nil {
			return "", nil
		}
	default:
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return q.Link("/a/" + found.Edition + "/" + found.ID), nil
}

// refOf reads an address, also without its beginning.
func refOf(text string) (ref site.Ref, ok bool) {
	if !strings.Contains(text, "/") || strings.ContainsAny(text, " \u3000") {
		return ref, false
	}
	if !strings.Contains(text, "://") {
		text = "https://" + strings.TrimPrefix(text, "//")
	}
	if ref, ok = site.ParseURL(text); ok {
		return ref, true
	}
	u, err := url.Parse(text)
	if err != nil {
		return ref, false
	}
	_, rest, _ := strings.Cut(u.Path, "/a/")
	edition, id, _ := strings.Cut(rest, "/")
	id, _, _ = strings.Cut(id, "/")
	id = strings.TrimSuffix(id, path.Ext(id))
	return site.Ref{Edition: edition, ID: id}, site.EditionOf(edition).Code != "" && site.IsID(id)
}
