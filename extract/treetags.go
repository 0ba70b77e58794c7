package extract

import (
	"bytes"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// tagSort is how the HTML standard treats an element in the text of a page.
type tagSort int

const (
	inlineTag  tagSort = iota // opens and closes where it stands: span, label, custom elements
	flowTag                   // a block: ends an open paragraph
	headingTag                // h1 to h6
	itemTag                   // of a list
	formatTag                 // formatting: goes on over the end of a block
	loneTag                   // must not stand in its like
	formTag                   // the same
	tablePart
	voidTag    // has no content
	ruleTag    // has no content and ends an open paragraph
	rawTag     // its content is text
	skippedTag // the same, and nobody reads it
	drawingTag // holds shapes
	otherTag   // rules of its own, which grow does not know
)

func tagSortOf(a atom.Atom) tagSort {
	switch a {
	case atom.Div, atom.P, atom.Aside, atom.Figure, atom.Figcaption, atom.Article, atom.Ul, atom.Ol, atom.Hgroup, atom.Section, atom.Header, atom.Footer, atom.Nav,
		atom.Main, atom.Dl, atom.Blockquote, atom.Center, atom.Address, atom.Details, atom.Summary, atom.Fieldset, atom.Menu, atom.Dir:
		return flowTag
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return headingTag
	case atom.Li, atom.Dd, atom.Dt:
		return itemTag
	case atom.B, atom.Strong, atom.I, atom.Em, atom.U, atom.Font, atom.Small, atom.Big, atom.Code, atom.S, atom.Strike, atom.Tt:
		return formatTag
	case atom.A, atom.Button:
		return loneTag
	case atom.Form:
		return formTag
	case atom.Table, atom.Tbody, atom.Thead, atom.Tfoot, atom.Tr, atom.Td, atom.Th:
		return tablePart
	case atom.Br, atom.Img, atom.Input, atom.Embed, atom.Area, atom.Wbr, atom.Source, atom.Track, atom.Param, atom.Meta, atom.Link:
		return voidTag
	case atom.Hr:
		return ruleTag
	case atom.Iframe, atom.Noscript:
		return rawTag
	case atom.Script, atom.Style:
		return skippedTag
	case atom.Svg:
		return drawingTag
	case atom.Html, atom.Head, atom.Body, atom.Frameset, atom.Frame, atom.Base, atom.Basefont, atom.Bgsound, atom.Noframes, atom.Template, atom.Title, atom.Pre,
		atom.Listing, atom.Plaintext, atom.Nobr, atom.Applet, atom.Marquee, atom.Object, atom.Image, atom.Keygen, atom.Textarea, atom.Xmp, atom.Noembed,
		atom.Select, atom.Option, atom.Optgroup, atom.Rb, atom.Rtc, atom.Rp, atom.Rt, atom.Math, atom.Caption, atom.Col, atom.Colgroup, atom.Dialog, atom.Search:
		return otherTag
	}
	return inlineTag
}

// isTablePart tells an element that holds only other parts of a table.
func isTablePart(a atom.Atom) bool {
	return a == atom.Table || a == atom.Tr || a == atom.Tbody || a == atom.Thead || a == atom.Tfoot
}

// isPartOf tells whether a part of a table stands where the standard wants it.
func isPartOf(parent, part atom.Atom) bool {
	switch part {
	case atom.Table:
		return !isTablePart(parent)
	case atom.Tr:
		return parent == atom.Tbody || parent == atom.Thead || parent == atom.Tfoot
	case atom.Td, atom.Th:
		return parent == atom.Tr
	}
	return parent == atom.Table
}

func isListOf(parent, item atom.Atom) bool {
	if item == atom.Li {
		return parent == atom.Ul || parent == atom.Ol
	}
	return parent == atom.Dl
}

// shapes are the elements of a drawing that hold nothing but shapes.
var shapes = []string{"path", "g", "use", "circle", "rect", "line", "polygon", "polyline", "ellipse", "defs"}

func isShape(tag string) bool {
	end := strings.IndexAny(tag, " \t\r\n\f/>")
	return end > 0 && slices.Contains(shapes, tag[:end])
}

// isRead tells the attributes that a selector, a box or a field looks at.
func isRead(name string) bool {
	switch name {
	case "class", "href", "id", "src", "title", "alt", "itemprop", "content", "data-original", "data-keyword":
		return true
	}
	return false
}

// maxAttributes is how many of them there are.
const maxAttributes = 10

// startTag is a start tag with the attributes that somebody reads.
type startTag struct {
	atom  atom.Atom
	name  string
	attrs []html.Attribute
}

// lookup finds the name of an element at a place of the window, in lower case.
func (g *grower) lookup(at, n int) (atom.Atom, string) {
	name := g.window[at : at+n]
	low := lower(name)
	if bytes.Equal(low, name) {
		return atom.Lookup(name), g.src[at : at+n]
	}
	return atom.Lookup(low), string(low)
}

// readTag reads the start tag at hand. One that is not written as a browser writes it is left to the library's tokenizer.
func (g *grower) readTag() (startTag, bool) {
	begin, first := g.at, len(g.attrs)
	if t, ok := g.plainTag(); ok {
		return t, true
	}
	g.at, g.attrs = begin, g.attrs[:first]
	z := html.NewTokenizer(strings.NewReader(g.src[g.at:]))
	if kind := z.Next(); kind != html.StartTagToken && kind != html.SelfClosingTagToken {
		return startTag{}, false
	}
	g.at += len(z.Raw())
	token := z.Token()
	token.Attr = slices.DeleteFunc(token.Attr, func(a html.Attribute) bool { return !isRead(a.Key) })
	return startTag{token.DataAtom, token.Data, token.Attr}, true
}

// plainTag reads a tag whose attributes are written as name="value" or as a name alone.
func (g *grower) plainTag() (t startTag, ok bool) {
	rest := g.src[g.at+1:]
	n := nameLength(rest)
	t.atom, t.name = g.lookup(g.at+1, n)
	if len(g.attrs)+maxAttributes > cap(g.attrs) {
		g.attrs = make([]html.Attribute, 0, slab)
	}
	first := len(g.attrs)
	for {
		for n < len(rest) && isBlank(rest[n]) {
			n++
		}
		if strings.HasPrefix(rest[n:], "/>") {
			n++
		}
		if n == len(rest) {
			return t, false
		}
		if rest[n] == '>' {
			g.at += 1 + n + 1
			t.attrs = g.attrs[first:len(g.attrs):len(g.attrs)]
			return t, true
		}
		size, plain := g.attribute(rest[n:], first)
		if !plain {
			return t, false
		}
		n += size
	}
}

// attribute takes the attribute at the beginning of s and returns its length. The first of a name counts.
func (g *grower) attribute(s string, first int) (size int, ok bool) {
	n := nameLength(s)
	if n == 0 || n == len(s) {
		return 0, false
	}
	name, value := s[:n], ""
	switch {
	case s[n] == '=':
		if n+1 == len(s) || s[n+1] != '"' && s[n+1] != '\'' {
			return 0, false
		}
		end := strings.IndexByte(s[n+2:], s[n+1])
		if end < 0 {
			return 0, false
		}
		value = s[n+2 : n+2+end]
		n += 2 + end + 1
	case !isBlank(s[n]) && s[n] != '>':
		return 0, false
	}
	name = strings.ToLower(name)
	if !isRead(name) || slices.ContainsFunc(g.attrs[first:], func(a html.Attribute) bool { return a.Key == name }) {
		return n, true
	}
	value, ok = plainValue(value)
	g.attrs = append(g.attrs, html.Attribute{Key: name, Val: value})
	return n, ok
}

// plainValue resolves the references that a browser writes in a value. In a value the standard reads others differently
// than in text.
func plainValue(s string) (string, bool) {
	for rest := s; ; {
		_, after, found := strings.Cut(rest, "&")
		if !found {
			return plainText(s), true
		}
		if !hasAnyPrefix(after, "amp;", "quot;", "lt;", "gt;", "nbsp;", "#39;") {
			return "", false
		}
		rest = after
	}
}

// plainText resolves the references and line ends of a text.
func plainText(s string) string {
	s = unixLines(s)
	if strings.IndexByte(s, '&') < 0 {
		return s
	}
	return html.UnescapeString(s)
}

// nameLength is the length of the name at the beginning of s, of the characters that names are made of.
func nameLength(s string) int {
	for i := range len(s) {
		if c := s[i]; !isLetter(c) && (c < '0' || c > '9') && c != '-' && c != '_' && c != ':' {
			return i
		}
	}
	return len(s)
}
