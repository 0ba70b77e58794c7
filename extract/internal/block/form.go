package block

import "mingpao/extract/site"

// Form is a page as a layout reads it: an article before its lines are classified.
type Form struct {
	Layout    string
	Ref       site.Ref
	Title     string
	Section   string // as printed
	Page      string // the label at the right of the section: a newspaper page, a column, or nothing
	Byline    string // the line below the section: an author, a column, a supplement, or nothing
	Published string
	Keywords  []string
	Paid      bool
	Bare      bool     // saved as text: no link, box or emphasis distinguishes lines
	Ended     bool     // of a text: its last line has an end
	Unpaired  []string // tags of its text that lack their counterpart
	Summary   string   // what the page's head says of it, "" where it says nothing
	Lines     []Line
	Images    []Image // of the galleries
	Inline    []Image // those in the text
	Videos    []Video
}

// Image is a picture of an article with its caption, "" where it has none.
type Image struct{ URL, Caption string }

// Video is the address of a video's file or player with its caption, "" where it has none.
type Video struct{ URL, Caption string }
