package window

import "strings"

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

// mayHide tells an element in which an article may stand.
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

// isHidden tells by the attributes of an element that it is not shown.
func isHidden(t *token) bool { return t.has("hidden") || Undisplayed(string(t.value("style"))) }

// Undisplayed tells by a style attribute that an element is not shown.
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
