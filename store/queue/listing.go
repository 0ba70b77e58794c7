package queue

import "mingpao/extract/site"

// Listing is an article as a feed, a list or a page names it.
type Listing struct {
	Ref    site.Ref
	Source string // which list; "" for one whose words say nothing about changes
	Title  string
	Time   string // as the list prints it; "" where it prints none
}

// Validators make a request conditional: an unchanged page costs no body.
type Validators struct {
	ETag         string
	LastModified string
}
