package web

import (
	"maps"
	"net/url"
	"slices"
	"strings"

	"mingpao/cmd/mingpao/internal/album"
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
	Note             string             // what citation managers have no field for: the page's hash and its witness
	Linked           versions.Linked    // the article for machines
	Head             *figure            // below the headline: the first picture, where it is kept
	Figures          []figure           // the others that do not stand in the text
	Missing          []extract.Image    // that are not kept
	Standing         *versions.Standing // how the page stands today with a version that was asked for by its hash
	Pictures         bool               // that are not kept are loaded
	Latest           bool               // the version that is shown is the latest
	Opened           bool               // it is the latest full text; an opening that was seen since differs
	Retitled         string             // that opening's headline; "" where it is the same
	LastBy           catalog.Witness
}

// figure is a picture of an article.
type figure struct {
	extract.Image
	Number int
	Kept   *answer.Shown // nil: it is not
}

// bodyPart is what belongs together: the lines of a heading, a list, a table, else one paragraph or picture.
type bodyPart struct {
	Kind extract.Kind
	*figure
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
	all, err := q.Archive.Catalog().Versions(q.Context(), a.Number)
	if err != nil {
		return nil, err
	}
	shown, err := versions.Asked(q, all)
	if err != nil {
		return nil, err
	}
	p := &articlePage{Article: a, Versions: all, Shown: shown}
	v, err := p.view(q)
	if err != nil {
		return nil, err
	}
	v.Reads = a.Number
	asked := q.Query.Get("pictures")
	if asked == "" && q.Visit.Look.Pictures {
		asked = "1"
	}
	switch asked {
	case "1":
		p.Pictures, v.Pictures = true, pictureHosts(p.Missing)
	case "":
	default:
		return nil, answer.BadRequest(q.Say("no-value", "pictures"))
	}
	return v, nil
}

// cited is the version of an article whose page has a hash, as it is printed in a citation.
func cited(q *answer.Request) (answer.Answer, error) {
	page, err := versions.PageOf(q, q.PathValue("hash"))
	if err != nil {
		return nil, err
	}
	if page.SHA256 != q.PathValue("hash") {
		return answer.Redirect(q.Link("/cite/" + page.SHA256)), nil
	}
	var s versions.Standing
	p := &articlePage{Standing: &s}
	if p.Article, p.Versions, s, err = versions.OnPage(q, page); err != nil {
		return nil, err
	}
	if s.Revision == 0 { // the looks at that page were taken back: the history says by whom
		return answer.Redirect(q.Link("/a/" + p.Edition + "/" + p.ID + "/history")), nil
	}
	p.Shown = p.Versions[s.Revision-1]
	return p.view(q)
}

// view completes the page of the version that is shown.
func (p *articlePage) view(q *answer.Request) (v *answer.View, err error) {
	latest := p.Versions[len(p.Versions)-1]
	p.Latest = p.Shown.Revision == latest.Revision
	p.Opened = !p.Latest && p.Shown.Revision == p.Revision
	if p.Opened && latest.Title != p.Shown.Title {
		p.Retitled = latest.Title
	}
	p.Note = export.CitationOfVersion(p.Shown).Note()
	p.Linked = versions.LinkedTo(q, p.Shown)
	if err := p.illustrate(q); err != nil {
		return nil, err
	}
	if p.LastBy, err = q.Archive.Catalog().WhoLast(q.Context(), p.Article); err != nil {
		return nil, err
	}
	if p.Citations, err = versions.Citations(p.Shown); err != nil {
		return nil, err
	}
	if p.Older, p.Newer, err = q.Archive.Catalog().Neighbours(q.Context(), p.Article); err != nil {
		return nil, err
	}
	return q.NewView("article", p.Shown.Title, p), nil
}

// illustrate has the version's pictures as they were while it stood.
func (p *articlePage) illustrate(q *answer.Request) error {
	kept, err := q.PicturesOf(p.Shown.Images, versions.Until(p.Versions, p.Shown), answer.Large)
	for i, image := range p.Shown.Images {
		p.Figures = append(p.Figures, figure{image, i + 1, kept[i]})
		if kept[i] == nil {
			p.Missing = append(p.Missing, image)
		}
	}
	places := map[string]int{}
	if err == nil && len(p.Missing) < len(p.Figures) {
		places, err = album.Places(q.Context(), q.Archive.Catalog(), p.Shown.SHA256, p.Shown.Article)
	}
	p.put(places)
	if len(p.Figures) > 0 && p.Figures[0].Number == 1 && p.Figures[0].Kept != nil {
		p.Head, p.Figures = &p.Figures[0], p.Figures[1:]
	}
	return err
}

// put puts pictures into their places in the text.
func (p *articlePage) put(places map[string]int) {
	within := map[int][]bodyPart{}
	p.Figures = slices.DeleteFunc(p.Figures, func(f figure) bool {
		at, ok := places[f.URL]
		if ok {
			within[at] = append(within[at], bodyPart{Kind: pictured, figure: &f})
		}
		return ok
	})
	from := 0
	for _, at := range slices.Sorted(maps.Keys(within)) {
		p.Parts = append(append(p.Parts, bodyParts(p.Shown.Blocks[from:at])...), within[at]...)
		from = at
	}
	p.Parts = append(p.Parts, bodyParts(p.Shown.Blocks[from:])...)
}

// pictured is the kind of a part that is a picture.
const pictured extract.Kind = "picture"

// articleAs is an article for other programs.
func articleAs(q *answer.Request, a *catalog.Article, ending string) (answer.Answer, error) {
	if len(q.Query) > 0 {
		return nil, answer.BadRequest(q.Say("no-parameter", "version"))
	}
	switch ending {
	case "json":
		return answer.JSON(a)
	case "txt":
		return answer.DocumentOf("text/plain; charset=utf-8", []byte(export.Text(&a.Article))), nil
	case "md":
		text := export.FrontMatter(a, export.AnyProgram) + export.Markdown(&a.Article)
		return answer.DocumentOf("text/markdown; charset=utf-8", []byte(text)), nil
	}
	return nil, answer.ErrNotFound
}

// bodyParts puts items into lists, rows into tables, and headings into their lines.
func bodyParts(blocks []extract.Block) []bodyPart {
	var parts []bodyPart
	for _, b := range export.Printed(blocks) {
		n := len(parts)
		goesOn := n > 0 && parts[n-1].Kind == b.Kind
		switch {
		case b.Kind == extract.Heading:
			parts = append(parts, bodyPart{Kind: b.Kind, List: strings.Split(b.Text, "\n")})
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
