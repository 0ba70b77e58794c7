// Package extract turns a page of Ming Pao (明報) into an article: title, authors, date, body.
//
// It is pure: bytes in, values out; no network, no clock, no log. Parse works in five steps, each in files of its own:
//
//	decode.go            1. bytes to UTF-8
//	layout.go            2. which page design is it (or why it is no article: refuse.go)
//	internal/window      3. cut the article's part out of the bytes before any HTML is parsed, and build its tree;
//	faults.go               refuse a text of which a part may be missing
//	blocks.go boxes.go   4. visible text in reading order, one block a line; inline.go, tables.go and figures.go know
//	                        what stands in a line, a table, below a picture
//	rules.go notices.go  5. sign every block with the rule that decides it (topics.go, furniture.go, bylines.go), then
//	assemble.go             make the article; garbled.go refuses what is no text
//
// A page design is one file, layout_NAME.go, and its name in the list of layout.go; where its article stands is in it.
// A page saved as text has none: layout_text.go and text_*.go. A standing notice is one row of a table in notices.go.
// What a field means is said at Article; where its value comes from, in the layout, read with nodes.go, and in
// authors.go, columns.go, bylines.go, names.go, dates.go, language.go, media.go. What is known of the site stands in
// package site.
//
// # What stays
//
// The fields of Article and the reasons of NotArticle keep their names and meaning. New fields, reasons, rules and
// layouts may come; the names of rules may change. The answer for a page changes only where it was wrong, and the
// goldens in testdata say so.
package extract
