package window

// isVoid reports whether an element has no content and no end tag.
func isVoid(name string) bool {
	switch name {
	case "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen", "link",
		"meta",
		"param", "source", "track", "wbr":
		return true
	}
	return false
}

// endsItself reports whether the end tag of an element may be left out.
func endsItself(name string) bool {
	switch name {
	case "p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "tbody", "thead", "tfoot", "colgroup", "caption",
		"rb", "rt", "rtc", "rp":
		return true
	}
	return false
}

// isFence reports whether only its own end tag closes an element, as a page is written: its content ends in it. HTML
// lets many an end tag reach out of most of these.
func isFence(name string) bool {
	switch name {
	case "aside", "article", "section", "nav", "table", "button", "select", "template", "object",
		"applet", "marquee", "video", "audio", "figure", "ul", "ol", "dl", "form", "map", "svg", "math", "dialog", "details":
		return true
	}
	return false
}

// endsParagraph reports whether the start of an element ends an open paragraph.
func endsParagraph(name string) bool {
	switch name {
	case "address", "article", "aside", "blockquote", "center", "details", "dialog", "dir", "div", "dl", "fieldset",
		"figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "main",
		"menu",
		"nav", "ol", "p", "pre", "listing", "section", "summary", "table", "ul", "li", "dd", "dt", "plaintext", "xmp":
		return true
	}
	return false
}

// isElement reports whether articles have elements of a name.
func isElement(name []byte) bool {
	switch string(name) {
	case "a", "article", "aside", "b", "blockquote", "br", "button", "center", "div", "em", "figcaption", "figure",
		"font", "form",
		"h1", "h2", "h3", "h4", "h5", "h6", "hgroup", "hr", "i", "iframe", "img", "li", "ol", "p", "script", "section",
		"select",
		"small", "span", "strong", "style", "sub", "sup", "table", "tbody", "td", "th", "tr", "u", "ul":
		return true
	}
	return false
}

// endsDrawing reports whether an element of HTML cannot be in a drawing and so ends it.
func endsDrawing(name []byte) bool {
	switch string(lower(name)) {
	case "b", "big", "blockquote", "body", "br", "center", "code", "dd", "div", "dl", "dt", "em", "embed", "h1", "h2",
		"h3",
		"h4", "h5", "h6", "head", "hr", "i", "img", "li", "listing", "menu", "meta", "nobr", "ol", "p", "pre", "ruby", "s",
		"small", "span", "strong", "strike", "sub", "sup", "table", "tt", "u", "ul", "var":
		return true
	}
	return false
}

// endedBy are the elements that the start of one ends, and the elements out of which it does not reach.
func endedBy(name string) (ended, within []string) {
	switch name {
	case "li":
		return []string{"li"}, []string{"ul", "ol", "menu"}
	case "dt", "dd":
		return []string{"dt", "dd"}, []string{"dl"}
	case "option":
		return []string{"option"}, []string{"select"}
	case "optgroup":
		return []string{"option", "optgroup"}, []string{"select"}
	case "td", "th":
		return []string{"td", "th"}, []string{"table", "tr"}
	case "tr":
		return []string{"tr", "td", "th", "caption", "colgroup"}, []string{"table", "tbody", "thead", "tfoot"}
	case "tbody", "thead", "tfoot":
		return []string{"tbody", "thead", "tfoot", "tr", "td", "th", "caption", "colgroup"}, []string{"table"}
	case "rt", "rp", "rb", "rtc":
		return []string{"rt", "rp", "rb", "rtc"}, []string{"ruby"}
	}
	return nil, nil
}
