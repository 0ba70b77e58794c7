package answer

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"mingpao/extract/site"
	"mingpao/store/catalog"
)

// SectionLabel is the name of a section, from the table or as its pages print it.
func (q *Request) SectionLabel(section, printed string) string {
	if label := q.SectionLabels([]string{section})[0]; label != section {
		return label
	}
	return cmp.Or(printed, section)
}

// HeldNames are the names of a kind, the most frequent first.
func (q *Request) HeldNames(kind string) ([]catalog.NameCount, error) {
	return Figure(q, kind, func(ctx context.Context) ([]catalog.NameCount, error) {
		c, err := q.in(ctx).Catalogue()
		switch {
		case err != nil:
			return nil, err
		case kind == "keyword":
			return q.Archive.Catalog().KeywordsOf(ctx, c)
		}
		return c.Names(kind), nil
	})
}

// HeldSections are the sections of the archive in the paper's order.
func (q *Request) HeldSections() ([]catalog.SectionCount, error) {
	all, err := Figure(q, "sections", func(ctx context.Context) ([]catalog.SectionCount, error) {
		c, err := q.in(ctx).Catalogue()
		if err != nil {
			return nil, err
		}
		return q.Archive.Catalog().SectionsOf(ctx, c)
	})
	all = slices.Clone(all)
	SortSections(all)
	return all, err
}

// SortSections puts sections into the paper's order.
func SortSections(all []catalog.SectionCount) {
	slices.SortStableFunc(all, func(a, b catalog.SectionCount) int {
		return PlaceOf(a.Edition, a.Code) - PlaceOf(b.Edition, b.Code)
	})
}

// PrintedNames are the names of sections as printed above their articles, by edition and code.
func (q *Request) PrintedNames() (map[string]string, error) {
	all, err := q.HeldSections()
	names := map[string]string{}
	for _, s := range all {
		names[s.Edition+"/"+s.Code] = s.Name
	}
	return names, err
}

// PlaceOfName is the place in the paper of an edition, or of a section written as edition and code.
func PlaceOfName(name string) int {
	edition, code, ok := strings.Cut(name, "/")
	if !ok {
		return slices.IndexFunc(site.Editions, func(e site.Edition) bool { return e.Code == edition })
	}
	return PlaceOf(edition, code)
}

// PlaceOf is the place of a section in the paper. Those that the table of the site does not know follow their
// edition's others.
func PlaceOf(edition, code string) int {
	i := slices.IndexFunc(site.Sections, func(s site.Section) bool { return s.Edition == edition && s.Code == code })
	if i < 0 {
		i = len(site.Sections)
	}
	e := slices.IndexFunc(site.Editions, func(e site.Edition) bool { return e.Code == edition })
	return e*(len(site.Sections)+1) + i
}

// Catalogue is the data that counts and lists are made of.
func (q *Request) Catalogue() (*catalog.Catalogue, error) {
	return Figure(q, "catalogue", q.Archive.Catalog().Catalogue)
}
