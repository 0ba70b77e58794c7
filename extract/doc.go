// Package extract turns a page of Ming Pao (明報) into an article: title, authors, date, body.
//
// It is pure: bytes in, values out; no network, no clock, no log. Parse works in five steps, each in files of its own:
//
//	decode.go            1. bytes to UTF-8
//	layout.go            2. which page design is it (or why it is no article: refuse.go)
//	internal/window      3. cut the article's part out of the bytes before any HTML is parsed, and build its tree;
//	faults.go            refuse a text of which a part may be missing
//	blocks.go boxes.go   4. visible text in reading order, one block a line
//	rules.go notices.go figures.go
//	                     5. sign every block with the rule that decides it, then assemble.go
//
// A page design is one file: layout_news.go, layout_finance.go, layout_ol.go, layout_text.go; where its article stands is in it.
// A standing notice is one row of a table in notices.go. What a field means is said at Article; where its value comes from, in
// the layout, read with nodes.go, and in authors.go, columns.go, bylines.go, names.go, dates.go, media.go. What is known of the
// site stands in package site.
package extract
