package layout

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"mingpao/extract/internal/block"
	"mingpao/extract/internal/chars"
	"mingpao/extract/internal/window"
)

var (
	galleries    = block.NodeTest(isGallery)
	galleryLinks = block.NodeTest(isLink)
	players      = block.NodeTest(isPlayer)
	videoFiles   = block.NodeTest(isVideoFile)
)

func isGallery(n *html.Node) bool {
	id := block.Attr(n, "id")
	return id == "zoomedimg" || id == "zoomedimg0" || window.HasToken(block.Attr(n, "class"), "news2023_more_pic")
}

func isLink(n *html.Node) bool { return n.DataAtom == atom.A && block.Attr(n, "href") != "" }

func isPlayer(n *html.Node) bool {
	return n.DataAtom == atom.Iframe && block.Attr(n, "src") != "" &&
		block.IsInside(n, isPlayerBox) && !block.IsInside(n, isFurnitureBox)
}

func isPlayerBox(n *html.Node) bool {
	return block.Attr(n, "id") == "topvideo" || window.HasToken(block.Attr(n, "class"), "news2023_video_wrap")
}

// furniture are classes of adverts and share bars.
var furniture = []string{"ssm", "mpadsaside", "mpads"}

// isFurnitureBox reports whether an element is an advert or a share bar: a frame in it is not the article's.
func isFurnitureBox(n *html.Node) bool {
	class := block.Attr(n, "class")
	has := func(token string) bool { return window.HasToken(class, token) }
	return class != "" && slices.ContainsFunc(furniture, has)
}

func isVideoFile(n *html.Node) bool {
	isVideo := func(n *html.Node) bool { return n.DataAtom == atom.Video }
	return block.Attr(n, "src") != "" && (isVideo(n) || n.DataAtom == atom.Source && block.IsInside(n, isVideo))
}

// media collects the pictures and videos of an article, in the order of the page.
type media struct {
	base   *url.URL // the address that the page's others are relative to, nil where it names none
	images []block.Image
	videos []block.Video
	placed map[string]int // the place of a video, by its address
}

func newMedia(s *source) *media {
	if u, err := url.Parse(strings.TrimSpace(s.Base)); err == nil && isWeb(u) {
		return &media{base: u, placed: map[string]int{}}
	}
	return &media{placed: map[string]int{}}
}

// gallery reads the pictures above the text, those of the strip below the lead, and those that a script puts there.
func (m *media) gallery(s *source) {
	for _, g := range galleries.All(s.doc.Nodes[0]) {
		m.links(g)
	}
	for _, code := range s.Scripts {
		if strip, err := html.Parse(strings.NewReader(stripOf(code))); err == nil {
			m.links(strip)
		}
	}
}

func (m *media) links(gallery *html.Node) {
	for _, a := range galleryLinks.All(gallery) {
		href, caption := block.Attr(a, "href"), chars.Normalise(block.Attr(a, "title"))
		if file := playerFile(href); file != "" {
			m.video(file, caption)
		} else if block.IsPicture(href) {
			m.images = append(m.images, block.Image{URL: m.absolute(href), Caption: caption})
		}
	}
}

// players reads the videos above the text and the site's own files in it. Files of other hosts are adverts.
func (m *media) players(scope *html.Node) {
	for _, p := range players.All(scope) {
		src := block.Attr(p, "src")
		if file := playerFile(src); file != "" {
			src = file
		}
		m.video(src, captionOf(p))
	}
	for _, v := range videoFiles.All(scope) {
		src := m.absolute(block.Attr(v, "src"))
		if u, err := url.Parse(src); err == nil && block.IsOwnHost(u.Hostname()) {
			m.video(src, captionOf(v))
		}
	}
}

// captionOf is the caption of a video: the title of the box around it.
func captionOf(n *html.Node) string {
	for p := n; p != nil; p = p.Parent {
		if title := cmp.Or(block.Attr(p, "dtitle"), block.Attr(p, "title")); title != "" && p.DataAtom != atom.Iframe {
			return chars.Normalise(title)
		}
	}
	return ""
}

// resolve makes the addresses of the pictures in the text absolute.
func (m *media) resolve(inline []block.Image) []block.Image {
	for i := range inline {
		inline[i].URL = m.absolute(inline[i].URL)
	}
	return inline
}

// video keeps a video once, with the first caption that the page gives it.
func (m *media) video(src, caption string) {
	address := m.absolute(src)
	i, known := m.placed[address]
	switch {
	case address == "":
	case !known:
		m.placed[address] = len(m.videos)
		m.videos = append(m.videos, block.Video{URL: address, Caption: caption})
	case m.videos[i].Caption == "":
		m.videos[i].Caption = caption
	}
}

// absolute is a web address, "" where there is none. A relative one counts only where the page names its base, which
// is not the article's address; a browser's own copy never.
func (m *media) absolute(raw string) string {
	raw = strings.TrimSpace(raw)
	u, err := block.ParseAddress(raw)
	if err != nil || u.Path == "" || !isHarmless(raw) || strings.Contains(u.Path, "_files/") {
		return ""
	}
	switch {
	case !u.IsAbs() && u.Host != "":
		u.Scheme = "https"
	case !u.IsAbs() && m.base == nil:
		return ""
	case !u.IsAbs() || strings.Contains(u.Path, "/."):
		u = cmp.Or(m.base, u).ResolveReference(u)
	}
	if !isWeb(u) {
		return ""
	}
	return u.String()
}

// isHarmless reports whether an address has no markup and no invisible characters, written as they are or escaped.
func isHarmless(address string) bool {
	plain, err := url.PathUnescape(address)
	if err != nil {
		plain = address
	}
	return !strings.ContainsAny(plain, "<>\"`\\") && !strings.ContainsFunc(plain, isUnseen)
}

func isUnseen(r rune) bool { return chars.IsInvisible(r) || chars.IsSpace(r) && r != ' ' }

func isWeb(u *url.URL) bool { return u.Host != "" && (u.Scheme == "http" || u.Scheme == "https") }

// playerFile is the file that a player's address names, "" for other addresses.
func playerFile(raw string) string {
	u, err := url.Parse(raw)
	if err != nil || u.Hostname() != "videop.mingpao.com" {
		return ""
	}
	return u.Query().Get("file")
}

// mangled is what wget -k makes of an address in a script, "https://news.mingpao.com/htm/\&quot;ADDRESS\&quot;".
var mangled = chars.Compiled(`"[^"]*\\&quot;([^"]*?)\\&quot;"`)

// stripOf is the HTML in $('#lower').prepend('…').
func stripOf(script string) string {
	_, rest, ok := strings.Cut(script, galleryStart)
	if !ok {
		return ""
	}
	code, _, _ := strings.Cut(rest, "')")
	code = mangled().ReplaceAllString(code, `"$1"`)
	return strings.NewReplacer(`\"`, `"`, `\'`, `'`, `\/`, `/`, `\n`, "\n", `\\`, `\`).Replace(code)
}
