// Package window turns the bytes of a page into the tree of the part that is read, and the facts of its head. It
// knows HTML, and nothing of any site: a Spec says what to look for, a Frame where an article is.
//
//	lex.go attributes.go            bytes to tokens, nothing built
//	scan.go wanted.go hidden.go     one pass over a page: the facts of its head, and the tags that bear a mark
//	cut.go text.go                  where the article's part begins and ends
//	nest.go elements.go             do the tags of a text nest as they are written, and which elements lack their end
//	check.go                        does a part hold a construct that swallows text
//	grow.go                         html.Parse of that part
//
// An article is a few per cent of its page, so all of extract.Parse takes a quarter of the time of parsing the page
// (BenchmarkRatio there). Everything is linear in the size of the page, and a part larger than any real one is
// refused.
package window
