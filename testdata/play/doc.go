// Package play has worlds for tests: no program is made of it.
//
//	paper.go paper_answers.go  the site over days, with a clock that a test moves
//	pictures.go                its pictures
//	proxy.go                   a web proxy that leads to it
//	trouble.go silence.go      what goes wrong with it for a while; when it has nothing to say
//	volume.go                  articles by the hundred thousand
//	size.go                    pages of real size
//	processor_*.go             how long something takes, of the processor and not of the clock
package play
