package web

import (
	"slices"
	"strings"

	"mingpao/cmd/mingpao/internal/export"
	"mingpao/store"
)

// citation is a version of an article as a style cites it.
type citation struct {
	Style string // plain, bibtex, ris, csl
	Text  string
}

// styleTypes are the styles' media types and the endings of their files.
var styleTypes = map[string]struct{ mediaType, ending string }{
	"plain":  {"text/plain; charset=utf-8", ".txt"},
	"bibtex": {"application/x-bibtex; charset=utf-8", ".bib"},
	"ris":    {"application/x-research-info-systems; charset=utf-8", ".ris"},
	"csl":    {"application/vnd.citationstyles.csl+json", ".json"},
}

func (q *request) citations(v store.Version) []citation {
	c := export.Citation{Article: v.Article, Revision: v.Revision, Retrieved: v.Seen, SHA256: v.SHA256}
	var all []citation
	for _, style := range export.Styles() {
		all = append(all, citation{style, strings.TrimSpace(c.Cite(style))})
	}
	return all
}

// cite is a citation as a file for a citation manager.
func (q *request) cite() (answer, error) {
	style := q.PathValue("style")
	if !slices.Contains(export.Styles(), style) {
		return nil, errNotFound
	}
	a, err := q.archive.Find(q.Context(), q.PathValue("edition"), q.PathValue("id"))
	if err != nil {
		return nil, err
	}
	versions, err := q.archive.Versions(q.Context(), a.Number)
	if err != nil {
		return nil, err
	}
	v, err := q.version(versions)
	if err != nil {
		return nil, err
	}
	for _, c := range q.citations(v) {
		if c.Style == style {
			as := styleTypes[style]
			return documentOf(as.mediaType, []byte(c.Text+"\n")).named("mingpao-" + a.Edition + "-" + a.ID + as.ending), nil
		}
	}
	return nil, errNotFound
}
