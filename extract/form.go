package extract

import "mingpao/extract/site"

// form is what a layout reads from a page: an article before its blocks are classified.
type form struct {
	layout    string
	ref       site.Ref
	title     string
	section   string // as printed
	page      string // the label at the right of the section: a newspaper page, a column, or nothing
	byline    string // the line below the section: an author, a column, a supplement, or nothing
	published string
	keywords  []string
	paid      bool
	bare      bool // saved as text: no link, box or emphasis tells one line from another
	lines     []line
	images    []pic // of the galleries
	inline    []pic // those that stand in the text
	videos    []film
}

// pic is a picture of an article with its caption, "" where it has none.
type pic struct{ URL, Caption string }

// film is the address of a video's file or player with its caption, "" where it has none.
type film struct{ URL, Caption string }
