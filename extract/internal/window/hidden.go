package window

import "bytes"

// hiding says whether a tag stands where nobody sees it.
type hiding int

const (
	shown   hiding = iota
	covered        // in an element that is hidden
	inert          // in a <template>, which is no part of the page
)

// hidden follows the outermost element that is not shown. It goes by the tags as they are written.
type hidden struct {
	name  string // of that element, "" where all is shown
	as    hiding
	depth int // elements of that name open in it, itself included
}

// uncover finds out which of the tags stand where nobody sees them. Few pages have marks twice, or a template.
func (p *Page) uncover() {
	h, l := hidden{}, lexer{src: p.Text}
	for i := range p.tags {
		for {
			t, ok := l.next()
			if !ok {
				return
			}
			switch t.kind {
			case startTag:
				h.begin(t)
			case endTag:
				h.end(t)
			case rawElement, remark:
			}
			if t.start >= p.tags[i].start {
				break
			}
		}
		p.tags[i].hiding = h.state()
	}
}

func (h *hidden) state() hiding {
	if h.name == "" {
		return shown
	}
	return h.as
}

// begin reads a start tag. What may end without an end tag is passed over: no article stands in it.
func (h *hidden) begin(t token) {
	if h.name != "" {
		if equalFold(t.name, h.name) {
			h.depth++
		}
		return
	}
	as := covered
	switch {
	case equalFold(t.name, "template"):
		as = inert
	case !isHidden(t.attrs):
		return
	}
	if name := string(lower(t.name)); !isVoid(name) && !endsItself(name) {
		*h = hidden{name, as, 1}
	}
}

func (h *hidden) end(t token) {
	if h.name == "" || !equalFold(t.name, h.name) {
		return
	}
	if h.depth--; h.depth == 0 {
		*h = hidden{}
	}
}

// isHidden tells by the attributes of an element that it is not shown.
func isHidden(attrs []byte) bool {
	if bytes.Contains(attrs, []byte("hidden")) && hasAttribute(attrs, "hidden") {
		return true
	}
	return bytes.Contains(attrs, []byte("display")) && Undisplayed(string(attribute(attrs, "style")))
}

// Undisplayed tells by a style attribute that an element is not shown.
func Undisplayed(style string) bool {
	for declaration := range bytes.SplitSeq(lower([]byte(style)), []byte(";")) {
		key, value, _ := bytes.Cut(declaration, []byte(":"))
		if string(bytes.TrimSpace(key)) == "display" && bytes.HasPrefix(bytes.TrimSpace(value), []byte("none")) {
			return true
		}
	}
	return false
}
