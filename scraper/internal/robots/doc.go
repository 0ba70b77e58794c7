// Package robots reads robots.txt by RFC 9309 and says what it allows. Where the RFC is silent it does as Google's
// parser does, whose published tests it passes but for one row (see TestGoogle). It knows no network.
//
//	robots.go   a file's groups and rules
//	pattern.go  a rule against a path
package robots
