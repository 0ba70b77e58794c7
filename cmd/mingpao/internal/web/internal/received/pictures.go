package received

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"mingpao/cmd/mingpao/internal/web/internal/answer"
	"mingpao/extract"
	"mingpao/extract/site"
)

// shot is a picture of the page, with the addresses at which it may be kept, in the order of belief.
type shot struct {
	node *html.Node
	told []string
	data string // the picture itself, where the page has it
}

// tellers are the attributes in which a picture's address stands, beside that of the link to it: where a tool kept it,
// where a script looks for it.
var tellers = []string{"data-sf-original-src", "data-savepage-src", "data-original", "data-src", "src"}

func shotOf(n *html.Node) shot {
	s := shot{node: n}
	for _, name := range tellers {
		value := strings.TrimSpace(attribute(n, name))
		kind, data, _ := strings.Cut(value, ",")
		kind = strings.ToLower(kind)
		switch isData := strings.HasPrefix(kind, "data:"); {
		case isData && data != "" && strings.HasPrefix(kind, "data:image/"):
			s.data = value
		case value != "" && !isData:
			s.told = append(s.told, value)
		}
	}
	if n.Parent.DataAtom == atom.A {
		s.told = append(s.told, attribute(n.Parent, "href"))
	}
	return s
}

// shotsOf are the pictures of a page.
func shotsOf(root *html.Node) (all []shot) {
	for n := range root.Descendants() {
		if n.DataAtom == atom.Img && n.Namespace == "" {
			all = append(all, shotOf(n))
		}
	}
	return all
}

// maxLooked is how many addresses of pictures of a page are looked for; a real page has a hundred.
const maxLooked = 2000

// place puts the pictures that are kept into their places, as they were seen by a time. One of the paper's that is not
// kept is an empty box.
func place(q *answer.Request, all []shot, page, by string) error {
	base, err := url.Parse(page)
	if err != nil {
		base = &url.URL{}
	}
	var images []extract.Image
	var of []int // the pictures that they may be, in order
	for i, s := range all {
		for _, told := range s.told {
			if u, err := base.Parse(told); err == nil && site.PictureURL(u.String()) != "" && len(of) < maxLooked {
				images, of = append(images, extract.Image{URL: u.String()}), append(of, i)
			}
		}
	}
	kept, err := q.PicturesOf(images, by, answer.Middle)
	if err != nil {
		return err
	}
	for i, s := range all {
		if s.data != "" {
			set(s.node, "src", s.data)
		} else if _, isPapers := slices.BinarySearch(of, i); isPapers {
			set(s.node, "style", "display: inline-block; min-width: 4em; min-height: 2em; outline: 1px dashed")
		}
	}
	for k, i := range slices.Backward(of) { // the first that is kept comes last
		if shown := kept[k]; shown != nil { // what is in the page may hold its place
			set(all[i].node, "src", shown.Address)
			set(all[i].node, "style", "") // it may have waited, hidden, for a script
		}
	}
	return nil
}
