package search

import (
	"slices"
	"strings"
)

// Match is the question to the index for the groups that it answers alone, "" where none looks for something
// everywhere.
func (e Expression) Match() string {
	var wanted, unwanted []string
	for _, g := range e.Groups {
		switch {
		case !g.Plain():
		case g[0].Not:
			unwanted = append(unwanted, " NOT "+g.Match())
		default:
			wanted = append(wanted, g.Match())
		}
	}
	if len(wanted) == 0 {
		return ""
	}
	return strings.Join(wanted, " AND ") + strings.Join(unwanted, "")
}

// AnyPlain reports whether something is looked for everywhere: the index has no question that only leaves out.
func (e Expression) AnyPlain() bool {
	return slices.ContainsFunc(e.Groups, func(g Group) bool { return g.Plain() && !g[0].Not })
}

// IsPlain reports whether the index answers for the whole expression at once.
func (e Expression) IsPlain() bool {
	return e.Match() != "" && !slices.ContainsFunc(e.Groups, func(g Group) bool { return !g.Plain() })
}

// Plain reports whether the index answers for the whole group at once.
func (g Group) Plain() bool {
	return !slices.ContainsFunc(g, func(a Atom) bool { return a.Field != Anywhere || a.Signed != nil })
}

func (g Group) Match() string {
	var all []string
	for _, a := range g {
		for _, p := range a.Phrases {
			all = append(all, p.String())
		}
	}
	if len(all) == 1 {
		return all[0]
	}
	return "(" + strings.Join(all, " OR ") + ")"
}

// Holds reports whether an expression holds for an article, as the index would: for one that it no longer has.
func (e Expression) Holds(title, text string, authors []string) bool {
	for _, g := range e.Groups {
		if !slices.ContainsFunc(g, func(a Atom) bool { return a.occurs(title, text, authors) != a.Not }) {
			return false
		}
	}
	return true
}

// occurs reports whether what a member looks for is there.
func (a Atom) occurs(title, text string, authors []string) bool {
	has := func(text string) bool {
		for range (Expression{[]Group{{{Phrases: a.Phrases, Signed: a.Signed}}}}).Places(text) {
			return true
		}
		return false
	}
	switch a.Field {
	case ByAuthor:
		return slices.ContainsFunc(authors, func(name string) bool { return strings.Contains(Fold(name), Fold(a.Text)) })
	case InTitle:
		return has(title)
	}
	return has(title) || has(text)
}
