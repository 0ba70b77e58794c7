package received

import (
	"slices"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// inert takes from a tree what is not listed.
func inert(n *html.Node) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		switch {
		case c.Type == html.TextNode:
		case c.Type == html.DoctypeNode:
			c.Attr = nil
		case c.Type != html.ElementNode || c.Namespace != "" || dropped[c.Data]:
			n.RemoveChild(c)
		case kept[c.Data]:
			tame(c)
			inert(c)
		default:
			if c.FirstChild != nil {
				next = c.FirstChild
			}
			unwrap(c)
		}
		c = next
	}
}

// unwrap puts the content of an element into its place.
func unwrap(n *html.Node) {
	for c := n.FirstChild; c != nil; c = n.FirstChild {
		n.RemoveChild(c)
		n.Parent.InsertBefore(c, n)
	}
	n.Parent.RemoveChild(n)
}

// tame takes from an element the attributes that are not listed, and from its style what it would load.
func tame(n *html.Node) {
	n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool {
		return a.Namespace != "" || !attributes[a.Key] || a.Key == "id" && a.Val == markID
	})
	for i, a := range n.Attr {
		if a.Key == "style" {
			n.Attr[i].Val = quiet(a.Val)
		}
	}
	if controls[n.DataAtom] {
		set(n, "disabled", "")
	}
	if n.DataAtom == atom.Style && n.FirstChild != nil {
		n.FirstChild.Data = quiet(n.FirstChild.Data)
	}
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name && a.Namespace == "" {
			return a.Val
		}
	}
	return ""
}

// set sets an attribute; an element has each of them once.
func set(n *html.Node, name, value string) {
	n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
	n.Attr = append(n.Attr, html.Attribute{Key: name, Val: value})
}
