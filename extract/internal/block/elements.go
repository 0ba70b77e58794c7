package block

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"mingpao/extract/internal/window"
)

// Sort is how an element takes part in the lines of a page.
type Sort int

const (
	inline Sort = iota
	Block
	LineBreak
	picture
	Silent // nothing in it is text of the page
)

// SortOf returns the sort of an element.
func SortOf(a atom.Atom) Sort {
	switch a {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Iframe, atom.Svg, atom.Select, atom.Button,
		atom.Object,
		atom.Video, atom.Audio, atom.Head, atom.Title, atom.Textarea, atom.Input, atom.Annotation, atom.AnnotationXml,
		atom.Canvas, atom.Noembed, atom.Noframes,
		atom.Del, atom.S, atom.Strike, atom.Rp:
		return Silent
	case atom.Br:
		return LineBreak
	case atom.Img:
		return picture
	case atom.P, atom.Div, atom.Section, atom.Article, atom.Aside, atom.Header, atom.Footer, atom.Main, atom.Nav, atom.H1,
		atom.H2,
		atom.H3, atom.H4, atom.H5, atom.H6, atom.Hgroup, atom.Ul, atom.Ol, atom.Li, atom.Dl, atom.Dt, atom.Dd, atom.Table,
		atom.Tbody,
		atom.Thead, atom.Tfoot, atom.Tr, atom.Td, atom.Th, atom.Caption, atom.Figure, atom.Figcaption, atom.Blockquote,
		atom.Pre, atom.Center,
		atom.Hr, atom.Address, atom.Form, atom.Fieldset, atom.Legend, atom.Details, atom.Summary, atom.Dialog, atom.Body:
		return Block
	}
	return inline
}

// IsHidden reports whether an element is not shown. #lower, the rest of a news article, is shown by a script.
func IsHidden(n *html.Node) bool {
	hidden, lower := n.DataAtom == atom.Dialog, false
	for i := range n.Attr {
		switch a := &n.Attr[i]; a.Key {
		case "open":
			hidden = hidden && n.DataAtom != atom.Dialog
		case "id":
			lower = a.Val == "lower"
		case "hidden":
			return true
		case "aria-hidden":
			hidden = hidden || strings.EqualFold(a.Val, "true")
		case "style":
			hidden = hidden || window.Undisplayed(a.Val)
		}
	}
	return hidden && !lower
}

// Attr returns the value of an attribute, "" where the element has none of that name.
func Attr(n *html.Node, key string) string {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			return n.Attr[i].Val
		}
	}
	return ""
}
