// Package scraper decides what to fetch from Ming Pao, and when. How one address is fetched is the room fetch, what a
// feed or a list names is the room lists.
//
//	crawl.go archive.go       a run over all that is due, and what it needs of an archive
//	plan.go                   what a run would begin with
//	discover.go sources.go    lists: reading them, when they are due
//	parts.go                  lists that consist of lists
//	late.go                   lists that name less than they usually do (scraper/fresh says what that is)
//	gaps.go orders.go         days that nothing covered, past days that were ordered
//	search.go                 the site's search, for days that nothing else names an article of
//	visit.go                  pages: what becomes of them, and when to look again (by scraper/verdict)
//	siblings.go               what a page lists beside itself, and how far that is followed
//	pictures.go               the pictures of articles, where somebody asked for them
//	hosts.go                  hosts that fail, ask to wait, or give nothing but faults
//	unused.go                 answers that could not be used, and sections that no list covers
//	account.go report.go      what was due and not read, one entry a cause
package scraper
