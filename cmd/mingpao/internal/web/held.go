package web

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"mingpao/extract/site"
	"mingpao/store"
)

// sectionLabel is what a section is called, from what its pages print.
func (q *request) sectionLabel(section, printed string) string {
	if label := q.sectionLabels([]string{section})[0]; label != section {
		return label
	}
	return cmp.Or(printed, section)
}

// nameKinds are the kinds of names.
var nameKinds = []string{"author", "column", "keyword"}

// heldNames are the names of a kind, the most frequent first.
func (q *request) heldNames(kind string) ([]store.NameCount, error) {
	return figure(q, kind, func(ctx context.Context) ([]store.NameCount, error) {
		switch kind {
		case "author":
			return q.archive.Authors(ctx, store.Filter{})
		case "column":
			return q.archive.Columns(ctx, store.Filter{})
		}
		return q.archive.Keywords(ctx, store.Filter{})
	})
}

// heldSections are the sections of the archive in the paper's order.
func (q *request) heldSections() ([]store.SectionCount, error) {
	all, err := figure(q, "sections", func(ctx context.Context) ([]store.SectionCount, error) {
		return q.archive.Sections(ctx, store.Filter{})
	})
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b store.SectionCount) int {
		return placeOf(a.Edition, a.Code) - placeOf(b.Edition, b.Code)
	})
	return all, err
}

// printedNames are what the pages of sections print above their articles, by edition and code.
func (q *request) printedNames() (map[string]string, error) {
	all, err := q.heldSections()
	names := map[string]string{}
	for _, s := range all {
		names[s.Edition+"/"+s.Code] = s.Name
	}
	return names, err
}

// placeOfName is where an edition, or a section written as edition and code, stands in the paper.
func placeOfName(name string) int {
	edition, code, ok := strings.Cut(name, "/")
	if !ok {
		return slices.IndexFunc(site.Editions, func(e site.Edition) bool { return e.Code == edition })
	}
	return placeOf(edition, code)
}

// placeOf is where a section stands in the paper. Those that the table of the site does not know follow their
// edition's others.
func placeOf(edition, code string) int {
	i := slices.IndexFunc(site.Sections, func(s site.Section) bool { return s.Edition == edition && s.Code == code })
	if i < 0 {
		i = len(site.Sections)
	}
	e := slices.IndexFunc(site.Editions, func(e site.Edition) bool { return e.Code == edition })
	return e*(len(site.Sections)+1) + i
}

// catalogue is what counts and lists are made of.
func (q *request) catalogue() (*store.Catalogue, error) {
	return figure(q, "catalogue", q.archive.Catalogue)
}
