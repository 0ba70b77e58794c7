package extract

import (
	"bytes"
	"slices"
)

// openTags are the elements open at a place that reach into what follows: formatting that the parser opens anew, tables out
// of which it moves text, drawings with rules of their own.
type openTags [][]byte

// maxOpen is far above what pages have.
const maxOpen = 100

// begin opens an element; false where more are open than any page has.
func (o *openTags) begin(name []byte) bool {
	if len(*o) == maxOpen {
		return false
	}
	*o = append(*o, name)
	return true
}

// end closes the innermost element of a name; an end tag without one changes nothing.
func (o *openTags) end(name []byte) {
	for i := len(*o) - 1; i >= 0; i-- {
		if bytes.EqualFold((*o)[i], name) {
			*o = slices.Delete(*o, i, i+1)
			return
		}
	}
}

// inSelect tells that a list of choices is open. Only choices belong into one.
func (o openTags) inSelect() bool { return len(o) > 0 && equalFold(o[len(o)-1], "select") }

// inDrawing tells that the rules of SVG or MathML hold, in which a script is no raw text.
func (o openTags) inDrawing() bool {
	return slices.ContainsFunc(o, func(name []byte) bool { return equalFold(name, "svg") || equalFold(name, "math") })
}
