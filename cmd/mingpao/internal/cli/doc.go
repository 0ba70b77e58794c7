// Package cli is what all commands do alike.
//
//	exit.go       the exit statuses, and errors that bear one
//	flags.go      checks of flags and arguments, and what is offered to complete them
//	many.go       flags that may be given more than once
//	help.go       help that fits a screen
//	chinese.go    the same in Chinese: zh/*.txt
//	man.go        the manual, made from the help
//	topics.go     what of it belongs to no command: manual/*.md
//	negations.go  the words that a search is to leave out, -word
//	named.go      the article and version that a person names
//	archive.go    the archive that a flag names, opened to read or to write
//	rehearse.go   a copy of it for a dry run
//	run.go        the account that the archive keeps of a command
//	ask.go        questions to a person
//	sound.go      what of it can be read, and the names of what cannot
//	disputed.go   what others have taken back, and counts here
//	output.go     the file that a person names, or standard output
//	noted.go      output whose error cobra drops
//	stdout_*.go   standard output that was closed before the program began
//	ping.go       word to a service that watches
package cli
