package window

import (
	"bytes"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// FaultKey is the attribute of an element that may lack its own end tag; its value is a Fault.
const FaultKey = "data-window-fault"

// FaultOf is the fault of an element.
func FaultOf(n *html.Node) Fault {
	for i := range n.Attr {
		if n.Attr[i].Key == FaultKey {
			return Fault(n.Attr[i].Val)
		}
	}
	return Sound
}

// grow builds the tree of a window from its parts: the part above the text, the start tag of the element that holds
// it, the text, the part below.
func grow(above, start, text, below []byte) (*Window, error) {
	root, body := newDocument()
	if err := appendTo(body, above); err != nil {
		return nil, err
	}
	holder := holderOf(start)
	if err := appendTo(holder, text); err != nil {
		return nil, err
	}
	body.AppendChild(holder)
	if len(below) > 0 {
		if err := appendTo(body, below); err != nil {
			return nil, err
		}
	}
	return &Window{Root: root, Text: holder}, nil
}

// holderOf is the element of a start tag.
func holderOf(start []byte) *html.Node {
	l := newLexer(start)
	l.next()
	name := nameOf(l.token.name)
	n := &html.Node{Type: html.ElementNode, Data: name, DataAtom: atom.Lookup([]byte(name))}
	for i := range l.token.attributes {
		a := &l.token.attributes[i]
		value := html.UnescapeString(string(l.token.valueOf(a)))
		n.Attr = append(n.Attr, html.Attribute{Key: nameOf(l.token.nameOf(a)), Val: value})
	}
	return n
}

// appendTo parses a part as the content of a <div> and puts it below a node.
func appendTo(parent *html.Node, part []byte) error {
	context := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
	nodes, err := html.ParseFragment(bytes.NewReader(part), context)
	for _, n := range nodes {
		parent.AppendChild(n)
	}
	return err
}

// newDocument is an empty document and its body.
func newDocument() (root, body *html.Node) {
	root = &html.Node{Type: html.DocumentNode}
	page := &html.Node{Type: html.ElementNode, Data: "html", DataAtom: atom.Html}
	body = &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	root.AppendChild(page)
	page.AppendChild(body)
	return root, body
}

// visibleIn is the text of a tree.
func visibleIn(holder *html.Node) (found letters) {
	for n := range holder.Descendants() {
		if n.Type == html.TextNode && !isRaw([]byte(n.Parent.Data)) {
			found.add(n.Data)
		}
	}
	return found
}
