// Package bundle opens what browsers save as one file: the page and what belongs to it, or a session's traffic. It
// gives the parts with their addresses and types, and says nothing of what they are.
//
//	mhtml.go        messages of Chrome and others, part by part
//	webarchive.go   Safari's property lists
//	har.go          the answers of HAR files; harstrings.go leaves out their films
package bundle
