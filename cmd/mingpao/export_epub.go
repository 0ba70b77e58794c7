package main

import (
	"archive/zip"
	"crypto/sha256"
	"fmt"
	"html"
	"io"
	"strings"
	"time"

	"mingpao/store"
)

// epub is a book: a chapter a section, the articles in it one after the other. Chapters are written as they come; only the
// table of contents is held.
type epub struct {
	zip      *zip.Writer
	title    string
	chapters []epubChapter
	open     io.Writer
	latest   string // when the newest version in it was first seen
}

type epubChapter struct {
	file, name string
	articles   []string
}

func newEPUB(w io.Writer, title string) (exporter, error) {
	e := &epub{zip: zip.NewWriter(w), title: title}
	f, err := e.zip.CreateHeader(&zip.FileHeader{Name: "mimetype", Method: zip.Store}) // first and not compressed: the format says so
	if err != nil {
		return nil, err
	}
	if _, err := io.WriteString(f, "application/epub+zip"); err != nil {
		return nil, err
	}
	return e, e.file("META-INF/container.xml", `<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>
`)
}

func (e *epub) file(name, content string) error {
	f, err := e.zip.Create(name)
	if err != nil {
		return err
	}
	_, err = io.WriteString(f, content)
	return err
}

const xhtmlHead = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" xml:lang="zh-Hant" lang="zh-Hant"><head><meta charset="UTF-8"/><title>%s</title></head><body>
`

func (e *epub) add(a *store.Article) error {
	name := a.Section
	if name == "" {
		name = a.Edition
	}
	if n := len(e.chapters); n == 0 || e.chapters[n-1].name != name {
		if err := e.begin(name); err != nil {
			return err
		}
	}
	e.latest = max(e.latest, a.Changed)
	chapter := &e.chapters[len(e.chapters)-1]
	chapter.articles = append(chapter.articles, a.Title)
	text := fmt.Sprintf("<section id=\"a%d\"><h2>%s</h2>\n<p><small>%s</small></p>\n%s</section>\n",
		len(chapter.articles), escaped(a.Title), escaped(aboutLine(&a.Article)), articleHTML(&a.Article))
	_, err := io.WriteString(e.open, text)
	return err
}

// begin closes the chapter that is open and opens the next.
func (e *epub) begin(name string) error {
	if err := e.close(); err != nil {
		return err
	}
	c := epubChapter{file: fmt.Sprintf("chapter%03d.xhtml", len(e.chapters)+1), name: name}
	f, err := e.zip.Create("OEBPS/" + c.file)
	if err != nil {
		return err
	}
	e.open, e.chapters = f, append(e.chapters, c)
	_, err = fmt.Fprintf(f, xhtmlHead+"<h1>%s</h1>\n", escaped(name), escaped(name))
	return err
}

func (e *epub) close() error {
	if e.open == nil {
		return nil
	}
	_, err := io.WriteString(e.open, "</body></html>\n")
	return err
}

func (e *epub) end() error {
	if err := e.close(); err != nil {
		return err
	}
	if err := e.file("OEBPS/nav.xhtml", e.contents()); err != nil {
		return err
	}
	if err := e.file("OEBPS/book.opf", e.manifest()); err != nil {
		return err
	}
	return e.zip.Close()
}

func (e *epub) contents() string {
	var b strings.Builder
	fmt.Fprintf(&b, xhtmlHead, escaped(e.title))
	fmt.Fprintf(&b, "<nav epub:type=\"toc\"><h1>%s</h1><ol>\n", escaped(e.title))
	for _, c := range e.chapters {
		fmt.Fprintf(&b, "<li><a href=\"%s\">%s</a><ol>\n", c.file, escaped(c.name))
		for i, title := range c.articles {
			fmt.Fprintf(&b, "<li><a href=\"%s#a%d\">%s</a></li>\n", c.file, i+1, escaped(title))
		}
		b.WriteString("</ol></li>\n")
	}
	b.WriteString("</ol></nav></body></html>\n")
	return b.String()
}

func (e *epub) manifest() string {
	var items, spine strings.Builder
	id := sha256.New()
	for i, c := range e.chapters {
		fmt.Fprintf(&items, "<item id=\"c%d\" href=\"%s\" media-type=\"application/xhtml+xml\"/>\n", i+1, c.file)
		fmt.Fprintf(&spine, "<itemref idref=\"c%d\"/>\n", i+1)
		fmt.Fprintln(id, c.name, c.articles)
	}
	return fmt.Sprintf(`<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="zh-Hant"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:mingpao:%x</dc:identifier><dc:title>%s</dc:title><dc:language>zh-Hant</dc:language><dc:publisher>明報</dc:publisher><meta property="dcterms:modified">%s</meta></metadata>
<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
%s</manifest><spine>
%s</spine></package>
`, id.Sum(nil)[:16], escaped(e.title), utc(e.latest), items.String(), spine.String())
}

func escaped(s string) string { return html.EscapeString(legalXML(s)) }

// utc is a time of the archive as EPUB wants it.
func utc(stamp string) string {
	t, err := time.Parse(time.RFC3339, stamp)
	if err != nil {
		t = time.Unix(0, 0)
	}
	return t.UTC().Format("2006-01-02T15:04:05Z")
}
