// Package lists reads what names articles: the bytes of a feed, a list, a sitemap or a page become listings. It is
// pure; what can be read of a broken list is read.
//
//	lists.go    a list, and what all kinds have in common; a section's day, the siblings that a page names
//	feed.go     RSS, Atom and JSON feeds; item.go reads their items one by one where a feed is not as it should be
//	listing.go  the JSON that pages of instant news are filled from
//	built.go    when a feed was made
//	sections.go the sections that a page's menus name
//	sitemap.go  the site's map
//	search.go   the answer of the site's search
//	form.go     which of them a body is
//	text.go     bytes to text, and what kind of text: a page in a list's place is named by its title
package lists
