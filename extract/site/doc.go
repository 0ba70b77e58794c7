// Package site is the table of Ming Pao's site: what else the program knows of it by name is here, once.
//
//	site.go        hosts, editions in their order, Hong Kong's zone
//	sections.go    sections with their labels and traits, and the addresses of their lists
//	ref.go         the identity of an article, read from its address and written as one
//	picture.go     the address of a picture, in one form
//	timesource.go  who vouches for the time at which a page was seen
//	usual.go       when its lists name something new
//	stamp.go       times as archives write them
//
// It holds facts and reads addresses; it touches no network, page or archive.
package site
