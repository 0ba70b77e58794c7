// Package display shows articles on a person's screen, or as plain text where there is none.
//
//	article.go  an article, and the blocks of a page with their rules
//	history.go  its versions, and what was changed
//	changes.go  what the site changed, a line each
//	lines.go    an article in a line
//	snippet.go  the text around what a search found
//	counts.go   names, and how many articles they have
package display
