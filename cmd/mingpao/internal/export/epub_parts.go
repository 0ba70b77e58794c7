package export

import (
	"cmp"
	"crypto/sha1"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"mingpao/cmd/mingpao/internal/album"
	"mingpao/extract"
	"mingpao/store/catalog"
)

const containerXML = `<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>
`

// bookStyle leaves the text to the e-reader: its size, face and margins are the reader's.
const bookStyle = `h1 { font-size: 1.5em; margin: 1em 0; }
h2 { font-size: 1.25em; line-height: 1.4; margin: 2em 0 0.3em; }
h3 { font-size: 1em; margin: 1.2em 0 0.3em; }
p { margin: 0 0 0.7em; line-height: 1.7; text-align: justify; }
.about, .source, .caption, .note { font-size: 0.85em; text-align: left; }
.about { margin-bottom: 1em; }
.note { font-style: normal; border-inline-start: 3px solid; padding-inline-start: 0.6em; }
table { border-collapse: collapse; margin: 0.7em 0; font-size: 0.9em; }
td { border: 1px solid; padding: 0.2em 0.5em; vertical-align: top; }
ul { margin: 0 0 0.7em; padding-inline-start: 1.2em; }
.cover { text-align: center; margin: 0; padding: 0; }
.cover img { max-width: 100%; max-height: 100%; }
figure { margin: 0.7em 0 1em; text-align: center; page-break-inside: avoid; break-inside: avoid; }
figure img { max-width: 100%; max-height: 85vh; height: auto; width: auto; }
figcaption { margin-top: 0.3em; }
`

const verticalStyle = `html { -epub-writing-mode: vertical-rl; -webkit-writing-mode: vertical-rl; writing-mode: vertical-rl; }
`

const coverXHTML = `<div class="cover" epub:type="cover"><img src="%s" alt="明報"/></div>
`

const xhtmlFoot = "</body></html>\n"

func xhtmlHead(title string) string {
	return fmt.Sprintf(`<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" xml:lang="zh-Hant" lang="zh-Hant">
<head><meta charset="UTF-8"/><title>%s</title><link rel="stylesheet" type="text/css" href="style.css"/></head><body>
`, escaped(title))
}

// articleXHTML is an article in a chapter: its own language, a line about it, the text with its pictures, and where it is
// from.
func articleXHTML(a *catalog.Article, id string, pictures *album.Album) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<section id=\"%s\"%s><h2>%s</h2>\n", id, langOf(a.Language), escaped(marked(&a.Article)))
	fmt.Fprintf(&b, "<p class=\"about\">%s</p>\n%s", escaped(About(&a.Article)), withPictures(&a.Article, pictures))
	if a.Gone != "" {
		fmt.Fprintf(&b, "<p class=\"note\">〔網站自 %s 起已無此文：%s〕</p>\n", escaped(ReadableTime(a.Gone)), escaped(goneBy(a)))
	}
	if isWebAddress(a.URL) {
		fmt.Fprintf(&b, "<p class=\"source\"><a href=\"%s\">原文</a></p>\n", escaped(a.URL))
	}
	b.WriteString("</section>\n")
	return b.String()
}

// withPictures is an article's text with its pictures.
func withPictures(a *extract.Article, pictures *album.Album) string {
	text := *a
	first, others, rest := figures(pictures, a)
	text.Images = rest
	return first + BodyHTML(&text) + others
}

// figures are the pictures of an article as the book has them: the first for below the headline, the others for after
// the text, and the images that are left, of which there is no more than a caption.
func figures(b *album.Album, a *extract.Article) (first, others string, rest []extract.Image) {
	for _, i := range a.Images {
		p := b.Of(i)
		switch {
		case p == nil:
			rest = append(rest, i)
		case first == "":
			first = figure(p, i.Caption)
		default:
			others += figure(p, i.Caption)
		}
	}
	return first, others, rest
}

func figure(p *album.Plate, caption string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<figure><img src=\"%s\" alt=\"%s\" width=\"%d\" height=\"%d\"/>", escaped(p.Name),
		escaped(cmp.Or(caption, "圖")), p.Width, p.Height)
	if caption != "" {
		fmt.Fprintf(&b, "<figcaption class=\"caption\">%s</figcaption>", escaped(caption))
	}
	b.WriteString("</figure>\n")
	return b.String()
}

func langOf(language string) string {
	if language == "" || language == "zh-Hant" {
		return ""
	}
	return fmt.Sprintf(" xml:lang=\"%[1]s\" lang=\"%[1]s\"", escaped(language))
}

func (e *epub) contents() string {
	var b strings.Builder
	b.WriteString(xhtmlHead(e.options.title()))
	fmt.Fprintf(&b, "<nav epub:type=\"toc\" id=\"toc\"><h1>%s</h1><ol>\n", escaped(e.options.title()))
	for _, s := range e.sections {
		fmt.Fprintf(&b, "<li><a href=\"%s\">%s</a><ol>\n", s.file, escaped(s.name))
		for _, a := range s.articles {
			fmt.Fprintf(&b, "<li%s><a href=\"%s\">%s</a></li>\n", langOf(a.language), a.place, escaped(a.title))
		}
		b.WriteString("</ol></li>\n")
	}
	b.WriteString("</ol></nav>\n" + xhtmlFoot)
	return b.String()
}

func (e *epub) manifest() string {
	var items, spine, languages strings.Builder
	for i, f := range e.files {
		fmt.Fprintf(&items, "<item id=\"c%d\" href=\"%s\" media-type=\"application/xhtml+xml\"/>\n", i+1, f)
		fmt.Fprintf(&spine, "<itemref idref=\"c%d\"/>\n", i+1)
	}
	for i, p := range e.options.Album.Shown() {
		fmt.Fprintf(&items, "<item id=\"p%d\" href=\"%s\" media-type=\"image/jpeg\"/>\n", i+1, p.Name)
	}
	for _, l := range e.byFrequency() {
		fmt.Fprintf(&languages, "<dc:language>%s</dc:language>", escaped(l))
	}
	direction, visual := "", ""
	if len(e.options.Album.Shown()) > 0 {
		visual = `<meta property="schema:accessMode">visual</meta>`
	}
	cover, coverType := e.cover()
	if e.options.Vertical {
		direction = ` page-progression-direction="rtl"`
	}
	return fmt.Sprintf(packageXML, e.identifier(), escaped(e.options.title()), languages.String(),
		cmp.Or(e.last, utc(e.changed)), utc(e.changed),
		cmp.Or(strings.ReplaceAll(e.last, "-", ""), "0"), visual, cover, coverType, items.String(), direction, spine.String())
}

const packageXML = `<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="zh-Hant">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">%s</dc:identifier><dc:title>%s</dc:title>%s
<dc:creator id="creator">明報</dc:creator><dc:publisher>明報</dc:publisher><dc:date>%s</dc:date><dc:type>newspaper</dc:type>
<meta property="dcterms:modified">%s</meta>
<meta property="belongs-to-collection" id="series">明報</meta>
<meta refines="#series" property="collection-type">series</meta><meta refines="#series" property="group-position">%s</meta>
<meta property="schema:accessMode">textual</meta>%s<meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessibilityFeature">tableOfContents</meta><meta property="schema:accessibilityHazard">none</meta>
<meta name="cover" content="cover"/></metadata>
<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="style" href="style.css" media-type="text/css"/>
<item id="cover" href="%s" media-type="%s" properties="cover-image"/>
<item id="front" href="cover.xhtml" media-type="application/xhtml+xml"/>
%s</manifest><spine%s>
<itemref idref="front" linear="no"/><itemref idref="nav"/>
%s</spine></package>
`

// byFrequency are the languages of the book, the most frequent first.
func (e *epub) byFrequency() []string {
	all := slices.Sorted(maps.Keys(e.languages))
	slices.SortStableFunc(all, func(a, b string) int { return e.languages[b] - e.languages[a] })
	known := slices.DeleteFunc(all, func(l string) bool { return l == "" })
	if len(known) == 0 {
		return []string{"zh-Hant"}
	}
	return known
}

// identifier stays the same for the same choice of the same days, whatever the book is called and however its articles
// have changed: an e-reader replaces the book then.
func (e *epub) identifier() string {
	h := sha1.Sum([]byte("https://mingpao.com/epub?" + e.options.Chosen.scope() + "\n" + e.options.Chosen.days()))
	h[6], h[8] = h[6]&0x0F|0x50, h[8]&0x3F|0x80 // version 5, RFC 9562
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", h[0:4], h[4:6], h[6:8], h[8:10], h[10:16])
}

// utc is a time of the archive as EPUB wants it.
func utc(stamp string) string {
	t, err := time.Parse(time.RFC3339, stamp)
	if err != nil {
		t = time.Unix(0, 0)
	}
	return t.UTC().Format("2006-01-02T15:04:05Z")
}
