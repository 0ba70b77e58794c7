package extract

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"mingpao/extract/internal/block"
	"mingpao/extract/internal/chars"
	"mingpao/extract/internal/window"
)

// sound refuses a text of which a part may be inside an element that is left out: an advert, a button or a table
// whose end is missing takes in the text after it, and an end without its start leaves an advert in the open. A link
// that goes on over paragraphs means nothing.
func sound(w *window.Window) error {
	if i := slices.IndexFunc(w.Strays, isHider); i >= 0 {
		return &NotArticle{BrokenMarkup, fmt.Sprintf("a stray </%s> in the text", w.Strays[i])}
	}
	for n := range w.Text.Descendants() {
		fault := window.FaultOf(n)
		switch {
		case n.Type != html.ElementNode || fault == window.Sound:
		case hides(n) && takesIn(n, fault):
			return &NotArticle{BrokenMarkup, fmt.Sprintf("a <%s> in the text does not end", n.Data)}
		case n.DataAtom == atom.A && isAround(n, block.Block):
			n.Data, n.DataAtom = "span", atom.Span
		}
	}
	return nil
}

// isAround reports whether an element contains one of a sort.
func isAround(n *html.Node, s block.Sort) bool {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && block.SortOf(d.DataAtom) == s {
			return true
		}
	}
	return false
}

// isHider reports whether the content of an element is left out, or read otherwise than the text around it.
func isHider(name string) bool {
	a := atom.Lookup([]byte(name))
	return a == atom.Aside || a == atom.Table || a == atom.Figcaption || block.SortOf(a) == block.Silent
}

// hides is isHider with all that is known of an element.
func hides(n *html.Node) bool { return isHider(n.Data) || block.BoxOf(n) != "" || block.IsHidden(n) }

// takesIn reports whether an element without a certain end has text that may not be its own: any, or prose where the
// end that is missing may be that of an element around it.
func takesIn(n *html.Node, fault window.Fault) bool {
	var text strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode && d.Parent.DataAtom != atom.Script && d.Parent.DataAtom != atom.Style {
			text.WriteString(d.Data)
		}
	}
	if fault == window.Doubtful {
		return strings.ContainsAny(text.String(), "。！？；")
	}
	return chars.IsVisible(text.String())
}
