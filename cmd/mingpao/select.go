package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/filter"
	"mingpao/extract/site"
	"mingpao/store"
	"mingpao/store/catalog"
)

// filterFlags narrow what is read from the archive. They are the same for every command.
type filterFlags struct {
	db               string
	from, to         string
	sections         []string
	editions         []string
	authors, columns []string
	access           []string
	changed, gone    bool
	limit            int
}

func (f *filterFlags) add(cmd *cobra.Command) {
	f.addChoice(cmd)
	cmd.Flags().IntVar(&f.limit, "limit", 0, "at most so `MANY` (default no limit)")
}

// addChoice adds all but the number: what counts has no use for it.
func (f *filterFlags) addChoice(cmd *cobra.Command) {
	cli.DBFlag(cmd, &f.db)
	flags := cmd.Flags()
	flags.StringVar(&f.from, "from", "", "published since this `DAY`: 2025-12-03, 2025-12, today, yesterday, -7d")
	flags.StringVar(&f.to, "to", "", "published until this `DAY`, which is included")
	flags.StringArrayVar(&f.sections, "section", nil,
		"only the section of this `NAME`: 觀點, pns/s00012 (repeat, or put commas between)")
	flags.StringArrayVar(&f.editions, "edition", nil,
		"only this `EDITION`: pns (daily paper), ins (instant news), fin, ol")
	flags.StringArrayVar(&f.authors, "author", nil, "only by an author of this `NAME` or part (repeat for more)")
	flags.StringArrayVar(&f.columns, "column", nil, "only of a column of this `NAME` or part (repeat for more)")
	flags.BoolVar(&f.changed, "changed", false, "only what was changed after it was published")
	flags.BoolVar(&f.gone, "gone", false, "only what the site no longer has")
	flags.StringArrayVar(&f.access, "access", nil,
		"only what is `HOW` whole: full, excerpt (of a paid article), unknown (repeat for more)")
	var codes []string
	for _, e := range site.Editions {
		codes = append(codes, e.Code+"\t"+e.Name)
	}
	cli.Complete(cmd, "edition", codes)
	cli.Complete(cmd, "access", filter.Accesses())
	f.completeNames(cmd)
}

// faults lists what is wrong with the flags, as far as that can be seen without an archive.
func (f filterFlags) faults() []string {
	var faults []string
	if _, _, err := filter.Days(f.from, f.to, today()); err != nil {
		faults = append(faults, err.Error())
	}
	if f.limit < 0 {
		faults = append(faults, "--limit takes a number from 0")
	}
	for _, code := range f.editionCodes() {
		if site.EditionOf(code).Code == "" {
			faults = append(faults, fmt.Sprintf("--edition: %q is none of pns, ins, fin, ol", code))
		}
	}
	if _, err := filter.Access(f.access); err != nil {
		faults = append(faults, err.Error())
	}
	return faults
}

func (f filterFlags) editionCodes() []string {
	var codes []string
	for _, list := range f.editions {
		codes = append(codes, strings.Split(strings.ToLower(list), ",")...)
	}
	return codes
}

// checked is a check of the flags for a command that reads the archive.
func (f filterFlags) checked() error {
	if faults := f.faults(); len(faults) > 0 {
		return cli.Usagef("%s", strings.Join(faults, "; "))
	}
	return nil
}

// filter finds out what the flags mean in an archive.
func (f filterFlags) filter(ctx context.Context, a *store.Archive) (catalog.Filter, error) {
	out := catalog.Filter{Editions: f.editionCodes(), Changed: f.changed, Gone: f.gone, Limit: f.limit}
	var err error
	if out.Access, err = filter.Access(f.access); err != nil {
		return out, cli.Usagef("%v", err)
	}
	if out.From, out.To, err = filter.Days(f.from, f.to, today()); err != nil {
		return out, cli.Usagef("%v", err)
	}
	if len(f.sections) > 0 {
		held, err := a.Catalog().SectionNames(ctx)
		if err != nil {
			return out, err
		}
		if out.Sections, err = filter.Sections(f.sections, held); err != nil {
			return out, cli.Usagef("%v", err)
		}
	}
	for _, n := range []struct {
		what  string
		parts []string
		held  func(context.Context, catalog.Filter) ([]catalog.NameCount, error)
		into  *[]string
	}{{"author", f.authors, a.Catalog().Authors, &out.Authors}, {"column", f.columns, a.Catalog().Columns, &out.Columns}} {
		if len(n.parts) == 0 {
			continue
		}
		held, err := n.held(ctx, catalog.Filter{})
		if err != nil {
			return out, err
		}
		if *n.into, err = filter.Names(n.what, n.parts, namesOf(held)); err != nil {
			return out, cli.Usagef("%v", err)
		}
	}
	return out, nil
}

func namesOf(counts []catalog.NameCount) []string {
	var names []string
	for _, c := range counts {
		names = append(names, c.Name)
	}
	return names
}

// chosen is the choice of an export.
func (f filterFlags) chosen(query string, meant catalog.Filter) export.Choice {
	return export.Choice{Query: query, From: f.from, To: f.to, Authors: f.authors, Columns: f.columns, Filter: meant}
}
