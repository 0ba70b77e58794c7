package received

import (
	"bytes"
	"regexp"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"mingpao/cmd/mingpao/internal/web/internal/answer"
	"mingpao/extract"
)

// Sheet answers with the page alone, for its frame.
func Sheet(q *answer.Request) (answer.Answer, error) {
	p, err := asked(q)
	if err != nil {
		return nil, err
	}
	root, err := p.open(q)
	if err != nil {
		return nil, err
	}
	shots := shotsOf(root)
	inert(root)
	if err := place(q, shots, p.Address, p.by); err != nil {
		return nil, err
	}
	if len(p.passages) > 0 {
		scriptOf(root).mark(p.passages)
	}
	var b bytes.Buffer
	err = html.Render(&b, root)
	b.WriteString(scrolled)
	return answer.DocumentOf("text/html; charset=utf-8", b.Bytes()).Framed(), err
}

// scrolled lets a reader go through a page that a script would have let go.
const scrolled = "<style>html, body { overflow: auto !important; position: static !important; }</style>\n"

// open is the page as a tree.
func (p *page) open(q *answer.Request) (*html.Node, error) {
	c, err := q.Archive.Catalog().Capture(q.Context(), p.SHA256)
	if err != nil {
		return nil, err
	}
	text, err := extract.Decode(extract.Page{ContentType: c.ContentType, Body: c.Body})
	if err != nil { // no character set fits: as far as it can be read
		text = bytes.ToValidUTF8(c.Body, []byte("\uFFFD"))
	}
	return treeOf(text), nil
}

// element begins what is HTML.
var element = regexp.MustCompile(`<[a-zA-Z!/]`)

// treeOf is a page as a browser without scripts parses it. A text, and what is nested too deeply to be parsed, is shown
// as characters.
func treeOf(text []byte) *html.Node {
	if element.Match(text) {
		root, err := html.ParseWithOptions(bytes.NewReader(text), html.ParseOptionEnableScripting(false))
		if err == nil {
			return root
		}
	}
	root, _ := html.Parse(bytes.NewReader([]byte(`<!DOCTYPE html><pre style="white-space: pre-wrap"></pre>`))) // sound
	for n := range root.Descendants() {
		if n.DataAtom == atom.Pre {
			n.AppendChild(textNode(string(text)))
			break
		}
	}
	return root
}
