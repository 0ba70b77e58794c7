// Package scraper decides what to fetch from Ming Pao, when, and how politely. colly is the fetcher; everything that an
// archive depends on is explicit here, because colly's defaults truncate, forget and ignore (see collector.go).
//
//	config.go collector.go   one fetch: an address in, an Answer or a Fault out
//	transport.go             what every request goes through: scope, robots, pace, deadline, size
//	scope.go dial.go         only Ming Pao's hosts, only public addresses
//	robots.go pace.go        robots.txt (RFC 9309), one request at a time per host
//	body.go fault.go         decompression with a limit; what went wrong, and whether to try again
//	crawl.go archive.go      a run over all that is due, and what it needs of an archive
//	discover.go sections.go  where articles are listed
//	lists.go                 feeds, lists and sibling menus
//	verdict.go schedule.go   whether an answer is the article asked for; when to look again
package scraper
