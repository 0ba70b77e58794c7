package extract

import "golang.org/x/net/html"

// nodeTest is a selector written as a function, for what every page is searched for and few have: it takes a tenth of the time
// of one that compares text.
type nodeTest func(*html.Node) bool

// fits tells whether an element passes.
func (t nodeTest) fits(n *html.Node) bool { return n.Type == html.ElementNode && t(n) }

// all are the elements from a node down that pass, in the order of the page.
func (t nodeTest) all(n *html.Node) []*html.Node { return t.collect(n, nil) }

func (t nodeTest) collect(n *html.Node, found []*html.Node) []*html.Node {
	if t.fits(n) {
		found = append(found, n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode {
			found = t.collect(c, found)
		}
	}
	return found
}

// isInside tells whether one of the elements around a node passes.
func isInside(n *html.Node, test func(*html.Node) bool) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.Type == html.ElementNode && test(p) {
			return true
		}
	}
	return false
}

// hasClass is the test for a class.
func hasClass(class string) nodeTest {
	return func(n *html.Node) bool { return hasToken(attr(n, "class"), class) }
}
