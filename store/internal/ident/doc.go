// Package ident says which article a number, an address, an alias or a tombstone means.
//
//	numbers.go  numbers that archives agree on
//	alias.go    identities that answer with another's article; those that were removed for good
package ident
