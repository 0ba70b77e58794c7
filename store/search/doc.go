// Package search is the query language. It is pure: no SQL.
//
//	query.go query_readings.go  a query is parsed; what a Simplified one may mean
//	terms.go variants.go        how texts and queries are cut and folded
//	match.go signs.go           the question to the index; what it does not have
package search
