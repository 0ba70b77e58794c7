package block

import (
	"cmp"
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"mingpao/extract/internal/chars"
)

// image keeps a picture that stands in the text. Any picture counts for what follows; where it has no address of the
// site, it is not among the article's.
func (w *walker) image(n *html.Node) {
	if w.box != "" {
		return
	}
	w.images = append(w.images, Image{URL: addressOf(n), Caption: chars.Normalise(Attr(n, "alt"))})
	w.photo = len(w.images)
}

// addressOf is the address of a picture: what a script would load comes before what stands in for it.
func addressOf(n *html.Node) string {
	candidates := []string{Attr(n, "data-original"), Attr(n, "data-src"), largest(Attr(n, "srcset")), Attr(n, "src")}
	if p := n.Parent; p != nil && p.DataAtom == atom.Picture {
		for c := p.FirstChild; c != nil; c = c.NextSibling {
			if c.DataAtom == atom.Source {
				candidates = append(candidates, largest(cmp.Or(Attr(c, "srcset"), Attr(c, "data-srcset"))))
			}
		}
	}
	for _, c := range candidates {
		if IsPicture(c) {
			return c
		}
	}
	return ""
}

// largest is the last address of a srcset, which lists them from small to large.
func largest(srcset string) string {
	list := strings.Split(strings.TrimRight(srcset, ", "), ", ")
	address, _, _ := strings.Cut(strings.TrimSpace(list[len(list)-1]), " ")
	return address
}

// figure walks a <figure>: its <figcaption> belongs to its picture, above or below it. Without one it is text.
func (w *walker) figure(n *html.Node) {
	images, lines := len(w.images), len(w.lines)
	w.nested(n, w.kind)
	for i := lines; i < len(w.lines); i++ {
		l := &w.lines[i]
		l.Below = l.Below && len(w.images) > images
		if l.Below {
			l.Photo = len(w.images)
			w.photo = 0
		}
	}
}

// IsPicture tells a picture of the article from page furniture and lazy placeholders.
func IsPicture(src string) bool {
	u, err := url.Parse(strings.TrimSpace(src))
	if err != nil || u.Path == "" || u.Opaque != "" {
		return false
	}
	host := u.Hostname()
	return (host == "" || IsOwnHost(host)) && !chars.HasAny(u.Path, "/image/", "grey.gif", "default") &&
		(host == pictureHost || chars.HasAny(strings.ToLower(u.Path), ".jpg", ".jpeg", ".png", ".gif", ".webp"))
}

func IsOwnHost(host string) bool {
	return host == "mingpao.com" || strings.HasSuffix(host, ".mingpao.com")
}

// pictureHost serves nothing but pictures and films, some without an ending.
const pictureHost = "fs.mingpao.com"
