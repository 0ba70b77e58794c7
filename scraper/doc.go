// Package scraper decides what to fetch from Ming Pao, when, and how politely. colly is the fetcher; everything that an
// archive depends on is explicit here, because colly's defaults truncate, forget and ignore (see collector.go).
//
//	config.go collector.go     one fetch: an address in, an Answer or a Fault out
//	transport.go               what every request goes through: scope, robots, pace, deadline, size
//	scope.go dial.go           only Ming Pao's hosts, only public addresses
//	robots.go pace.go          robots.txt (RFC 9309), one request at a time per host, the count of a day
//	body.go fault.go           decompression with a limit; what went wrong
//	crawl.go archive.go        a run over all that is due, and what it needs of an archive
//	discover.go sources.go     lists: reading them, when they are due
//	gaps.go orders.go          days that nothing covered, past days that were ordered
//	lists.go feed.go           what feeds, lists, day pages and sibling menus name
//	sitemap.go search.go       what the site's map and its search name, where those fail
//	visit.go verdict.go        pages: whether an answer is the article asked for, and what becomes of it
//	schedule.go                when to look again
//	hosts.go                   hosts that fail, ask to wait, or give nothing but faults
//	account.go report.go       what was due and not read, one entry a cause
package scraper
