// Package sources is what a person sees of the lists that a crawl reads, and says of them and of days without a paper.
//
//	list.go      the lists, as a table and as JSON; an answer that could not be used
//	choose.go    adding a list, leaving one alone, knowing of its silence
//	calendar.go  days without a paper
//	file.go      all that a person has said, as a small text file
package sources
