package search

import (
	_ "embed"
	"iter"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Phrase is words of the index that follow one another.
type Phrase []string

func (p Phrase) String() string { return `"` + strings.Join(p, " ") + `"` }

func phraseOf(text string) Phrase {
	var p Phrase
	for w := range Words(text) {
		p = append(p, w.Text)
	}
	for len(p) > 0 && p[0] == Break {
		p = p[1:]
	}
	for len(p) > 0 && p[len(p)-1] == Break {
		p = p[:len(p)-1]
	}
	return p
}

// maxReadings bounds how many Traditional texts a Simplified one is taken to mean.
const maxReadings = 16

// readings are the phrases that a text may mean: itself and, for a Simplified one, its Traditional forms. 头发 is 頭髮 by
// OpenCC's phrases; 发 alone may be 發 or 髮. None where the text has no word.
func readings(text string) []Phrase {
	own := phraseOf(text)
	if len(own) == 0 {
		return nil
	}
	found := []Phrase{own}
	for _, t := range traditional(text) {
		p := phraseOf(t)
		if !slices.ContainsFunc(found, func(q Phrase) bool { return slices.Equal(p, q) }) {
			found = append(found, p)
		}
	}
	return found
}

// traditional are the Traditional texts that a text may stand for, none where no character of it is ambiguous.
func traditional(text string) []string {
	if !strings.ContainsFunc(text, func(r rune) bool { return known().ambiguous[r] != "" }) {
		return nil
	}
	simplified := strings.ContainsFunc(text, isSimplified)
	all := []string{""}
	for text != "" {
		size, options := nextReading(text, simplified)
		text = text[size:]
		var longer []string
		for _, begun := range all {
			for _, o := range options {
				longer = append(longer, begun+o)
			}
		}
		all = longer[:min(len(longer), maxReadings)]
	}
	return all
}

// nextReading is how many bytes at the beginning of a text are read together, and what they may mean.
func nextReading(text string, simplified bool) (int, []string) {
	if size, meant := phraseReading(text); size > 0 {
		return size, meant
	}
	r, size := utf8.DecodeRuneInString(text)
	options := known().ambiguous[r]
	if options == "" || !simplified {
		return size, []string{text[:size]}
	}
	return size, strings.Split(options, "")
}

// isSimplified reports whether a character is in no Traditional text.
func isSimplified(r rune) bool {
	if options := known().ambiguous[r]; options != "" {
		return !strings.ContainsRune(options, r)
	}
	return known().oneWay[r]
}

// phrases is OpenCC's dictionary of phrases: a Simplified one, a tab, the Traditional ones that it may stand for. It is
// read when a query first needs it.
//
//go:embed opencc/phrases.txt
var phrases string

// phrasesOf are the phrases' Traditional forms.
var phrasesOf = sync.OnceValue(func() map[string]string {
	all := make(map[string]string, 50_000)
	for line := range strings.Lines(phrases) {
		from, to, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		all[from] = to
	}
	return all
})

// longestPhrase is how many characters a phrase of the dictionary has at most.
const longestPhrase = 10

// phraseReading is the longest phrase at the beginning of a text with its Traditional forms; 0 where there is none.
func phraseReading(text string) (size int, meant []string) {
	end := 0
	for n := 0; n < longestPhrase && end < len(text); n++ {
		_, width := utf8.DecodeRuneInString(text[end:])
		end += width
		if to, ok := phrasesOf()[text[:end]]; ok {
			size, meant = end, strings.Fields(to)
		}
	}
	return size, meant
}

// Places yields where a text holds what an expression looks for, in bytes, one after the other. It reads no further
// than it is asked for.
func (e Expression) Places(text string) iter.Seq2[int, int] {
	return func(yield func(start, end int) bool) {
		wanted := e.wanted()
		var last []Word // of the text, as many as the longest phrase has
		longest, free := 0, 0
		for _, p := range wanted {
			longest = max(longest, len(p))
		}
		if longest == 0 { // an author is looked for, or nothing
			return
		}
		for w := range Words(text) {
			if len(last) == longest {
				last = append(last[:0], last[1:]...)
			}
			last = append(last, w)
			n := endingPhrase(wanted, last)
			if n == 0 || last[len(last)-n].Start < free {
				continue
			}
			start := last[len(last)-n].Start
			if e.hasSigns() && !e.isSigned(phraseOf(text[start:w.End]), text, start, w.End) {
				continue
			}
			free = w.End
			if !yield(start, w.End) {
				return
			}
		}
	}
}

// Around is the part of a text, in bytes, that shows the first place which an expression looks for: so many characters
// before it and after its beginning, fewer where a word of Latin letters or a number would be cut. Of a text that has
// none it is the beginning.
func (e Expression) Around(text string, before, behind int) (start, end int) {
	hit := [2]int{}
	for from, to := range e.Places(text) {
		hit = [2]int{from, to}
		break
	}
	start, end = hit[0], hit[0]
	for ; before > 0 && start > 0; before-- {
		_, size := utf8.DecodeLastRuneInString(text[:start])
		start -= size
	}
	for ; behind > 0 && end < len(text); behind-- {
		_, size := utf8.DecodeRuneInString(text[end:])
		end += size
	}
	return edge(text, start, hit[0]), edge(text, end, hit[1])
}

// maxWord is how many bytes of a word are left out so that it is not cut: more have names of files and addresses.
const maxWord = 24

// edge is the place nearest to one in a text, towards another, that cuts no word of Latin letters and no number.
func edge(text string, at, towards int) int {
	step := 1
	if towards < at {
		step = -1
	}
	for near := at; near != towards+step && (near-at)*step <= maxWord; near += step {
		if !cutsWord(text, near) {
			return near
		}
	}
	return at
}

func cutsWord(text string, at int) bool {
	if at == 0 || at == len(text) {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	behind, _ := utf8.DecodeRuneInString(text[at:])
	return !utf8.RuneStart(text[at]) || isLatin(before) && isLatin(behind)
}

func isLatin(r rune) bool { return unicode.Is(unicode.Latin, r) || unicode.IsDigit(r) }

// wanted are the phrases that are looked for in texts.
func (e Expression) wanted() []Phrase {
	var all []Phrase
	for _, g := range e.Groups {
		for _, a := range g {
			if !a.Not && a.Field != ByAuthor {
				all = append(all, a.Phrases...)
			}
		}
	}
	return all
}

// endingPhrase is how many of the last words are the longest of the phrases; 0 if none ends here.
func endingPhrase(wanted []Phrase, last []Word) int {
	best := 0
	for _, p := range wanted {
		if len(p) > best && len(p) <= len(last) && slices.EqualFunc(p, last[len(last)-len(p):],
			func(s string, w Word) bool { return s == w.Text }) {
			best = len(p)
		}
	}
	return best
}
