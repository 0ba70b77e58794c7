// Package scraper decides what to fetch from Ming Pao, when, and how politely. colly is the fetcher; everything that an
// archive depends on is explicit here, because colly's defaults truncate, forget and ignore (see collector.go).
//
//	config.go collector.go   one fetch: an address in, an Answer or a Fault out
//	transport.go             what every request goes through: scope, robots, pace, deadline, size
//	scope.go dial.go         only Ming Pao's hosts, only public addresses
//	robots.go pace.go        robots.txt (RFC 9309), one request at a time per host
//	body.go fault.go         decompression with a limit; what went wrong, and whether to try again
package scraper
