package extract

import (
	"bytes"
	"slices"

	"golang.org/x/net/html"
)

// span is a range of bytes of a page.
type span struct{ from, to int }

// tree is the tree of the part of a page that its layout reads: an article is 1–4 % of its page. Where the marks of that part
// are not as expected, or its markup is not plain or hangs together with what stands around it, it is the tree of the whole page.
func tree(o outline, l *layout) (*html.Node, error) {
	if window, ok := cut(o, l); ok {
		if root, open, ok := grow(window); ok && !slices.ContainsFunc(open, l.isText) {
			return root, nil
		}
	}
	return html.Parse(bytes.NewReader(o.text))
}

// isText tells the element that holds the text of an article. Its mark is the last one.
func (l *layout) isText(n *html.Node) bool {
	for i := range marks {
		if m := &marks[i]; m.mark == l.marks[len(l.marks)-1] {
			return n.Data == m.element && hasToken(attr(n, m.attribute), m.token)
		}
	}
	return false
}

// cut returns the part of the page that a layout reads; false where its marks are missing, doubled or out of order, or stand
// in what reaches into it.
func cut(o outline, l *layout) ([]byte, bool) {
	if !o.sound || o.isDoubled(l.marks) {
		return nil, false
	}
	spans, ok := l.window(o)
	if !ok || o.isNested(spans[0].from) || o.isNested(spans[len(spans)-1].to) {
		return nil, false
	}
	if len(spans) == 1 {
		return o.text[spans[0].from:spans[0].to], true
	}
	parts := make([][]byte, len(spans))
	for i, s := range spans {
		parts[i] = o.text[s.from:s.to]
	}
	return bytes.Join(parts, nil), true
}

// isDoubled tells that one of the marks stands there more than once.
func (o outline) isDoubled(marks []mark) bool {
	for _, m := range marks {
		if t, ok := o.first(m); ok {
			if _, again := o.after(m, t.end); again {
				return true
			}
		}
	}
	return false
}

// isNested tells that a marked tag that begins or ends at an offset stands in an element that reaches into it.
func (o outline) isNested(offset int) bool {
	return slices.ContainsFunc(o.tags, func(t tag) bool { return (t.start == offset || t.end == offset) && t.nested })
}

// first is the first tag with a mark.
func (o outline) first(m mark) (tag, bool) { return o.after(m, 0) }

// after is the first tag with a mark behind an offset.
func (o outline) after(m mark, offset int) (tag, bool) {
	for _, t := range o.tags {
		if t.mark == m && t.start >= offset {
			return t, true
		}
	}
	return tag{}, false
}

// before is the last tag with a mark that ends at or above an offset.
func (o outline) before(m mark, offset int) (found tag, ok bool) {
	for _, t := range o.tags {
		if t.mark == m && t.end <= offset {
			found, ok = t, true
		}
	}
	return found, ok
}

// without returns the spans between from and to that leave out the lists of other articles; false where one does not end.
func (o outline) without(from, to int) ([]span, bool) {
	spans := make([]span, 0, 4)
	for _, t := range o.tags {
		if t.mark != selectList || t.start < from || t.end > to {
			continue
		}
		end, ok := o.after(selectClose, t.end)
		if !ok || end.end > to {
			return nil, false
		}
		spans = append(spans, span{from, t.start})
		from = end.end
	}
	return append(spans, span{from, to}), true
}
