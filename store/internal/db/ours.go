package db

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"mingpao/store/search"
)

// errStrange is of a file in which something else is in the place of what we made, or acts on it.
var errStrange = errors.New("do not trust it; restore a backup, or take a copy from where you know it to be whole")

// named is a row of a file's schema; names are in small letters, as SQLite compares them.
type named struct{ Kind, Name, Table, Text string }

func scanNamed(row Scanner) (n named, err error) {
	err = row.Scan(&n.Kind, &n.Name, &n.Table, &n.Text)
	return n, err
}

// Named are all tables, views, indexes and triggers of a file but those that SQLite keeps for itself.
func (v View) Named(ctx context.Context) ([]named, error) {
	return Collect(ctx, v, scanNamed, `SELECT type, lower(name), lower(tbl_name), coalesce(sql, '') FROM sqlite_schema
		WHERE name NOT LIKE 'sqlite~_%' ESCAPE '~'`)
}

// checkNames makes sure that each name of ours is the table, view or index that we made, and that nothing acts on it: a
// view in place of a table may never end, a trigger may undo what is written. What else a person keeps in the file is
// left alone.
func (v View) checkNames(ctx context.Context, version int) error {
	all, err := schemas()
	if err != nil {
		return err
	}
	found, err := v.Named(ctx)
	if err != nil {
		return err
	}
	missing := map[string]bool{}
	for name, m := range all[version] {
		missing[name] = m.Kind != "index" && !isOfIndex(name) // verify names those, and can make them anew
	}
	for _, n := range found {
		if err := v.checkName(ctx, all[version], all[len(all)-1], n); err != nil {
			return err
		}
		delete(missing, n.Name)
	}
	for name, matters := range missing {
		if matters {
			return strangef("its table %s is missing", name)
		}
	}
	return nil
}

// checkName checks a row of a file's schema against that of its version, and against the names that today's needs.
func (v View) checkName(ctx context.Context, then, today schema, n named) error {
	ours, isOurs := then[n.Name]
	_, isTaken := today[n.Name]
	switch {
	case n.Kind == "trigger":
		if _, acts := then[n.Table]; acts {
			return strangef("a trigger, %.80q, acts on its table %s", n.Name, n.Table)
		}
		return nil
	case !isOurs && isTaken && !isOfIndex(n.Name):
		return fmt.Errorf("a %s of yours has the name %s, which a newer version needs; rename it", n.Kind, n.Name)
	case !isOurs:
		return nil
	case n.Kind != ours.Kind || ours.Kind == "index" && n.Table != ours.Table:
		return strangef("its %s %s is not one that mingpao made", n.Kind, n.Name)
	case ours.Kind == "index" || ours.isMadeBy(n.Text):
		return nil
	}
	same, err := v.isSame(ctx, n, ours)
	if err == nil && !same {
		err = strangef("its %s %s is not the one that mingpao made", n.Kind, n.Name)
	}
	return err
}

func strangef(format string, args ...any) error {
	return fmt.Errorf(format+"; %w", append(args, errStrange)...)
}

// isOfIndex tells the names of the index of the text, which can be made anew.
func isOfIndex(name string) bool { return name == "search" || strings.HasPrefix(name, "search_") }

// isSame reports whether what was made by another text is what we made all the same: a table with the same columns, as
// another tool writes it; an index of the text by an earlier cutting, which is made anew before it is used.
func (v View) isSame(ctx context.Context, n named, ours made) (bool, error) {
	if isOfIndex(n.Name) {
		return v.hasOldTerms(ctx)
	}
	if ours.Kind != "table" {
		return false, nil
	}
	columns, err := Collect(ctx, v, Column[string],
		"SELECT lower(name) || ' ' || lower(type) FROM pragma_table_xinfo(?) WHERE hidden = 0", n.Name)
	for _, column := range ours.columns() {
		if !slices.Contains(columns, column) {
			return false, err
		}
	}
	return true, err
}

// columns are the columns of a table of ours with their types: "id text".
func (m made) columns() (all []string) {
	depth, text := 0, m.Tokens()
	for i, token := range text[:columnsEnd(text)] {
		if token == "(" {
			depth++
		}
		if depth == 1 && (token == "(" || token == ",") {
			all = append(all, text[i+1]+" "+text[i+2])
		}
		if token == ")" {
			depth--
		}
	}
	return all
}

// hasOldTerms reports whether the index of the text is one of an earlier cutting.
func (v View) hasOldTerms(ctx context.Context) (bool, error) {
	terms, _, err := v.About(ctx, "terms")
	return terms != fmt.Sprint(search.TermsVersion), err
}

// checkIndex refuses an index of an earlier cutting to a reader, who cannot make it anew.
func (v View) checkIndex(ctx context.Context) error {
	all, err := schemas()
	if err != nil {
		return err
	}
	found, err := v.Named(ctx)
	for _, n := range found {
		if isOfIndex(n.Name) && !all[len(all)-1][n.Name].isMadeBy(n.Text) {
			return fmt.Errorf("%w: its index is; mingpao vacuum brings it up to date", ErrOlder)
		}
	}
	return err
}

// Others names what a person keeps beside the archive's own tables: "table notes".
func (d *DB) Others(ctx context.Context) (others []string, err error) {
	all, err := schemas()
	if err != nil {
		return nil, err
	}
	found, err := d.View().Named(ctx)
	for _, n := range found {
		if _, ours := all[len(all)-1][n.Name]; !ours {
			others = append(others, n.Kind+" "+n.Name)
		}
	}
	return others, Fault(d.Path(), "read schema", err)
}

// refersToOurs reports whether a table of a person's own refers to one of ours: whether its rows allow that ours
// change, or go with them, is no business of a run.
func (v View) refersToOurs(ctx context.Context, version int) (bool, error) {
	all, err := schemas()
	if err != nil {
		return false, err
	}
	found, err := v.Named(ctx)
	for _, n := range found {
		_, ours := all[version][n.Name]
		for rest := tokensOf(n.Text); !ours && len(rest) > 1; rest = rest[1:] {
			if _, refers := all[version][rest[1]]; refers && rest[0] == "references" {
				return true, nil
			}
		}
	}
	return false, err
}
