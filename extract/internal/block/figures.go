package block

import (
	"cmp"
	"crypto/md5"
	"encoding/hex"
	"net/url"
	"path"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"mingpao/extract/internal/chars"
	"mingpao/extract/site"
)

// addressOf is the address of a picture: one that a script would load comes before its placeholder.
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

// placeCaptions gives the lines of a <figcaption> their picture, and reports whether there is one. In a figure without
// a picture they are text.
func placeCaptions(lines []Line, photo int) (found bool) {
	for i := range lines {
		l := &lines[i]
		l.Below = l.Below && photo > 0
		if l.Below {
			l.Photo, found = photo, true
		}
	}
	return found
}

// IsPicture reports whether an address is a picture of the article rather than page furniture or a lazy placeholder.
func IsPicture(src string) bool {
	u, err := ParseAddress(strings.TrimSpace(src))
	if err != nil || u.Path == "" || u.Opaque != "" {
		return false
	}
	host := u.Hostname()
	return (host == "" || IsOwnHost(host)) && !chars.HasAny(u.Path, "/image/", "grey.gif", "default") &&
		(host == site.PictureHost || chars.HasAny(strings.ToLower(u.Path), ".jpg", ".jpeg", ".png", ".gif", ".webp"))
}

// ParseAddress parses an address of a page. One that wget or HTTrack made relative to its folder of hosts,
// ../../fs.mingpao.com/a.jpg, gets its host back.
func ParseAddress(raw string) (*url.URL, error) {
	host, rest, _ := strings.Cut(strings.TrimLeft(raw, "./"), "/")
	if !strings.HasPrefix(raw, "../") || !IsOwnHost(host) {
		return url.Parse(raw)
	}
	u, err := url.Parse("https://" + host + "/" + strings.Replace(rest, "%3F", "?", 1)) // a file's name holds the query
	if err == nil {
		u.Path = withoutSum(u.Path, u.RawQuery)
	}
	return u, err
}

// withoutSum takes off what HTTrack appends to the name of a file that was asked for with a query: the beginning of
// that one's sum.
func withoutSum(name, query string) string {
	ext := path.Ext(name)
	sum := md5.Sum([]byte(query))
	if plain, ok := strings.CutSuffix(strings.TrimSuffix(name, ext), hex.EncodeToString(sum[:2])); ok && query != "" {
		return plain + ext
	}
	return name
}

// IsOwnHost reports whether a host is of the site.
func IsOwnHost(host string) bool {
	return host == "mingpao.com" || strings.HasSuffix(host, ".mingpao.com")
}
