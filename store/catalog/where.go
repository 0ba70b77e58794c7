package catalog

import (
	"strings"

	"mingpao/store/search"
)

// whereExpression is the condition of an expression on the table heads, with its arguments. All that the index can
// answer at once is one question to it.
func whereExpression(e search.Expression) (string, []any) {
	var conditions []string
	var args []any
	if match := e.Match(); match != "" {
		conditions = append(conditions, inIndex("search"))
		args = append(args, match)
	}
	for _, g := range e.Groups {
		if g.Plain() && (!g[0].Not || e.AnyPlain()) {
			continue
		}
		var members []string
		for _, a := range g {
			condition, values := whereAtom(a)
			members = append(members, "("+condition+")")
			args = append(args, values...)
		}
		conditions = append(conditions, "("+strings.Join(members, " OR ")+")")
	}
	return strings.Join(conditions, " AND "), args
}

func inIndex(column string) string {
	return "heads.article IN (SELECT article FROM search JOIN indexed USING (docid) WHERE " + column + " MATCH ?)"
}

// whereAtom is the condition of one member.
func whereAtom(a search.Atom) (string, []any) {
	condition, value := inIndex("search"), search.Group{a}.Match()
	switch a.Field {
	case search.InTitle:
		condition = inIndex("title")
	case search.ByAuthor:
		condition = "heads.article IN (SELECT article FROM authors WHERE name IN (SELECT name FROM " +
			"(SELECT DISTINCT name FROM authors) WHERE " + namePart + "))"
		value = search.Fold(a.Text)
	}
	values := []any{value}
	for _, w := range a.Signed {
		if a.Field == search.ByAuthor {
			break
		}
		condition += " AND " + signedIn[a.Field]
		values = append(values, w)
	}
	if a.Not {
		condition = "NOT (" + condition + ")"
	}
	return condition, values
}

// signedIn holds where a word stands with its signs, which the index does not have.
var signedIn = map[search.Field]string{
	search.InTitle: "instr(replace(fold(heads.title), ' ', ''), ?) > 0",
	search.Anywhere: "(SELECT instr(replace(fold(heads.title || ' ' || body), ' ', ''), ?) FROM texts " +
		"WHERE texts.text = heads.text) > 0",
}

// namePart holds where a name has a part, both folded. Fold is known to the connections of this program: no view or
// table needs it.
const namePart = "instr(fold(name), ?) > 0"
