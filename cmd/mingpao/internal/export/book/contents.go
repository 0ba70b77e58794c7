package book

import (
	"cmp"
	"crypto/sha1"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"mingpao/cmd/mingpao/internal/export/markup"
)

func (e *Book) contents() string {
	var b strings.Builder
	b.WriteString(xhtmlHead(e.options.Title))
	fmt.Fprintf(&b, "<nav epub:type=\"toc\" id=\"toc\"><h1>%s</h1><ol>\n", markup.Escaped(e.options.Title))
	for _, s := range e.sections {
		fmt.Fprintf(&b, "<li><a href=\"%s\">%s</a><ol>\n", s.file, markup.Escaped(s.name))
		for _, a := range s.articles {
			fmt.Fprintf(&b, "<li%s><a href=\"%s\">%s</a></li>\n", langOf(a.language), a.place, markup.Escaped(a.title))
		}
		b.WriteString("</ol></li>\n")
	}
	b.WriteString("</ol></nav>\n" + xhtmlFoot)
	return b.String()
}

// ncx is the table of contents of EPUB 2, which e-readers and programs of old look for.
func (e *Book) ncx() string {
	var b strings.Builder
	n := 0
	begin := func(title, place string) {
		n++
		fmt.Fprintf(&b, "<navPoint id=\"n%[1]d\" playOrder=\"%[1]d\"><navLabel><text>%[2]s</text></navLabel>"+
			"<content src=\"%[3]s\"/>\n", n, markup.Escaped(title), place)
	}
	fmt.Fprintf(&b, ncxHead, e.identifier(), markup.Escaped(e.options.Title))
	for _, s := range e.sections {
		begin(s.name, s.file)
		for _, a := range s.articles {
			begin(a.title, a.place)
			b.WriteString("</navPoint>\n")
		}
		b.WriteString("</navPoint>\n")
	}
	b.WriteString("</navMap></ncx>\n")
	return b.String()
}

func (e *Book) manifest() string {
	var items, spine, languages strings.Builder
	for i, f := range e.files {
		fmt.Fprintf(&items, "<item id=\"c%d\" href=\"%s\" media-type=\"application/xhtml+xml\"/>\n", i+1, f)
		fmt.Fprintf(&spine, "<itemref idref=\"c%d\"/>\n", i+1)
	}
	for i, p := range e.options.Album.Shown() {
		fmt.Fprintf(&items, "<item id=\"p%d\" href=\"%s\" media-type=\"image/jpeg\"/>\n", i+1, p.Name)
	}
	for _, l := range e.byFrequency() {
		fmt.Fprintf(&languages, "<dc:language>%s</dc:language>", markup.Escaped(l))
	}
	direction, visual := "", ""
	if len(e.options.Album.Shown()) > 0 {
		visual = `<meta property="schema:accessMode">visual</meta>`
	}
	cover, coverType := e.cover()
	if e.options.Vertical {
		direction = ` page-progression-direction="rtl"`
	}
	return fmt.Sprintf(packageXML, e.identifier(), markup.Escaped(e.options.Title), languages.String(),
		cmp.Or(e.last, utc(e.changed)), utc(e.changed),
		cmp.Or(strings.ReplaceAll(e.last, "-", ""), "0"), visual, cover, coverType, items.String(), direction, spine.String())
}

// byFrequency are the languages of the book, the most frequent first.
func (e *Book) byFrequency() []string {
	all := slices.Sorted(maps.Keys(e.languages))
	slices.SortStableFunc(all, func(a, b string) int { return e.languages[b] - e.languages[a] })
	known := slices.DeleteFunc(all, func(l string) bool { return l == "" })
	if len(known) == 0 {
		return []string{"zh-Hant"}
	}
	return known
}

// identifier is an id made of what makes it the same book.
func (e *Book) identifier() string {
	h := sha1.Sum([]byte("https://mingpao.com/epub?" + e.options.Identity))
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
