package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/filter"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/site"
	"mingpao/store"
	"mingpao/store/catalog"
)

// filterFlags narrow what is read from the archive. They are the same for every command.
type filterFlags struct {
	filter.Choice
	db    string
	limit int
}

func (f *filterFlags) add(cmd *cobra.Command) {
	f.addChoice(cmd)
	cmd.Flags().IntVarP(&f.limit, "limit", "n", 0, "at most so `MANY` (default no limit)")
}

// addChoice adds all but the number: what counts has no use for it.
func (f *filterFlags) addChoice(cmd *cobra.Command) {
	cli.DBFlag(cmd, &f.db)
	flags := cmd.Flags()
	flags.StringVar(&f.From, "from", "", "published since this `DAY`: 2025-12-03, 2025-12, today, yesterday, -7d")
	flags.StringVar(&f.To, "to", "", "published until this `DAY`, which is included")
	cli.Many(flags, &f.Sections, "section",
		"only the section of this `NAME`: 觀點, pns/s00012 (repeat, or put commas between)")
	cli.Many(flags, &f.Editions, "edition",
		"only this `EDITION`: pns (daily paper), ins (instant news), fin, ol")
	cli.Many(flags, &f.Authors, "author",
		"only by an author of this `NAME` or part (repeat for more)")
	cli.Many(flags, &f.Columns, "column",
		"only of a column of this `NAME` or part (repeat for more)")
	flags.BoolVar(&f.Changed, "changed", false, "only what was changed after it was published")
	flags.BoolVar(&f.Gone, "gone", false, "only what the site no longer has")
	cli.Many(flags, &f.Access, "access",
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
func (f filterFlags) faults() (faults words.Faults) {
	if f.limit < 0 {
		faults = append(faults, errors.New("--limit takes a number from 0"))
	}
	return append(faults, f.Faults(today())...)
}

// read hands an archive to a command, with what the flags mean in it.
func (f filterFlags) read(ctx context.Context, use func(*store.Archive, catalog.Filter) error) error {
	if faults := f.faults(); len(faults) > 0 {
		return cli.Usagef("%v", faults)
	}
	return cli.Read(ctx, f.db, func(a *store.Archive) error {
		chosen, err := f.filter(ctx, a)
		if err != nil {
			return err
		}
		return use(a, chosen)
	})
}

// filter finds out what the flags mean in an archive.
func (f filterFlags) filter(ctx context.Context, a *store.Archive) (catalog.Filter, error) {
	out, err := f.In(ctx, a.Catalog(), today())
	out.Limit = f.limit
	if fault := (*filter.Fault)(nil); errors.As(err, &fault) {
		err = cli.Usagef("%v", err)
	}
	return out, err
}
