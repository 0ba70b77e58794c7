package window

import (
	"bytes"
	"html"
	"slices"
	"sync"
)

// Mark is a kind of start tag by which a page design is known: an element with a value among the tokens of an
// attribute.
type Mark struct{ Element, Attribute, Token string }

// Tag is a mark.
func Tag(element, attribute, token string) Mark { return Mark{element, attribute, token} }

// Frame is where on a page of a design the article is.
type Frame struct {
	Above []Mark // the part to read begins at the last of the first of these above the text
	Text  Mark   // the element that holds the text
	Head  []Mark // parts of an article that are above each text in that design, never in one and never only below it
	After []Mark // directly after the text in that design: the text ends there at the latest
	Until Mark   // the part that is read continues after the text up to this; the zero value: no further
	Walls []Mark // a page that bears one of these gives only a part of the text
}

// Spec names the marks and scripts to look for on a page.
type Spec struct {
	Frames  map[string][]*Frame      // by host
	HostOf  func(base string) string // the host that a <base> names, "" where it names none
	Scripts []string                 // parts of the code of scripts to keep

	once   sync.Once
	wanted map[string]*wanted // by host, "" for all
}

// Head holds the facts before the body. Values are unescaped, white space as it was. The first of a kind counts.
type Head struct {
	Base, Canonical, OGURL, OGTitle, Title, Description string
}

// Page holds the facts that one pass over the bytes of a page finds, without building a tree.
type Page struct {
	Head
	Text    []byte
	Scripts []string // the code of the inline scripts that the Spec names

	spec    *Spec
	tags    []tag  // those that bear a mark, in order
	lists   []span // the <select> elements, which are long and never part of an article
	flooded bool   // there are more of them than any page has
}

// tag is a start tag that bears a mark.
type tag struct {
	mark       Mark
	start, end int
	hiding     hiding
}

// span is a range of bytes.
type span struct{ from, to int }

// maxTags is ten times those of the richest of 1,455 pages.
const maxTags = 1000

// Scan reads a page. It never fails: of a broken page it returns the facts it could find. After the article it looks
// closer only where a script or a wall of interest is named.
func Scan(text []byte, spec *Spec) *Page {
	s := scanner{Page: &Page{Text: text, spec: spec}, lexer: newLexer(text)}
	s.wanted = spec.wantedOn("")
	for {
		if !s.next() || s.flooded {
			break
		}
		s.read(&s.token)
		if s.ended && s.isRestPlain() {
			break
		}
	}
	return s.Page
}

type scanner struct {
	*Page
	lexer
	wanted *wanted // the marks of the page's own host, once that is known
	hidden hidden
	found  bool // a visible text has been found: hidden parts after it do not matter
	ended  bool // the article has just ended
	asked  bool // the rest has been looked at
	list   int  // the offset of the <select> that is open, after its '<'; 0 for none
}

func (s *scanner) read(t *token) {
	switch t.kind {
	case startTag:
		s.startTag(t)
	case endTag:
		s.endTag(t)
	case rawElement:
		s.raw(t)
	case remark:
	}
}

func (s *scanner) startTag(t *token) {
	if s.list > 0 && !isChoice(t.name) {
		s.list = 0
	}
	switch t.name[0] | 0x20 {
	case 'b', 'l', 'm':
		if isHeadTag(t.name) {
			s.headTag(t)
			return
		}
	case 's':
		if equalFold(t.name, "select") {
			s.list = t.start + 1
		}
	}
	if !s.found {
		s.hidden.begin(t)
	}
	m := t.markOf(s.wanted.marks[t.name[0]|0x20])
	if m == nil {
		return
	}
	s.tags = append(s.tags, tag{*m, t.start, t.end, s.hidden.state()})
	s.found = s.found || s.isText(*m) && s.hidden.state() == shown
	s.flooded = len(s.tags) > maxTags
	s.ended = !s.asked
}

// isText reports whether a mark is of an element that holds a text.
func (s *scanner) isText(m Mark) bool {
	return slices.Contains(s.wanted.texts, m)
}

func (s *scanner) endTag(t *token) {
	if !s.found {
		s.hidden.end(t)
	}
	if s.list > 0 && equalFold(t.name, "select") {
		s.lists = append(s.lists, span{s.list - 1, t.end})
		s.list, s.flooded = 0, len(s.lists) > maxTags
	}
}

// raw keeps the titles and scripts of interest.
func (s *scanner) raw(t *token) {
	switch {
	case equalFold(t.name, "title") && s.Title == "":
		s.Title = html.UnescapeString(string(t.content))
	case equalFold(t.name, "script") && s.isOfInterest(t.content):
		s.Scripts = append(s.Scripts, string(t.content))
	}
}

func (s *scanner) isOfInterest(code []byte) bool {
	return slices.ContainsFunc(s.spec.Scripts, func(part string) bool { return bytes.Contains(code, []byte(part)) })
}

// isRestPlain reports, once, whether nothing after pos can change the answer: the head's facts, the article and the
// window's end are known, and no script or wall of interest is named.
func (s *scanner) isRestPlain() bool {
	s.ended = false
	if s.Base == "" || s.Canonical == "" || s.Title == "" || s.OGTitle == "" {
		return false
	}
	for _, f := range s.spec.Frames[s.spec.HostOf(s.Base)] {
		a, ok := s.findAs(f, shown)
		if !ok || a.bound < 0 || f.Until != (Mark{}) && a.until < 0 {
			continue
		}
		s.asked = true
		rest := s.src[s.pos:]
		isNamed := func(m Mark) bool { return bytes.Contains(rest, []byte(m.Token)) }
		return !s.isOfInterest(rest) && !slices.ContainsFunc(f.Walls, isNamed)
	}
	return false
}

// isChoice reports whether an element belongs in a list. A list with any other took in a part of the page.
func isChoice(name []byte) bool { return equalFold(name, "option") || equalFold(name, "optgroup") }

func isHeadTag(name []byte) bool {
	return equalFold(name, "base") || equalFold(name, "link") || equalFold(name, "meta")
}

// headTag takes a fact from <base>, <link> or <meta>.
func (s *scanner) headTag(t *token) {
	set := func(field *string, key string) {
		if *field == "" {
			*field = html.UnescapeString(string(t.value(key)))
		}
	}
	switch {
	case equalFold(t.name, "base"):
		set(&s.Base, "href")
		s.wanted = s.spec.wantedOn(s.spec.HostOf(s.Base))
		return
	case equalFold(t.name, "link"):
		if equalFold(t.value("rel"), "canonical") {
			set(&s.Canonical, "href")
		}
		return
	}
	switch string(t.value("property")) {
	case "og:url":
		set(&s.OGURL, "content")
	case "og:title":
		set(&s.OGTitle, "content")
	case "og:description":
		set(&s.Description, "content")
	case "":
		if equalFold(t.value("name"), "description") {
			set(&s.Description, "content")
		}
	}
}
