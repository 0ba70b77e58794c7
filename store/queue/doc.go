// Package queue holds the values of a crawl that scraper and store share: neither knows the other.
package queue
