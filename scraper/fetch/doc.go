// Package fetch gets one address politely: an address in, an Answer or a Fault out. colly is the fetcher; what an
// archive depends on is explicit here, because colly's defaults truncate, forget and ignore (see Fetcher).
//
//	fetch.go config.go  one fetch, and how it is made
//	transport.go        what every request goes through: scope, robots, pace, deadline, size
//	scope.go dial.go    only Ming Pao's hosts, only public addresses (special.go)
//	robots.go           robots.txt: asked for, kept, obeyed (scraper/internal/robots reads it)
//	pace.go             one request at a time per host, the count of a day
//	clock.go            is this machine's clock right
//	body.go             decompression with a limit
//	head.go             what is kept of a header
//	fault.go            what went wrong
//	telling.go          what of an answer tells why it could not be used
package fetch
