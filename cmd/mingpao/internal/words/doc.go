// Package words turns keys into sentences, in Traditional Chinese as in Hong Kong and in English.
//
//	words.go                          a language, and what it says for a key
//	vocabulary.go vocabulary_search.go  the sentences
//	faults.go                         what the health check finds, why something could not be read
package words
