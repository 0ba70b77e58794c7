// Package queue holds the values of a crawl that scraper and store share: neither knows the other.
//
//	queue.go    items, hosts, orders
//	source.go   lists, what they named, their answers that could not be used
//	listing.go  an article as a list names it
//	visit.go    a look at an item, and what it meant
//	seen.go     what a look at an address gives
//	pictures.go which pictures an archive takes
//	cause.go    why something could not be read
package queue
