// Package lists reads what names articles: the bytes of a feed, a list, a sitemap or a page become listings. It is
// pure; what can be read of a broken list is read.
//
//	lists.go    a list, and what all kinds have in common; a section's day, the siblings that a page names
//	feed.go     RSS, and the JSON that pages of instant news are filled from
//	sitemap.go  the site's map
//	search.go   the answer of the site's search
package lists
