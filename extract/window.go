package extract

// span is a range of bytes of a page.
type span struct{ from, to int }

// cut returns the part of the page that a layout reads: an article is 1–4 % of its page. A page whose marks are missing
// or out of order, or whose markup does not end, is returned whole.
func cut(o outline, l *layout) []byte {
	if !o.sound || o.dips {
		return o.text
	}
	spans, ok := l.window(o)
	if !ok {
		return o.text
	}
	if len(spans) == 1 {
		return o.text[spans[0].from:spans[0].to]
	}
	var out []byte
	for _, s := range spans {
		out = append(out, o.text[s.from:s.to]...)
	}
	return out
}

// whole is the window that cuts nothing.
func whole(o outline, _ *layout) []byte { return o.text }

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
	var spans []span
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
