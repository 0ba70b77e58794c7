package db

import (
	"maps"
	"slices"
	"strings"
	"sync"
)

// made is a table, view or index as a statement makes it.
type made struct {
	Kind  string   // table, view, index
	Table string   // of an index
	SQL   string   // as SQLite keeps it
	Text  []string // in tokens, of a table that was changed; nil: those of sql
}

// Tokens are what a statement comes down to: neither spaces, comments and the case of letters nor the way in which a
// name is quoted make another one.
func (m made) Tokens() []string {
	if m.Text != nil {
		return m.Text
	}
	return tokensOf(m.SQL)
}

// isMadeBy reports whether a file's own words for it make the same. Cutting them all up takes longer than reading them.
func (m made) isMadeBy(sql string) bool {
	return m.Text == nil && m.SQL == sql || slices.Equal(tokensOf(sql), m.Tokens())
}

// schema is what statements make, by name. It is worked out from their text: SQLite takes 20 ms to make an archive's.
type schema map[string]made

// indexTables are what SQLite makes for the index of the text.
const indexTables = `
CREATE TABLE 'search_segments'(blockid INTEGER PRIMARY KEY, block BLOB);
CREATE TABLE 'search_segdir'(level INTEGER,idx INTEGER,start_block INTEGER,leaves_end_block INTEGER,` +
	`end_block INTEGER,root BLOB,PRIMARY KEY(level, idx));
CREATE TABLE 'search_stat'(id INTEGER PRIMARY KEY, value BLOB);`

// schemas are an archive's by its version: what the migrations have made when that many were carried out.
var schemas = sync.OnceValues(func() ([]schema, error) {
	steps, err := migrations()
	all := []schema{{}}
	for i, step := range steps {
		s := maps.Clone(all[i])
		delete(s, "search") // the index comes last, and is made once
		if i+1 == SightingsStep {
			s.carryOut(SetAside)
		}
		s.carryOut(step)
		if i+1 == SightingsStep {
			s.carryOut(DropAside)
		}
		if i+1 == WitnessesStep {
			s.carryOut(DropSightings)
		}
		if i+1 >= SightingsStep { // before it, there was an index that is dropped unread
			s.carryOut(EmptyIndex + indexTables)
		}
		all = append(all, s)
	}
	return all, err
})

// carryOut does to a schema what statements do to a file's.
func (s schema) carryOut(statements string) {
	begun := 0 // where a statement begins; a comment before it does not belong to it
	for at := 0; at < len(statements); {
		size := tokenSize(statements[at:])
		switch blank := isBlank(statements[at : at+size]); {
		case statements[at] == ';':
			s.statement(statements[begun:at])
			begun = at + size
		case blank && begun == at:
			begun = at + size
		}
		at += size
	}
}

func (s schema) statement(sql string) {
	kind, rest, _ := strings.Cut(sql, " ")
	switch kind {
	case "CREATE":
		s.create(sql)
	case "DROP":
		s.drop(without(tokensOf(rest), "if", "exists")[1])
	case "ALTER":
		t := tokensOf(rest)
		s.alter(t[1], t[2:])
	}
}

func (s schema) create(sql string) {
	head, _, _ := strings.Cut(sql, "(")
	t := tokensOf(head)
	at := slices.IndexFunc(t, func(token string) bool { return token == "table" || token == "view" || token == "index" })
	m := made{Kind: t[at], SQL: sql}
	if m.Kind == "index" {
		m.Table = t[at+3] // name ON table
	}
	s[strings.Trim(t[at+1], "'")] = m
}

// drop takes a table with its indexes.
func (s schema) drop(name string) {
	maps.DeleteFunc(s, func(other string, m made) bool { return other == name || m.Table == name })
}

// alter renames a table or adds a column, which SQLite puts after the last one and before what is said of them all.
func (s schema) alter(name string, how []string) {
	table := s[name]
	if how[0] == "rename" {
		delete(s, name)
		s[how[2]] = table
		for index, m := range s {
			if m.Table == name {
				m.Table = how[2]
				s[index] = m
			}
		}
		return
	}
	column := append([]string{","}, without(how[1:], "column")...)
	text := slices.Clone(table.Tokens())
	table.Text = slices.Insert(text, columnsEnd(text), column...)
	s[name] = table
}

// columnsEnd is where the columns of a table end in its text.
func columnsEnd(t []string) int {
	depth := 0
	for i, token := range t {
		switch {
		case token == "(":
			depth++
		case token == ")":
			depth--
		}
		if token == ")" && depth == 0 || token == "," && depth == 1 &&
			slices.Contains([]string{"primary", "unique", "check", "foreign", "constraint"}, t[i+1]) {
			return i
		}
	}
	return len(t)
}

// without drops words from a statement where they stand together.
func without(t []string, words ...string) []string {
	for i := range t {
		if rest := t[i:]; len(rest) >= len(words) && slices.Equal(rest[:len(words)], words) {
			return slices.Concat(t[:i], rest[len(words):])
		}
	}
	return t
}

// tokensOf cuts statements into words in small letters, names without their quotation marks, strings and signs.
func tokensOf(text string) (tokens []string) {
	for text != "" {
		size := tokenSize(text)
		token := text[:size]
		text = text[size:]
		switch c := token[0]; {
		case isBlank(token):
		case c == '"' || c == '`' || c == '[':
			tokens = append(tokens, strings.ToLower(token[1:max(1, size-1)]))
		case c == '\'':
			tokens = append(tokens, token)
		default:
			tokens = append(tokens, strings.ToLower(token))
		}
	}
	return tokens
}

// tokenSize is the length of the token that a text begins with.
func tokenSize(text string) int {
	until := func(end string) int {
		if _, rest, found := strings.Cut(text[1:], end); found {
			return len(text) - len(rest)
		}
		return len(text)
	}
	switch c := text[0]; {
	case strings.HasPrefix(text, "--"):
		return until("\n")
	case strings.HasPrefix(text, "/*"):
		return until("*/")
	case c == '[':
		return until("]")
	case c == '"' || c == '`' || c == '\'': // a doubled one makes two tokens, which no other text has
		return until(text[:1])
	case !isWord(c):
		return 1
	}
	size := 1
	for size < len(text) && isWord(text[size]) {
		size++
	}
	return size
}

// isBlank tells a space or a comment.
func isBlank(token string) bool {
	return strings.IndexByte(" \t\r\n\f", token[0]) >= 0 || len(token) > 1 && (token[0] == '-' || token[0] == '/')
}

func isWord(c byte) bool {
	return c == '_' || c >= 0x80 || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
