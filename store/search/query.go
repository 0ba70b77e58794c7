package search

import (
	"slices"
	"strings"
	"unicode"
)

// Expression is what a person looks for: groups that must all hold. The zero value looks for nothing.
type Expression struct {
	Groups []Group
}

// Group holds where one of its members does; a group with a single negated member holds where that does not.
type Group []Atom

// Atom is a word or phrase that is looked for in the title and text, in the title, or among the authors' names.
type Atom struct {
	Field   Field
	Not     bool
	Text    string   // as it was written
	Phrases []Phrase // its readings in words of the index, any of which will do
	Signed  []string // words with signs that the index leaves out, folded: c++, 100%
}

type Field string

const (
	Anywhere Field = ""
	InTitle  Field = "title"
	ByAuthor Field = "author"
)

// fields are the names of fields as a person writes them.
var fields = map[string]Field{"title": InTitle, "標題": InTitle, "author": ByAuthor, "作者": ByAuthor}

// QueryError is a query that cannot be understood as it is written: a kind of mistake, and the part that is one.
type QueryError struct{ Kind, Subject string }

func (e QueryError) Error() string { return strings.TrimSpace("query: " + e.Kind + " " + e.Subject) }

// ParseQuery reads a query: words that must all occur, "phrases", OR between two that may stand for each other, -word
// for one that must not occur, title: and author: before one. An error is a QueryError.
func ParseQuery(text string) (Expression, error) {
	var e Expression
	or := false
	all, _ := chunks(text)
	for _, c := range all {
		if c.isOr() {
			if or || len(e.Groups) == 0 {
				return Expression{}, QueryError{"or", ""}
			}
			or = true
			continue
		}
		a, err := c.atom()
		if err != nil {
			return Expression{}, err
		}
		if len(a.Phrases) == 0 {
			continue // nothing but punctuation
		}
		if err := e.add(a, or); err != nil {
			return Expression{}, err
		}
		or = false
	}
	return e, e.check(or)
}

// Open is the phrase of a query whose quotes are not closed, "" where there is none: it was taken to the end.
func Open(text string) string {
	all, isOpen := chunks(text)
	if !isOpen {
		return ""
	}
	return all[len(all)-1].text
}

// add puts a member into the last group after OR, else into a group of its own.
func (e *Expression) add(a Atom, or bool) error {
	if !or {
		e.Groups = append(e.Groups, Group{a})
		return nil
	}
	last := &e.Groups[len(e.Groups)-1]
	if a.Not || (*last)[0].Not {
		return QueryError{"or-not", a.Text}
	}
	*last = append(*last, a)
	return nil
}

func (e Expression) check(or bool) error {
	if or {
		return QueryError{"or", ""}
	}
	if len(e.Groups) == 0 {
		return QueryError{"nothing", ""}
	}
	for _, g := range e.Groups {
		if !g[0].Not {
			return nil
		}
	}
	return QueryError{"only-not", e.Groups[0][0].Text}
}

// chunk is a word or phrase of a query with what precedes it.
type chunk struct {
	not    bool
	field  string
	text   string
	quoted bool
}

// quotes open and close phrases.
const quotes = "\"“”＂「」『』"

// chunks splits a query at white space outside quotes. isOpen tells that the last one has a quote before it and none
// behind it.
func chunks(text string) (found []chunk, isOpen bool) {
	var c chunk
	var b strings.Builder
	end := func() {
		c.text = strings.TrimSpace(b.String())
		if c.text != "" || c.field != "" {
			found = append(found, c)
		}
		c = chunk{}
		b.Reset()
	}
	for _, r := range text {
		switch {
		case strings.ContainsRune(quotes, r):
			if c.quoted || b.Len() > 0 {
				end()
				continue
			}
			c.quoted = true
		case c.quoted:
			b.WriteRune(r)
		case unicode.IsSpace(r):
			end()
		case r == '-' && !c.not && b.Len() == 0 && c.field == "":
			c.not = true
		case (r == ':' || r == '：') && c.field == "" && isFieldName(b.String()):
			c.field = b.String()
			b.Reset()
		default:
			b.WriteRune(r)
		}
	}
	isOpen = c.quoted && strings.TrimSpace(b.String()) != ""
	end()
	return found, isOpen
}

// isFieldName reports whether a word before a colon may be meant as a field: a known one, or a Latin word as other
// programs have.
func isFieldName(s string) bool {
	if _, known := fields[strings.ToLower(s)]; known {
		return true
	}
	return s != "" && s != "http" && s != "https" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz_") == ""
}

func (c chunk) isOr() bool {
	return !c.quoted && !c.not && c.field == "" && (c.text == "OR" || c.text == "|" || c.text == "||")
}

// atom understands a chunk. What other programs take for an operator is none here, and no word either.
func (c chunk) atom() (Atom, error) {
	a := Atom{Not: c.not, Text: c.text}
	if c.field != "" {
		known, ok := fields[strings.ToLower(c.field)]
		switch {
		case !ok:
			return a, QueryError{"field", c.field}
		case c.text == "":
			return a, QueryError{"field-of-nothing", c.field}
		}
		a.Field = known
	}
	if !c.quoted {
		if err := c.operator(); err != nil {
			return a, err
		}
	}
	a.Phrases, a.Signed = readings(c.text), signed(c.text)
	return a, nil
}

func (c chunk) operator() error {
	switch c.text {
	case "AND", "&", "&&", "+":
		return QueryError{"and", c.text}
	case "NOT", "!":
		return QueryError{"not", c.text}
	case "NEAR":
		return QueryError{"near", c.text}
	}
	switch {
	case strings.HasPrefix(c.text, "("):
		return QueryError{"brackets", c.text}
	case strings.HasSuffix(c.text, "*"):
		return QueryError{"wildcard", strings.TrimRight(c.text, "*")}
	}
	return nil
}

// IsAny reports whether something is looked for.
func (e Expression) IsAny() bool { return len(e.Groups) > 0 }

// InTitle narrows an expression to what the headline has of it; ok is false where nothing of it is looked for there.
func (e Expression) InTitle() (narrowed Expression, ok bool) {
	for _, g := range e.Groups {
		var members Group
		for _, m := range g {
			if m.Field == Anywhere && !m.Not {
				m.Field, ok = InTitle, true
			}
			members = append(members, m)
		}
		narrowed.Groups = append(narrowed.Groups, members)
	}
	return narrowed, ok
}

// InText narrows an expression to what may stand in a text, below the headline: nothing that is looked for in headlines
// alone.
func (e Expression) InText() (narrowed Expression) {
	for _, g := range e.Groups {
		if g = slices.DeleteFunc(slices.Clone(g), func(a Atom) bool { return a.Field == InTitle }); len(g) > 0 {
			narrowed.Groups = append(narrowed.Groups, g)
		}
	}
	return narrowed
}

// AnyWord reports whether words are looked for, and not only authors.
func (e Expression) AnyWord() bool { return len(e.wanted()) > 0 }
