package versions

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/web/internal/answer"
	"mingpao/store/catalog"
)

// Citation is a version of an article as a style cites it.
type Citation struct {
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

// Citations returns the citations of a version, one a style.
func Citations(v catalog.Version) ([]Citation, error) {
	var all []Citation
	for _, style := range export.Styles() {
		text, err := cited(style, v)
		if err != nil {
			return nil, err
		}
		all = append(all, Citation{style, strings.TrimSpace(string(text))})
	}
	return all, nil
}

// cited is a version as a style cites it: what a file holds that has nothing else.
func cited(style string, v catalog.Version) ([]byte, error) {
	var b bytes.Buffer
	err := export.Cite(&b, style, export.CitationOfVersion(v))
	return b.Bytes(), err
}

// Cite is a citation as a file for a citation manager.
func Cite(q *answer.Request) (answer.Answer, error) {
	style := q.PathValue("style")
	if !slices.Contains(export.Styles(), style) {
		return nil, answer.ErrNotFound
	}
	a, versions, err := named(q)
	if err != nil {
		return nil, err
	}
	v, err := Asked(q, versions)
	if err != nil {
		return nil, err
	}
	text, err := cited(style, v)
	if err != nil {
		return nil, err
	}
	as := styleTypes[style]
	name := fmt.Sprintf("mingpao-%s-%s-r%d%s", a.Edition, a.ID, v.Revision, as.ending)
	return answer.DocumentOf(as.mediaType, text).Named(name), nil
}
