package extract

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"mingpao/extract/internal/window"
)

var (
	galleries    = nodeTest(isGallery)
	galleryLinks = nodeTest(isLink)
	players      = nodeTest(isPlayer)
	videoFiles   = nodeTest(isVideoFile)
)

func isGallery(n *html.Node) bool {
	id := attr(n, "id")
	return id == "zoomedimg" || id == "zoomedimg0" || window.HasToken(attr(n, "class"), "news2023_more_pic")
}

func isLink(n *html.Node) bool { return n.DataAtom == atom.A && attr(n, "href") != "" }

func isPlayer(n *html.Node) bool {
	return n.DataAtom == atom.Iframe && attr(n, "src") != "" && isInside(n, func(p *html.Node) bool {
		return attr(p, "id") == "topvideo" || window.HasToken(attr(p, "class"), "news2023_video_wrap")
	})
}

func isVideoFile(n *html.Node) bool {
	isVideo := func(n *html.Node) bool { return n.DataAtom == atom.Video }
	return attr(n, "src") != "" && (isVideo(n) || n.DataAtom == atom.Source && isInside(n, isVideo))
}

// media collects the pictures and videos of an article, in the order of the page.
type media struct {
	base   *url.URL
	images []Image
	videos []Video
}

func newMedia(s *source, fallback string) *media {
	for _, raw := range []string{s.Base, fallback} {
		if u, err := url.Parse(raw); err == nil && u.Host != "" {
			return &media{base: u}
		}
	}
	return &media{base: &url.URL{}}
}

// gallery reads the pictures above the text, those of the strip below the lead, and those that a script puts there.
func (m *media) gallery(s *source) {
	for _, g := range galleries.all(s.doc.Nodes[0]) {
		m.links(g)
	}
	for _, code := range s.Scripts {
		if strip, err := html.Parse(strings.NewReader(stripOf(code))); err == nil {
			m.links(strip)
		}
	}
}

func (m *media) links(gallery *html.Node) {
	for _, a := range galleryLinks.all(gallery) {
		href := attr(a, "href")
		if file := playerFile(href); file != "" {
			m.video(file)
			continue
		}
		m.image(href, attr(a, "title"))
	}
}

// players reads the videos above the text and the site's own files in it. Files of other hosts are adverts.
func (m *media) players(scope *html.Node) {
	for _, p := range players.all(scope) {
		src := attr(p, "src")
		if file := playerFile(src); file != "" {
			src = file
		}
		m.video(src)
	}
	for _, v := range videoFiles.all(scope) {
		src := m.absolute(attr(v, "src"))
		if u, err := url.Parse(src); err == nil && isOwnHost(u.Hostname()) {
			m.video(src)
		}
	}
}

func isOwnHost(host string) bool {
	return host == "mingpao.com" || strings.HasSuffix(host, ".mingpao.com")
}

func (m *media) image(src, caption string) {
	if !isPicture(src) {
		return
	}
	m.images = append(m.images, Image{m.absolute(src), normalise(caption)})
}

// resolve makes the addresses of the pictures that stand in the text absolute.
func (m *media) resolve(inline []Image) []Image {
	for i := range inline {
		inline[i].URL = m.absolute(inline[i].URL)
	}
	return inline
}

func (m *media) video(src string) {
	v := Video{m.absolute(src)}
	if v.URL != "" && !slices.Contains(m.videos, v) {
		m.videos = append(m.videos, v)
	}
}

// absolute resolves an address against the page's base, which is not the article's address. Only web addresses count.
func (m *media) absolute(raw string) string {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err == nil && (!u.IsAbs() || strings.Contains(u.Path, "/.")) {
		u = m.base.ResolveReference(u)
	}
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}

// isPicture tells a picture of the article from page furniture and lazy placeholders.
func isPicture(src string) bool {
	u, err := url.Parse(src)
	if err != nil || strings.HasPrefix(src, "data:") || strings.HasPrefix(src, "javascript:") {
		return false
	}
	host := u.Hostname()
	return (host == "" || isOwnHost(host)) && !hasAny(u.Path, "/image/", "grey.gif", "default") &&
		hasAny(strings.ToLower(u.Path), ".jpg", ".jpeg", ".png", ".gif", ".webp")
}

// playerFile is the file that a player's address names, "" for other addresses.
func playerFile(raw string) string {
	u, err := url.Parse(raw)
	if err != nil || u.Hostname() != "videop.mingpao.com" {
		return ""
	}
	return u.Query().Get("file")
}

// stripOf is the HTML in $('#lower').prepend('…').
func stripOf(script string) string {
	_, rest, ok := strings.Cut(script, galleryStart)
	if !ok {
		return ""
	}
	code, _, _ := strings.Cut(rest, "')")
	return strings.NewReplacer(`\"`, `"`, `\'`, `'`, `\/`, `/`, `\n`, "\n", `\\`, `\`).Replace(code)
}
