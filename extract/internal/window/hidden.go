package window

import "strings"

// hiding is whether a tag is shown.
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

func (h *hidden) state() hiding {
	if h.name == "" {
		return shown
	}
	return h.as
}

// begin reads a start tag.
func (h *hidden) begin(t *token) {
	if h.name != "" {
		if equalFold(t.name, h.name) {
			h.depth++
		}
		return
	}
	switch {
	case equalFold(t.name, "template"):
		*h = hidden{"template", inert, 1}
	case isHidden(t) && mayHide(t.name):
		*h = hidden{nameOf(t.name), covered, 1}
	}
}

// mayHide reports whether an article may be in an element.
func mayHide(name []byte) bool {
	switch string(lower(name)) {
	case "div", "section", "main", "article", "aside", "span", "details", "dialog", "form", "center":
		return true
	}
	return false
}

func (h *hidden) end(t *token) {
	if h.name == "" || !equalFold(t.name, h.name) {
		return
	}
	if h.depth--; h.depth == 0 {
		*h = hidden{}
	}
}

// isHidden reports whether the attributes of an element hide it.
func isHidden(t *token) bool { return t.has("hidden") || Undisplayed(string(t.value("style"))) }

// Undisplayed reports whether a style attribute hides its element.
func Undisplayed(style string) bool {
	if len(style) < len("display:none") {
		return false
	}
	for declaration := range strings.SplitSeq(strings.ToLower(style), ";") {
		key, value, _ := strings.Cut(declaration, ":")
		if strings.TrimSpace(key) == "display" && strings.HasPrefix(strings.TrimSpace(value), "none") {
			return true
		}
	}
	return false
}
