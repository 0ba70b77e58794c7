package versions

import (
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
func Citations(q *answer.Request, v catalog.Version) []Citation {
	c := export.Citation{Article: v.Article, Revision: v.Revision, Retrieved: v.Seen, SHA256: v.SHA256}
	var all []Citation
	for _, style := range export.Styles() {
		all = append(all, Citation{style, strings.TrimSpace(c.Cite(style))})
	}
	return all
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
	for _, c := range Citations(q, v) {
		if c.Style == style {
			as := styleTypes[style]
			return answer.DocumentOf(as.mediaType, []byte(c.Text+"\n")).Named("mingpao-" + a.Edition + "-" + a.ID + as.ending), nil
		}
	}
	return nil, answer.ErrNotFound
}
