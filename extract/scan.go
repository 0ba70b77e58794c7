package extract

import (
	"bytes"
	"html"
	"slices"

	"github.com/PuerkitoBio/goquery"
)

// outline is what one pass over the bytes of a page tells, without building a tree: the head, the tags that some layout
// looks for, and the scripts of interest. It knows comments, scripts and attribute values for what they are.
type outline struct {
	text    []byte
	head    head
	tags    []tag    // the tags that bear a mark, in order
	scripts []string // the code of inline scripts that a layout asks for
	sound   bool     // false where the bytes end inside a tag, comment or script, or only a parser can tell where one ends
}

// head holds the facts that stand before the body. Values are unescaped, white space as it was.
type head struct {
	base, canonical, ogURL, ogTitle, title string
}

// tag is a start or end tag that bears a mark. start is the offset of its '<', end the offset behind its '>'.
type tag struct {
	mark       mark
	start, end int
	nested     bool // it stands in an element that reaches into it
}

// scan reads a page. It never fails: of a broken page it tells what it could see. Behind the article it looks closer only
// where a script of interest is named.
func scan(text []byte) outline {
	s := scanner{outline: outline{text: text, tags: make([]tag, 0, 16), sound: true}, wanted: marks, open: make(openTags, 0, 8)}
	for s.pos < len(text) {
		i := bytes.IndexByte(text[s.pos:], '<')
		if i < 0 {
			break
		}
		s.pos += i
		s.markup()
		if s.closed && s.isRestPlain() {
			break
		}
	}
	return s.outline
}

type scanner struct {
	outline
	pos    int
	wanted []markRow // the marks of the page's own host, once that is known
	open   openTags
	closed bool // an article has just ended
}

// isRestPlain tells that nothing behind pos can change the answer: the head's facts, the article and the window's end are
// known, and no script of interest is named. A mark that comes again is no matter: the first of a kind is the page's own.
func (s *scanner) isRestPlain() bool {
	s.closed = false
	if h := s.head; h.base == "" || h.canonical == "" || h.title == "" || h.ogTitle == "" {
		return false
	}
	if !slices.ContainsFunc(layouts, func(l layout) bool { return s.bears(l.marks) }) {
		return false
	}
	for i := range s.wanted {
		if m := &s.wanted[i]; m.ends && !s.bears([]mark{m.mark}) {
			return false
		}
	}
	return !isScriptOfInterest(s.text[s.pos:])
}

// markup steps over the construct that begins at pos.
func (s *scanner) markup() {
	rest := s.text[s.pos:]
	switch {
	case len(rest) < 2:
		s.pos = len(s.text)
	case isLetter(rest[1]):
		s.startTag(rest)
	case bytes.HasPrefix(rest, []byte("<!--")):
		s.comment(rest)
	case rest[1] == '/':
		s.endTag(rest)
	case rest[1] == '!' || rest[1] == '?':
		s.sound = s.sound && !s.open.inDrawing()
		s.skipTo(rest, 2, ">")
	default:
		s.pos++
	}
}

// skipTo moves behind the next end mark that begins at or after from.
func (s *scanner) skipTo(rest []byte, from int, end string) int {
	i := bytes.Index(rest[from:], []byte(end))
	if i < 0 {
		s.pos, s.sound = len(s.text), false
		return len(rest)
	}
	s.pos += from + i + len(end)
	return from + i
}

func (s *scanner) comment(rest []byte) {
	switch after := rest[len("<!--"):]; {
	case bytes.HasPrefix(after, []byte(">")), bytes.HasPrefix(after, []byte("->")):
		s.skipTo(rest, len("<!--"), ">")
	default:
		end := s.skipTo(rest, len("<!--"), "-->")
		if i := bytes.Index(rest[:end], []byte("--!>")); i >= 0 {
			s.pos = len(s.text) - len(rest) + i + len("--!>")
		}
	}
}

func (s *scanner) endTag(rest []byte) {
	if len(rest) < 3 || !isLetter(rest[2]) {
		s.skipTo(rest, 2, ">")
		return
	}
	start, name := s.pos, tagName(rest[len("</"):])
	end := tagEnd(rest[len("</")+len(name):])
	if end < 0 {
		s.pos, s.sound = len(s.text), false
		return
	}
	s.pos += len("</") + len(name) + end + 1
	switch kind := elementKind(name); {
	case s.open.inSelect() && kind != optionTag && !equalFold(name, "select"):
		s.sound = false
	case kind == carriedTag || kind == foreignTag:
		s.open.end(name)
	}
	if m := findEndMark(name); m != noMark {
		s.tags = append(s.tags, tag{m, start, s.pos, len(s.open) > 0})
		if m == articleClose {
			s.closed = true
		}
	}
}

func (s *scanner) startTag(rest []byte) {
	start, name := s.pos, tagName(rest[1:])
	attrs := rest[1+len(name):]
	end := tagEnd(attrs)
	if end < 0 {
		s.pos, s.sound = len(s.text), false
		return
	}
	attrs = attrs[:end]
	s.pos += 1 + len(name) + end + 1
	kind := elementKind(name)
	s.sound = s.sound && (kind == optionTag || !s.open.inSelect())
	switch kind {
	case rawText:
		s.raw(name)
		return
	case headTag:
		s.headTag(name, attrs)
		return
	}
	if m := findMark(s.wanted, name, attrs); m != noMark {
		s.tags = append(s.tags, tag{m, start, s.pos, len(s.open) > 0})
		s.closed = s.closed || m == financeEnd || m == olMore
	}
	if kind == carriedTag || kind == foreignTag && !bytes.HasSuffix(attrs, []byte("/")) {
		s.sound = s.open.begin(name) && s.sound
	}
}

// raw steps over an element whose content is text to the parser, and keeps what is of interest.
func (s *scanner) raw(name []byte) {
	rest := s.text[s.pos:]
	n, plain := closeTag(rest, string(name))
	s.sound = s.sound && plain
	if n < 0 {
		s.pos = len(s.text)
		return
	}
	s.pos += n
	content := rest[:n]
	s.sound = s.sound && (!s.open.inDrawing() || bytes.IndexByte(content, '<') < 0)
	switch {
	case equalFold(name, "title") && s.head.title == "":
		s.head.title = normalise(html.UnescapeString(string(content)))
	case equalFold(name, "script") && isScriptOfInterest(content):
		s.scripts = append(s.scripts, string(content))
	}
}

// headTag takes a fact from <base>, <link> or <meta>. The first of a kind counts.
func (s *scanner) headTag(name, attrs []byte) {
	set := func(field *string, key string) {
		if *field == "" {
			*field = html.UnescapeString(string(attribute(attrs, key)))
		}
	}
	h := &s.head
	switch {
	case equalFold(name, "base"):
		set(&h.base, "href")
		s.wanted = marksOf(h.base)
		return
	case equalFold(name, "link"):
		if string(attribute(attrs, "rel")) == "canonical" {
			set(&h.canonical, "href")
		}
		return
	}
	switch string(attribute(attrs, "property")) {
	case "og:url":
		set(&h.ogURL, "content")
	case "og:title":
		set(&h.ogTitle, "content")
	}
}

// hasText tells whether anything visible stands outside of tags.
func (o outline) hasText() bool {
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(o.text))
	return err == nil && textOf(doc.Find("body")) != ""
}
