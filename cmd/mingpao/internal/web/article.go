package web

import (
	"bytes"
	"net/url"
	"slices"
	"strings"

	"mingpao/cmd/mingpao/internal/export"
	"mingpao/extract"
	"mingpao/store"
)

// articlePage is an article, or an earlier version of it.
type articlePage struct {
	*store.Article // the article in the archive
	Shown          store.Version
	Versions       []store.Version
	Parts          []bodyPart
	Older, Newer   *store.Headline
	Citations      []citation
	Pictures       bool // are loaded
	Latest         bool // the version that is shown is the latest
}

// bodyPart is paragraphs that belong together: a list, a table, else one paragraph or heading.
type bodyPart struct {
	Kind extract.Kind
	Text string
	List []string
	Rows [][]string
}

// article is an article as a page, or in the form that the ending of its address names.
func (q *request) article() (answer, error) {
	id, ending, _ := strings.Cut(q.PathValue("id"), ".")
	a, err := q.archive.Find(q.Context(), q.PathValue("edition"), id)
	if err != nil {
		return nil, err
	}
	if a.Edition != q.PathValue("edition") || a.ID != id {
		return redirect(q.link("/a/" + a.Edition + "/" + a.ID)), nil
	}
	if ending != "" || strings.HasSuffix(q.PathValue("id"), ".") {
		return q.articleAs(a, ending)
	}
	p := &articlePage{Article: a}
	if p.Versions, err = q.archive.Versions(q.Context(), a.Number); err != nil {
		return nil, err
	}
	if p.Shown, err = q.version(p.Versions); err != nil {
		return nil, err
	}
	p.Latest = p.Shown.Revision == len(p.Versions)
	p.Parts = bodyParts(p.Shown.Blocks)
	p.Citations = q.citations(p.Shown)
	if p.Older, p.Newer, err = q.archive.Neighbours(q.Context(), a); err != nil {
		return nil, err
	}
	v := q.newView("article", p.Shown.Title, p)
	switch q.query.Get("pictures") {
	case "1":
		p.Pictures, v.pictures = true, pictureHosts(p.Shown.Images)
	case "":
	default:
		return nil, badRequest(q.say("no-value", "pictures"))
	}
	return v, nil
}

// articleAs is an article for other programs.
func (q *request) articleAs(a *store.Article, ending string) (answer, error) {
	if len(q.query) > 0 {
		return nil, badRequest(q.say("no-parameter", "version"))
	}
	switch ending {
	case "json":
		var b bytes.Buffer
		if err := export.JSON(&b, a, "  "); err != nil {
			return nil, err
		}
		return documentOf("application/json; charset=utf-8", b.Bytes()), nil
	case "txt":
		return documentOf("text/plain; charset=utf-8", []byte(export.Text(&a.Article))), nil
	case "md":
		return documentOf("text/markdown; charset=utf-8", []byte(export.FrontMatter(a)+export.Markdown(&a.Article))), nil
	}
	return nil, errNotFound
}

// bodyParts puts items into lists and rows into tables.
func bodyParts(blocks []extract.Block) []bodyPart {
	var parts []bodyPart
	for _, b := range blocks {
		n := len(parts)
		goesOn := n > 0 && parts[n-1].Kind == b.Kind
		switch {
		case b.Kind == extract.Item && goesOn:
			parts[n-1].List = append(parts[n-1].List, b.Text)
		case b.Kind == extract.Item:
			parts = append(parts, bodyPart{Kind: b.Kind, List: []string{b.Text}})
		case b.Kind == extract.Row && goesOn:
			parts[n-1].Rows = append(parts[n-1].Rows, strings.Split(b.Text, "\t"))
		case b.Kind == extract.Row:
			parts = append(parts, bodyPart{Kind: b.Kind, Rows: [][]string{strings.Split(b.Text, "\t")}})
		default:
			parts = append(parts, bodyPart{Kind: b.Kind, Text: b.Text})
		}
	}
	return parts
}

// pictureHosts are the paper's hosts that an article's pictures lie on. Others are not asked.
func pictureHosts(images []extract.Image) []string {
	var hosts []string
	for _, i := range images {
		if u, err := url.Parse(i.URL); err == nil && canShow(i.URL) && !slices.Contains(hosts, u.Host) {
			hosts = append(hosts, u.Host)
		}
	}
	return hosts
}
