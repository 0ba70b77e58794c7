package filter

import (
	"context"
	"strings"
	"time"

	"mingpao/extract/site"
	"mingpao/extract/told"
	"mingpao/store/catalog"
)

// Choice is what a person chooses of an archive, as it was said. The zero value is all of it. As JSON it is kept in
// archives.
type Choice struct {
	From     string   `json:"from,omitempty"` // a day
	To       string   `json:"to,omitempty"`
	Editions []string `json:"editions,omitempty"`
	Sections []string `json:"sections,omitempty"`
	Authors  []string `json:"authors,omitempty"`
	Columns  []string `json:"columns,omitempty"`
	Keywords []string `json:"keywords,omitempty"`
	Access   []string `json:"access,omitempty"`
	Changed  bool     `json:"changed,omitempty"`
	Gone     bool     `json:"gone,omitempty"`
}

// Fault is a part of a choice that means nothing. Its words are those of the command line.
type Fault struct {
	Part, Value string // edition, PNX
	words       error
}

func (f *Fault) Error() string { return f.words.Error() }
func (f *Fault) Unwrap() error { return f.words }

// Faults are the parts that mean nothing in any archive.
func (c Choice) Faults(now time.Time) (faults []error) {
	if _, _, err := Days(c.From, c.To, now); err != nil {
		faults = append(faults, err)
	}
	for _, code := range c.editions() {
		if site.EditionOf(code).Code == "" {
			faults = append(faults, &Fault{"edition", code, told.Errorf("--edition: %q is none of pns, ins, fin, ol", code)})
		}
	}
	if _, err := Access(c.Access); err != nil {
		faults = append(faults, &Fault{"access", strings.Join(c.Access, " "), err})
	}
	return faults
}

// Filter finds out what a choice means, where names are meant as they are written. held are sections of the archive:
// the site's own are known without it.
func (c Choice) Filter(now time.Time, held []site.Section) (f catalog.Filter, err error) {
	if faults := c.Faults(now); len(faults) > 0 {
		return f, faults[0]
	}
	f = catalog.Filter{Editions: c.editions(), Authors: c.Authors, Columns: c.Columns, Keywords: c.Keywords,
		Changed: c.Changed, Gone: c.Gone}
	f.From, f.To, _ = Days(c.From, c.To, now) // these two have no fault
	f.Access, _ = Access(c.Access)
	if f.Sections, err = Sections(c.Sections, held); err != nil {
		return f, &Fault{"section", strings.Join(c.Sections, " "), err}
	}
	return f, nil
}

// In finds out what a choice means in an archive, where a part of a name means all names that have it in them.
func (c Choice) In(ctx context.Context, a *catalog.Catalog, now time.Time) (f catalog.Filter, err error) {
	var held []site.Section
	if len(c.Sections) > 0 {
		if held, err = a.SectionNames(ctx); err != nil {
			return f, err
		}
	}
	if f, err = c.Filter(now, held); err != nil {
		return f, err
	}
	if f.Authors, err = inFull(ctx, "author", c.Authors, a.Authors); err != nil {
		return f, err
	}
	f.Columns, err = inFull(ctx, "column", c.Columns, a.Columns)
	return f, err
}

// inFull are the names of an archive that parts mean.
func inFull(ctx context.Context, what string, parts []string,
	held func(context.Context, catalog.Filter) ([]catalog.NameCount, error)) ([]string, error) {
	if len(parts) == 0 {
		return nil, nil
	}
	all, err := held(ctx, catalog.Filter{})
	if err != nil {
		return nil, err
	}
	found, err := Names(what, parts, NamesOf(all))
	if err != nil {
		return nil, &Fault{what, strings.Join(parts, " "), err}
	}
	return found, nil
}

// NamesOf are the names that were counted.
func NamesOf(counts []catalog.NameCount) (names []string) {
	for _, c := range counts {
		names = append(names, c.Name)
	}
	return names
}

func (c Choice) editions() (codes []string) {
	for _, list := range c.Editions {
		codes = append(codes, strings.Split(strings.ToLower(list), ",")...)
	}
	return codes
}
