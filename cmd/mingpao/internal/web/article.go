package web

import (
	"bytes"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"mingpao/cmd/mingpao/internal/export"
	"mingpao/extract"
	"mingpao/extract/site"
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

// version is the version that was asked for: the latest, where none was.
func (q *request) version(all []store.Version) (store.Version, error) {
	if len(all) == 0 {
		return store.Version{}, errNotFound
	}
	asked := q.query.Get("version")
	if asked == "" {
		return all[len(all)-1], nil
	}
	n, err := strconv.Atoi(asked)
	if err != nil || n < 1 || n > len(all) {
		return store.Version{}, badRequest(q.say("no-version", len(all)))
	}
	return all[n-1], nil
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

// CanShow tells whether a picture is the paper's own and comes over https.
func (v *view) CanShow(address string) bool { return canShow(address) }

// CanShow tells whether a picture is the paper's own and comes over https.
func canShow(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Scheme == "https" && u.Host == u.Hostname() && site.Owns(address)
}

// IsWeb tells whether an address may be a link.
func (v *view) IsWeb(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != ""
}

// Readable is an address with its Chinese as characters.
func (v *view) Readable(address string) string {
	if plain, err := url.PathUnescape(address); err == nil && utf8.ValidString(plain) {
		return plain
	}
	return address
}

// SHA is the beginning of a hash, enough to tell two apart at a glance.
func (v *view) SHA(hash string) string { return hash[:min(12, len(hash))] }

// Number is a number as people read it.
func (v *view) Number(n int) string { return grouped(n) }

// grouped is 12,345 of 12345.
func grouped(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s,%03d", grouped(n/1000), n%1000)
}

// AnyToShow tells whether pictures could be loaded if the reader wanted.
func (v *view) AnyToShow(images []extract.Image) bool {
	return slices.ContainsFunc(images, func(i extract.Image) bool { return canShow(i.URL) })
}
