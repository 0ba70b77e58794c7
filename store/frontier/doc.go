// Package frontier is the crawl's memory in tables. Every method of Frontier is one transaction.
//
//	frontier.go              the door
//	pages.go listed.go settle.go   pages that are due; what lists name; what becomes of a page after a look
//	sources.go hosts.go      the accounts of lists and hosts
//	choices.go unused.go   what a person says of lists and days; answers that could not be used
//	pictures.go wanted.go  which pictures are to be fetched; what becomes of them
//	follows.go               standing questions, and what was told of them
//	orders.go tasks.go       past days that were ordered, section by section
//	unread.go                what lists name and was not read
//	join.go                  what another archive has seen is looked at again
//	runs.go troubles.go status.go  runs, what a person was told, the state of it all
//	future.go                what a run left whose clock was ahead
package frontier
