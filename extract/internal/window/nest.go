package window

import (
	"errors"
	"slices"
)

// element is an element of a text as it is written.
type element struct {
	name       string
	start      int // of its start tag
	attributes int // where an attribute can be put into its start tag
	end        int // where it ends; 0 while it is open
	fault      Fault
}

// Fault says how sure it is that an element's own end tag is missing.
type Fault string

// The faults. An element that bears one may hold text that was written after it.
const (
	Sound Fault = ""
	// Doubtful is an element around which an end tag of its name is missing, which may be its own; or one in which an
	// element begins or ends that does not do both.
	Doubtful Fault = "doubtful"
	Open     Fault = "open" // its end tag is missing
)

// errDeep is a text that is nested deeper than the HTML parser takes.
var errDeep = errors.New("elements nested more than 500 deep")

// maxDepth is below the 512 that the HTML parser takes. Real articles have less than 20.
const maxDepth = 500

// nesting is how the tags of a text nest, as they are written.
type nesting struct {
	checker
	elements []element
	open     []int     // those that are open, outermost first
	fences   []int     // places in open of the elements that only their own end tag closes
	edits    []edit    // those by which a parser reads the text as it is written
	strays   []string  // names of end tags that close nothing
	ends     []textEnd // where the element ends that holds the text: the first is its own by nesting
	faulty   bool      // an element does not end, or an end tag closes nothing
}

// edit replaces bytes of a text.
type edit struct {
	from, to int
	with     string
}

// textEnd is an end tag of the element that holds the text.
type textEnd struct {
	at     int  // the offset of its '<'
	sound  bool // all elements opened before it were closed before it
	behind int  // the weight of the text after it
}

// nest reads and checks the tags of a text that an element of a name holds. Where no mark bounds the text it reads up
// to its first end.
func nest(text []byte, name string, unbounded bool) (nesting, error) {
	n := nesting{elements: make([]element, 0, 64), open: make([]int, 0, 32)}
	n.checker = checker{lexer: newLexer(text)}
	for {
		more, err := n.next()
		if err != nil {
			return n, err
		}
		if last := len(n.ends) - 1; last >= 0 {
			n.ends[last].behind += weight(n.text)
		}
		if !more {
			break
		}
		n.read(&n.token, name)
		switch {
		case len(n.open) > maxDepth:
			return n, errDeep
		case unbounded && len(n.ends) > 0:
			return n, nil
		case n.token.end > maxPart:
			return n, ErrLarge
		}
	}
	n.closeTo(0, len(text))
	n.faulty = n.faulty || n.cut
	return n, nil
}

func (n *nesting) read(t *token, name string) {
	switch {
	case t.kind == startTag:
		n.begin(t)
	case t.kind == endTag:
		n.close(t, name)
	}
}

func (n *nesting) begin(t *token) {
	name := nameOf(t.name)
	if isVoid(name) || t.isEmpty() && n.closesItself(name) {
		return
	}
	if endsParagraph(name) {
		n.endParagraph(t.start)
	}
	n.endLike(name, t.start)
	if isFence(name) {
		n.fences = append(n.fences, len(n.open))
	}
	n.open = append(n.open, len(n.elements))
	n.elements = append(n.elements, element{name: name, start: t.start, attributes: t.start + 1 + len(t.name)})
}

// closesItself reports whether an element that is written with a slash is empty: only a drawing and the elements in
// one.
func (n *nesting) closesItself(name string) bool {
	return name == "svg" || name == "math" || n.isOpen("svg") || n.isOpen("math")
}

// endLike closes the item, row or cell before the start of the next.
func (n *nesting) endLike(name string, at int) {
	ended, within := endedBy(name)
	if ended == nil {
		return
	}
	place := -1
	for i := len(n.open) - 1; i >= 0; i-- {
		e := n.elements[n.open[i]].name
		if slices.Contains(within, e) || isFence(e) {
			break
		}
		if slices.Contains(ended, e) {
			place = i
		}
	}
	if place >= 0 {
		n.closeTo(place, at)
	}
}

// endParagraph closes an open paragraph, as the start of a block does.
func (n *nesting) endParagraph(at int) {
	if place := n.find("p"); place >= 0 {
		n.closeTo(place, at)
	}
}

// find is the place of the innermost open element of a name this side of the innermost fence, or that fence's own.
func (n *nesting) find(name string) int {
	fence := 0
	if last := len(n.fences) - 1; last >= 0 {
		fence = n.fences[last]
	}
	for i := len(n.open) - 1; i >= fence; i-- {
		if n.elements[n.open[i]].name == name {
			return i
		}
	}
	return -1
}

// close reads an end tag.
func (n *nesting) close(t *token, textName string) {
	name := nameOf(t.name)
	if place := n.findFor(name); place >= 0 {
		if n.closeTo(place+1, t.start) && isFence(name) {
			n.elements[n.open[place]].fault = Doubtful
		}
		n.pop(t.end)
		return
	}
	if name == textName && !n.isOpen(name) {
		n.ends = append(n.ends, textEnd{at: t.start, sound: n.isSound()})
	}
	if isVoid(name) || name == "p" {
		return // a parser makes an empty element of these or nothing
	}
	isOpen := n.isOpen(name)
	if isOpen && len(n.fences) > 0 {
		n.elements[n.open[n.fences[len(n.fences)-1]]].fault = Doubtful
	}
	if name == textName || isOpen {
		n.edits = append(n.edits, edit{from: t.start, to: t.end})
	}
	if name != textName || isOpen {
		n.strays, n.faulty = append(n.strays, name), true
	}
}

// findFor is find for an end tag: that of a fence reaches up to it over elements left open in it.
func (n *nesting) findFor(name string) int {
	if !isFence(name) {
		return n.find(name)
	}
	for i := len(n.fences) - 1; i >= 0; i-- {
		if n.elements[n.open[n.fences[i]]].name == name {
			return n.fences[i]
		}
	}
	return -1
}

func (n *nesting) isOpen(name string) bool {
	for _, i := range n.open {
		if n.elements[i].name == name {
			return true
		}
	}
	return false
}

// isSound reports whether only elements are open that end themselves, and nothing was wrong so far.
func (n *nesting) isSound() bool {
	for _, i := range n.open {
		if !endsItself(n.elements[i].name) {
			return false
		}
	}
	return !n.faulty
}

// closeTo closes the open elements from a place on, whose end tags are missing, and reports whether one of them must
// have one.
func (n *nesting) closeTo(place, at int) (isFault bool) {
	for len(n.open) > place {
		e := &n.elements[n.open[len(n.open)-1]]
		if !endsItself(e.name) {
			e.fault, n.faulty, isFault = Open, true, true
			n.edits = append(n.edits, edit{at, at, "</" + e.name + ">"})
		}
		n.pop(at)
	}
	return isFault
}

func (n *nesting) pop(at int) {
	top := len(n.open) - 1
	n.elements[n.open[top]].end = at
	if last := len(n.fences) - 1; last >= 0 && n.fences[last] == top {
		n.fences = n.fences[:last]
	}
	n.open = n.open[:top]
}

// doubt marks the elements of which one may lack its end tag in place of the one around them that seems to.
func (n *nesting) doubt() {
	until := map[string]int{}
	for i := range n.elements {
		e := &n.elements[i]
		switch {
		case e.fault == Open:
			until[e.name] = max(until[e.name], e.end)
		case e.start < until[e.name]:
			e.fault = Doubtful
		}
	}
}

// repaired is the text with the end tags that are missing and without those that would close what is written around
// them, every element that may lack its own end marked with the attribute FaultKey. Left to a parser, a <div> without
// its end in a link makes the strip of pictures around it take in the article: 6 of 15,000 damages lost text by that.
func (n *nesting) repaired(text []byte) []byte {
	n.doubt()
	for _, e := range n.elements {
		if e.fault != Sound {
			n.edits = append(n.edits, edit{e.attributes, e.attributes, ` ` + FaultKey + `="` + string(e.fault) + `"`})
		}
	}
	slices.SortStableFunc(n.edits, func(a, b edit) int { return a.from - b.from })
	out := make([]byte, 0, len(text)+len(text)/8)
	last := 0
	for _, e := range n.edits {
		out = append(append(out, text[last:e.from]...), e.with...)
		last = e.to
	}
	return append(out, text[last:]...)
}
