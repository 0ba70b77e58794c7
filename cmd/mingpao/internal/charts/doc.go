// Package charts arranges numbers for people: what a page or a terminal draws of them.
//
//	plots.go     bars by month, for a page
//	curves.go    several curves with gaps, as SVG
//	csv.go       counts for programs
//	weeks.go     a month in weeks, and how much a day has
//	bars.go      bars on a terminal
//	coverage.go  the sections on the latest days, as a table
//	groups.go    counts by a longer time, by edition or section
package charts
