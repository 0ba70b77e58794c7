package corpus

import (
	"slices"
	"unicode/utf8"

	"mingpao/store/search"
)

// Longest is how many characters are counted together at most, Fewest how few.
const (
	Fewest  = 2
	Longest = 4
)

// gram is characters that stand together, four at most, in sixteen bits each: no map holds a text for each of them.
type gram uint64

// add is a gram with another character at its end; of five the first is left out.
func (g gram) add(id uint16) gram { return g<<16 | gram(id) }

// last are the last n characters of a gram.
func (g gram) last(n int) gram { return g & (1<<(16*n) - 1) }

// length is how many characters a gram has.
func (g gram) length() (n int) {
	for ; g != 0; g >>= 16 {
		n++
	}
	return n
}

// firstCharacter is the first that is a word of its own: below it are the ids of what has more than sixteen bits.
const firstCharacter = 0x2E80

// alphabet gives every character that is a word of its own an id of sixteen bits: its number, or for rare ones, beyond
// the basic plane, one of those that no such character has.
type alphabet struct {
	ids  map[rune]uint16
	rare []rune // by id, from 1
}

// clauseEnd is the character of search.Break.
const clauseEnd = '\uE000'

// otherRare is the id of all rare characters that were not learned.
const otherRare = firstCharacter - 1

// learn gives the characters of a word an id.
func (a *alphabet) learn(word string) uint16 {
	id := a.id(word)
	if id != otherRare || len(a.rare) == otherRare-1 {
		return id
	}
	if a.ids == nil {
		a.ids = map[rune]uint16{}
	}
	r, _ := utf8.DecodeRuneInString(word)
	a.rare = append(a.rare, r)
	a.ids[r] = uint16(len(a.rare))
	return a.ids[r]
}

// id is 0 where a word is none of one character: the end of a clause, or of Latin letters and digits.
func (a *alphabet) id(word string) uint16 {
	r, size := utf8.DecodeRuneInString(word)
	switch {
	case size < len(word) || r < firstCharacter || r == clauseEnd:
		return 0
	case r <= 0xFFFF:
		return uint16(r)
	}
	if id, known := a.ids[r]; known {
		return id
	}
	return otherRare
}

// kind is what search.Words makes of a character between two Latin letters.
func (a *alphabet) kind(r rune) uint16 {
	words := slices.Collect(search.Words("a" + string(r) + "a"))
	n := len(words)
	switch {
	case n < 2 || n > 3 || words[0].Text != "a" || words[n-1].Text != "a":
		return ofWords
	case n == 2:
		return none
	case words[1].Text == search.Break:
		return ending
	}
	if id := a.id(words[1].Text); id >= firstCharacter {
		return id
	}
	return ofWords
}

// text is a gram as it is read.
func (a *alphabet) text(g gram) string {
	var all [Longest]rune
	n := g.length()
	for i := range n {
		id := rune(g >> (16 * (n - 1 - i)) & 0xFFFF)
		switch {
		case id == otherRare:
			id = utf8.RuneError
		case id < firstCharacter:
			id = a.rare[id-1]
		}
		all[i] = id
	}
	return string(all[:n])
}
