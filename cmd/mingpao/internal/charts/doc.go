// Package charts arranges numbers for people: what a page or a terminal draws of them.
//
//	plots.go  bars by month
//	weeks.go  a month in weeks, and how much a day has
package charts
