// Package extract turns a page of Ming Pao (明報) into an article: title, authors, date, body.
//
// It is pure: bytes in, values out; no network, no clock, no log. Parse works in five steps, each in files of its own:
//
//	decode.go            1. bytes to UTF-8
//	layout.go            2. which page design is it (or why it is no article: refuse.go)
//	scan.go window.go    3. cut the head and the article out of the bytes before any HTML is parsed,
//	tree.go              and build the tree of that part; of the whole page where its markup is not plain
//	blocks.go boxes.go   4. visible text in reading order, one block a line
//	rules.go notices.go figures.go
//	                     5. sign every block with the rule that decides it, then assemble.go
//
// A page design is one file: layout_news.go, layout_finance.go, layout_ol.go, layout_text.go; the tags that its window is cut at
// are rows in marks.go. A standing notice is one row of a table in notices.go. What a field means is said at Article; where its
// value comes from, in the layout, read with nodes.go, and in authors.go, columns.go, bylines.go, dates.go, media.go and ref.go.
package extract
