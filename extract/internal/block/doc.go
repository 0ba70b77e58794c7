// Package block turns the tree of an article into lines and says what they are.
//
//	form.go        what a page design gives: lines, and what else the page prints; refusal.go: or why not
//	walk.go        lines: the walk over a tree, visible text in reading order
//	line.go        the line that is being written
//	inline.go formula.go tables.go figures.go   what is written for elements of a line, formulas, cells, pictures
//	boxes.go       elements that are not part of the article
//	elements.go nodes.go   how an element takes part in lines; elements searched for, and their text
//	headings.go markers.go   kinds: which lines are sub-headings; the marker that opens the first paragraph
//	rules.go       rules: each line is signed by the first that fits
//
// The walk calls down into the files below it and none of them calls back; rules see lines, never the tree.
package block
