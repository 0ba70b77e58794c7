package store

import (
	"slices"
	"strings"
)

// match is the question to the index for the groups that it answers alone, "" where none looks for something
// everywhere.
func (e Expression) match() string {
	var wanted, unwanted []string
	for _, g := range e.groups {
		switch {
		case !g.plain():
		case g[0].not:
			unwanted = append(unwanted, " NOT "+g.match())
		default:
			wanted = append(wanted, g.match())
		}
	}
	if len(wanted) == 0 {
		return ""
	}
	return strings.Join(wanted, " AND ") + strings.Join(unwanted, "")
}

// anyPlain tells whether something is looked for everywhere: the index has no question that only leaves out.
func (e Expression) anyPlain() bool {
	return slices.ContainsFunc(e.groups, func(g group) bool { return g.plain() && !g[0].not })
}

// isPlain tells whether the index answers for the whole expression at once.
func (e Expression) isPlain() bool {
	return e.match() != "" && !slices.ContainsFunc(e.groups, func(g group) bool { return !g.plain() })
}

// plain tells whether the index answers for the whole group at once.
func (g group) plain() bool {
	return !slices.ContainsFunc(g, func(a atom) bool { return a.field != anywhere })
}

func (g group) match() string {
	var all []string
	for _, a := range g {
		for _, p := range a.phrases {
			all = append(all, p.String())
		}
	}
	if len(all) == 1 {
		return all[0]
	}
	return "(" + strings.Join(all, " OR ") + ")"
}
