// Package captures keeps pages as served, each once, and what the rules made of them.
//
//	captures.go dictionaries.go  pages by their hash, and what they are packed with
//	reading.go trust.go          a page is read; what another archive made of one is believed or not
//	pictures.go                  pictures as served, and which articles show them
//	fingerprint.go               when two texts are the same
package captures
