package store

import "strings"

// where is the condition of an expression on the table heads, with its arguments. All that the index can answer at
// once is one question to it.
func (e Expression) where() (string, []any) {
	var conditions []string
	var args []any
	if match := e.match(); match != "" {
		conditions = append(conditions, inIndex("search"))
		args = append(args, match)
	}
	for _, g := range e.groups {
		if g.plain() && (!g[0].not || e.anyPlain()) {
			continue
		}
		var members []string
		for _, a := range g {
			condition, values := a.where()
			members = append(members, condition)
			args = append(args, values...)
		}
		conditions = append(conditions, "("+strings.Join(members, " OR ")+")")
	}
	return strings.Join(conditions, " AND "), args
}

func inIndex(column string) string {
	return "heads.article IN (SELECT article FROM search JOIN indexed USING (docid) WHERE " + column + " MATCH ?)"
}

// where is the condition of one member.
func (a atom) where() (string, []any) {
	condition, value := inIndex("search"), group{a}.match()
	switch a.field {
	case inTitle:
		condition = inIndex("title")
	case byAuthor:
		condition = "heads.article IN (SELECT article FROM authors WHERE name IN (SELECT name FROM (SELECT DISTINCT name FROM authors) WHERE " + namePart + "))"
		value = Fold(a.text)
	}
	if a.not {
		condition = "NOT " + condition
	}
	return condition, []any{value}
}

// namePart holds where a name has a part, both folded. Fold is known to the connections of this program: no view or
// table needs it.
const namePart = "instr(fold(name), ?) > 0"
