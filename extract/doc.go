// Package extract turns a page of Ming Pao (明報) into an article: title, authors, date, body.
//
// It is pure: bytes in, values out; no network, no clock, no log. Parse works in five steps:
//
//	decode.go            1. bytes to UTF-8
//	internal/layout      2. which page design is it (or why it is no article)
//	internal/window      3. cut the article's part out of the bytes before any HTML is parsed, and build its tree;
//	faults.go               refuse a text of which a part may be missing
//	internal/block       4. visible text in reading order, one block a line
//	notices.go           5. sign every line with the rule that decides it (more rows' tests: matchers.go, captions.go,
//	                        topics.go, furniture.go, interview.go), then make the article
//	assemble.go             (access.go: is it whole; language.go; who wrote it: internal/byline); garbled.go refuses a
//	                        text that cannot be read, summary.go compares it with what the page's head says
//	places.go            where pictures stand in the text
//
// parse.go does them in turn, article.go and reasons.go have what comes out; check.go says what is suspect about it;
// guess.go looks at a page of a design that is not known. A page saved as text takes internal/plain in place of steps 2
// to 4. internal/dates and internal/chars read printed dates and characters; what is known of the site is in package
// site.
//
// A page design is one file of internal/layout and its name in the list there. A standing notice is one row of the
// table in notices.go.
//
// # What stays
//
// The fields of Article and the reasons of NotArticle keep their names and meaning. New fields, reasons, rules and
// layouts may come; the names of rules may change. The answer for a page changes only where it was wrong, and the
// goldens in testdata say so.
package extract
