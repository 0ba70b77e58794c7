package words

import (
	"fmt"
	"slices"
	"strings"

	"mingpao/extract"
)

// Speech is a language of the reading room.
type Speech int

// The languages.
const (
	Chinese Speech = iota // Traditional, as in Hong Kong
	English
)

// Prefix is the name of the language in addresses.
func (s Speech) Prefix() string { return []string{"zh", "en"}[s] }

// Tag is the language as HTML names it.
func (s Speech) Tag() string { return []string{"zh-Hant-HK", "en"}[s] }

// Say says something in a language. A number comes first where a word depends on it: "%d article|%d articles".
func (s Speech) Say(key string, args ...any) string {
	both, ok := sentence(key)
	if !ok {
		panic("no words for " + key) // a test looks at every key
	}
	text := numbered(both[s], args...)
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}

// numbered is the sentence for the number that comes first: of one, or of many.
func numbered(text string, args ...any) string {
	one, many, ok := strings.Cut(text, "|")
	first := slices.IndexFunc(args, func(arg any) bool { _, isNumber := arg.(int); return isNumber })
	if !ok || first >= 0 && args[first] == 1 {
		return one
	}
	return many
}

// Numbered is Sprintf of the form for the number that comes first: "%d article|%d articles".
func Numbered(text string, args ...any) Counted { return Counted{text, args} }

// Counted is a part of a message with a number in it.
type Counted struct {
	text string
	args []any
}

// String is the part in English.
func (c Counted) String() string {
	form := numbered(c.text, c.args...)
	if !strings.Contains(form, "%") { // once
		return form
	}
	return fmt.Sprintf(form, c.args...)
}

// In is the part in a language.
func (c Counted) In(s Speech) string {
	if s == English {
		return c.String()
	}
	return fmt.Sprintf(chinese(c.text), c.args...)
}

// Access is the mark of an article that is not known to be whole, "" of any other.
func (s Speech) Access(a extract.Access) string {
	if a != extract.Excerpt && a != extract.Unknown {
		return ""
	}
	return s.Say("access-" + string(a))
}

// Knows reports whether there are words for a key.
func Knows(key string) bool {
	_, ok := sentence(key)
	return ok
}

// sentence returns the sentence of a key, in both languages.
func sentence(key string) (both [2]string, ok bool) {
	for _, table := range []map[string][2]string{vocabulary, searchVocabulary, dayVocabulary, trendVocabulary} {
		if both, ok = table[key]; ok {
			return both, true
		}
	}
	return both, false
}
