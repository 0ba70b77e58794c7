package extract

import (
	"bytes"
	"html"
)

// outline is what one pass over the bytes of a page tells, without building a tree: the head, the tags that some layout
// looks for, and the scripts of interest. It knows comments, scripts and attribute values for what they are.
type outline struct {
	text    []byte
	head    head
	tags    []tag    // the tags that bear a mark, in order
	scripts []string // the code of inline scripts that a layout asks for
	sound   bool     // false where the bytes end inside a tag, comment or script
	dips    bool     // an end tag inside the article closes what was opened before it
}

// head holds the facts that stand before the body. Values are unescaped, white space as it was.
type head struct {
	base, canonical, ogURL, ogTitle, title, keywords string
}

// tag is a start or end tag that bears a mark. start is the offset of its '<', end the offset behind its '>'.
type tag struct {
	mark       mark
	start, end int
}

// scan reads a page. It never fails: of a broken page it tells what it could see. Behind the article it looks closer only
// where a script of interest is named.
func scan(text []byte) outline {
	s := scanner{outline: outline{text: text, sound: true}, wanted: marks, floor: -1}
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
	closed bool      // an article has just ended
	depth  int       // open <div>
	floor  int       // how many were open where the article begins; -1 outside of an article
}

// isRestPlain tells that nothing behind pos can change the answer: the head's facts and the window's end are known, and no
// script of interest is named. A mark that comes again is no matter: the first of a kind is the page's own.
func (s *scanner) isRestPlain() bool {
	s.closed = false
	if h := s.head; h.base == "" || h.canonical == "" || h.title == "" || h.ogTitle == "" {
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
	start, end := s.pos, s.skipTo(rest, 2, ">")
	name := tagName(rest[2:end])
	if equalFold(name, "div") {
		s.depth--
		s.dips = s.dips || s.depth < s.floor
	}
	if m := findEndMark(name); m != noMark {
		s.tags = append(s.tags, tag{m, start, s.pos})
		if m == articleClose {
			s.closed, s.floor = true, -1
		}
	}
}

func (s *scanner) startTag(rest []byte) {
	end := tagEnd(rest)
	if end < 0 {
		s.pos, s.sound = len(s.text), false
		return
	}
	start, attrs := s.pos, rest[1:end]
	name := tagName(attrs)
	attrs = attrs[len(name):]
	s.pos += end + 1
	switch kind := elementKind(name); {
	case kind == rawText:
		s.raw(name, attrs)
	case kind == headTag:
		s.headTag(name, attrs)
	default:
		if m := findMark(s.wanted, name, attrs); m != noMark {
			s.tags = append(s.tags, tag{m, start, s.pos})
			s.marked(m)
		}
		if equalFold(name, "div") {
			s.depth++
		}
	}
}

// marked keeps track of where the article begins and ends.
func (s *scanner) marked(m mark) {
	switch m {
	case newsTop, financeArticle, olArticle:
		if s.floor < 0 {
			s.floor = s.depth
		}
	case financeEnd:
		s.closed, s.floor = true, -1
	case olMore:
		s.closed = true
	}
}

// tagEnd is the offset of the '>' that closes the start tag at the beginning of b, quoted attribute values stepped over; -1
// where it is not closed.
func tagEnd(b []byte) int {
	for at := 1; ; {
		end := bytes.IndexByte(b[at:], '>')
		if end < 0 {
			return -1
		}
		quote := bytes.IndexByte(b[at:at+end], '"')
		if single := bytes.IndexByte(b[at:at+end], '\''); single >= 0 && (quote < 0 || single < quote) {
			quote = single
		}
		if quote < 0 {
			return at + end
		}
		mark := b[at+quote]
		opens := opensValue(b[:at+quote])
		at += quote + 1
		if !opens {
			continue
		}
		n := bytes.IndexByte(b[at:], mark)
		if n < 0 {
			return -1
		}
		at += n + 1
	}
}

// opensValue tells that a quote behind b opens an attribute's value: it does so only behind an equals sign.
func opensValue(b []byte) bool {
	i := len(b) - 1
	for i >= 0 && (b[i] == ' ' || b[i] == '\n' || b[i] == '\t' || b[i] == '\r' || b[i] == '\f') {
		i--
	}
	return i >= 0 && b[i] == '='
}

// raw steps over an element whose content is text to the parser, and keeps what is of interest.
func (s *scanner) raw(name, attrs []byte) {
	rest := s.text[s.pos:]
	n := closeTag(rest, name)
	if n < 0 {
		s.pos, s.sound = len(s.text), false
		return
	}
	s.pos += n
	content := rest[:n]
	switch {
	case equalFold(name, "title") && s.head.title == "":
		s.head.title = normalise(html.UnescapeString(string(content)))
	case equalFold(name, "script") && isScriptOfInterest(content):
		s.scripts = append(s.scripts, string(content))
	}
}

// closeTag is the offset of </name in b, -1 where there is none.
func closeTag(b, name []byte) int {
	for at := 0; ; {
		i := bytes.Index(b[at:], []byte("</"))
		if i < 0 {
			return -1
		}
		at += i
		if e := at + 2 + len(name); e <= len(b) && bytes.EqualFold(b[at+2:e], name) && (e == len(b) || !isLetter(b[e])) {
			return at
		}
		at += 2
	}
}

// headTag takes a fact from <base>, <link> or <meta>. The first of a kind counts.
func (s *scanner) headTag(name, attrs []byte) {
	set := func(field *string, key string) {
		if *field == "" {
			*field = html.UnescapeString(attribute(attrs, key))
		}
	}
	switch h := &s.head; {
	case equalFold(name, "base"):
		set(&h.base, "href")
		s.wanted = marksOf(h.base)
	case equalFold(name, "link"):
		if attribute(attrs, "rel") == "canonical" {
			set(&h.canonical, "href")
		}
	case attribute(attrs, "property") == "og:url":
		set(&h.ogURL, "content")
	case attribute(attrs, "property") == "og:title":
		set(&h.ogTitle, "content")
	case attribute(attrs, "name") == "keyword":
		set(&h.keywords, "content")
	}
}

// hasText tells whether anything visible stands outside of tags.
func (o outline) hasText() bool {
	doc, err := parseHTML(o.text)
	return err == nil && normalise(doc.Find("body").Text()) != ""
}
