// Package words turns keys into sentences, in Traditional Chinese as in Hong Kong and in English.
//
//	language.go                       the language of whoever runs the program, or reads a stream
//	message.go errors.go              what commands say, and errors: zh/messages.txt
//	words.go                          a language, and what it says for a key
//	vocabulary.go vocabulary_*.go      the sentences
//	query.go                          what to type where a query cannot be understood
//	causes.go findings.go             why something could not be read, what the health check finds
//	advice.go                         the first thing to try
//	witness.go looks.go rows.go       whose word a time is; what looks gave; what became of a paragraph
package words
