// Package byline reads who wrote an article, and in which column.
//
//	authors.go   the people credited with the writing, by all that page and text say
//	credits.go   credit lines: roles and the names after them
//	names.go     people's names in a list
//	columns.go   regular columns; openings.go has those that only a list can tell from speakers
package byline

import (
	"strings"

	"mingpao/extract/internal/block"
	"mingpao/extract/internal/chars"
	"mingpao/extract/site"
)

// OfPage are the people that the page names outside of its text: in the line below the section, the headline or
// the column's name. A place counts only where the section uses it for authors.
func OfPage(f *block.Form) []string {
	switch traits := f.Ref.Section().Traits; {
	case traits.Byline:
		if names := columnist(f.Byline); len(names) > 0 {
			return names
		}
		return titleAuthors(f.Title)
	case traits.Confirmed:
		return confirmedByTitle(f.Title, f.Byline)
	}
	if f.Ref.Edition == site.Finance {
		if name, ok := namedColumn(f.Title); ok {
			return []string{name}
		}
	}
	if _, roles := EndCredit(f.Title); len(roles) > 0 {
		return writers(roles)
	}
	return nil
}

// columnist reads the line below the section on the pages of columnists: a name, or 文．X／編輯．Y.
func columnist(byline string) []string {
	if roles := Credits(byline); len(roles) > 0 {
		return writers(roles)
	}
	return splitNames(byline)
}

// titleAuthors reads the author from the headline: 題／文：X, 題 / X, 題 / 文．X／編輯．Y.
func titleAuthors(title string) []string {
	for _, slash := range []string{"／文", "∕文", " / "} {
		i := strings.LastIndex(title, slash)
		if i < 0 {
			continue
		}
		return columnist(strings.TrimLeft(title[i:], Slashes+" "))
	}
	return nil
}

// confirmedByTitle is the author that opens both the headline, X：…, and a line that names a column, X 欄名. A headline's
// opening alone may be a speaker, the line alone a column.
func confirmedByTitle(title, line string) []string {
	head, _, ok := chars.CutColon(afterBar(title))
	if !ok || head == "" {
		return nil
	}
	if rest, ok := strings.CutPrefix(line, head); ok && (rest == "" || rest[0] == ' ') {
		return splitNames(head)
	}
	return nil
}

// afterBar cuts a topic and its bar off a headline: 題目｜X：….
func afterBar(title string) string {
	for _, bar := range Bars {
		if i := strings.Index(title, bar); i >= 0 {
			title = title[i+len(bar):]
		}
	}
	return strings.TrimSpace(title)
}

// Bars part a topic from a headline. The third is an ideograph that the site uses as one.
var Bars = []string{"｜", "︱", "丨", "|", "│"}

// namedColumn is the person of 【X專欄】.
func namedColumn(title string) (string, bool) {
	_, rest, ok := strings.Cut(title, "【")
	if !ok {
		return "", false
	}
	name, _, ok := strings.Cut(rest, "專欄】")
	return name, ok && IsName(name)
}

// Authors are all people credited with the writing, the page's own word first.
func Authors(f *block.Form, signed []block.Signed) []string {
	found, seen := []string{}, map[string]bool{}
	add := func(names ...string) {
		for _, n := range names {
			if !seen[n] {
				seen[n] = true
				found = append(found, n)
			}
		}
	}
	add(OfPage(f)...)
	for _, l := range signed {
		switch l.Rule.Effect {
		case block.Reporter:
			names, _ := Reporters(l.Text)
			add(names...)
		case block.Credit:
			add(writers(Credits(l.Text))...)
		case block.Label:
			add(labelAuthors(f, l.Text)...)
		case block.Keep:
			_, roles := EndCredit(l.Text)
			add(writers(roles)...)
		}
	}
	return found
}

// labelAuthors reads [X] at the end: on the opinion page the author, elsewhere a column that the headline must confirm.
func labelAuthors(f *block.Form, text string) []string {
	in, ok := LabelText(text)
	if !ok {
		return nil
	}
	if f.Ref.Section().Traits.Forum {
		return splitNames(in)
	}
	return confirmedByTitle(f.Title, in)
}

func writers(roles []namedRole) []string {
	var names []string
	for _, r := range roles {
		if r.writing {
			names = append(names, r.Names...)
		}
	}
	return names
}
