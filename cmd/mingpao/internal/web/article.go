package web

import (
	"bytes"
	"net/url"
	"slices"
	"strings"

	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/web/internal/answer"
	"mingpao/cmd/mingpao/internal/web/internal/versions"
	"mingpao/extract"
	"mingpao/store/catalog"
)

// articlePage is an article, or an earlier version of it.
type articlePage struct {
	*catalog.Article // the article in the archive
	Shown            catalog.Version
	Versions         []catalog.Version
	Parts            []bodyPart
	Older, Newer     *catalog.Headline
	Citations        []versions.Citation
	Pictures         bool // are loaded
	Latest           bool // the version that is shown is the latest
	Opened           bool // it is the latest full text; an opening that was seen since differs
	LastBy           catalog.Witness
}

// bodyPart is paragraphs that belong together: a list, a table, else one paragraph or heading.
type bodyPart struct {
	Kind extract.Kind
	Text string
	List []string
	Rows [][]string
}

// article is an article as a page, or in the form that the ending of its address names.
func article(q *answer.Request) (answer.Answer, error) {
	id, ending, _ := strings.Cut(q.PathValue("id"), ".")
	a, err := q.Archive.Catalog().Find(q.Context(), q.PathValue("edition"), id)
	if err != nil {
		return nil, err
	}
	if a.Edition != q.PathValue("edition") || a.ID != id {
		return answer.Redirect(q.Link("/a/" + a.Edition + "/" + a.ID)), nil
	}
	if ending != "" || strings.HasSuffix(q.PathValue("id"), ".") {
		return articleAs(q, a, ending)
	}
	p := &articlePage{Article: a}
	if p.Versions, err = q.Archive.Catalog().Versions(q.Context(), a.Number); err != nil {
		return nil, err
	}
	if p.Shown, err = versions.Asked(q, p.Versions); err != nil {
		return nil, err
	}
	p.Latest = p.Shown.Revision == len(p.Versions)
	p.Opened = !p.Latest && p.Shown.Revision == a.Revision
	if p.LastBy, err = q.Archive.Catalog().WhoLast(q.Context(), a); err != nil {
		return nil, err
	}
	p.Parts = bodyParts(p.Shown.Blocks)
	if p.Citations, err = versions.Citations(p.Shown); err != nil {
		return nil, err
	}
	if p.Older, p.Newer, err = q.Archive.Catalog().Neighbours(q.Context(), a); err != nil {
		return nil, err
	}
	v := q.NewView("article", p.Shown.Title, p)
	v.Reads = a.Number
	switch q.Query.Get("pictures") {
	case "1":
		p.Pictures, v.Pictures = true, pictureHosts(p.Shown.Images)
	case "":
	default:
		return nil, answer.BadRequest(q.Say("no-value", "pictures"))
	}
	return v, nil
}

// articleAs is an article for other programs.
func articleAs(q *answer.Request, a *catalog.Article, ending string) (answer.Answer, error) {
	if len(q.Query) > 0 {
		return nil, answer.BadRequest(q.Say("no-parameter", "version"))
	}
	switch ending {
	case "json":
		var b bytes.Buffer
		if err := export.JSON(&b, a, "  "); err != nil {
			return nil, err
		}
		return answer.DocumentOf("application/json; charset=utf-8", b.Bytes()), nil
	case "txt":
		return answer.DocumentOf("text/plain; charset=utf-8", []byte(export.Text(&a.Article))), nil
	case "md":
		text := export.FrontMatter(a) + export.Markdown(&a.Article)
		return answer.DocumentOf("text/markdown; charset=utf-8", []byte(text)), nil
	}
	return nil, answer.ErrNotFound
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
		if u, err := url.Parse(i.URL); err == nil && answer.CanShow(i.URL) && !slices.Contains(hosts, u.Host) {
			hosts = append(hosts, u.Host)
		}
	}
	return hosts
}
