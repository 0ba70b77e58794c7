package main

import (
	"context"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/inquiry"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/told"
	"mingpao/store"
)

type concordanceFlags struct {
	filterFlags
	inquiry.Concordance
	regex, format string
}

func newConcordance(s streams) *cobra.Command {
	var flags concordanceFlags
	cmd := &cobra.Command{
		Use:   "concordance TERM...",
		Short: "Print every place of a word in its context, a line each",
		Long: `Print every place in which something is written, a line each, with what stands before and after it, the
day, the section, the authors, the article's id and the hash of the page that its text was seen on. TERM is
what search takes. The oldest come first.

--random draws lines by lot: with the same --seed the same again. --regex looks for a pattern, in the
syntax of Go (RE2), in the articles that TERM finds; it sees the texts as they are written. By day any
number of lines is printed as it is read; for other orders they wait in a file without a name.`,
		Example: `  mingpao concordance 圖書館
  mingpao concordance 圖書館 --sort right --width 10
  mingpao concordance 圖書館 --random 100 --seed 7 --format csv
  mingpao concordance 警方 --regex '警方(表示|稱|指)' --from 2026`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := flags.check(args); err != nil {
				return err
			}
			return cli.Read(cmd.Context(), flags.db, func(a *store.Archive) error {
				return flags.run(cmd.Context(), s, a)
			})
		},
	}
	flags.addChoice(cmd)
	f := cmd.Flags()
	f.IntVarP(&flags.limit, "limit", "n", 0, "at most so `MANY` lines (default no limit)")
	f.IntVar(&flags.Width, "width", 20, "so `MANY` characters on each side")
	f.StringVar(&flags.Sort, "sort", "day", "order by `WHAT`: "+strings.Join(inquiry.Sorts, ", "))
	f.StringVar(&flags.format, "format", "plain", "`FORMAT`: "+strings.Join(inquiry.Formats, ", "))
	f.IntVar(&flags.Random, "random", 0, "so `MANY` lines, drawn by lot")
	f.Int64Var(&flags.Seed, "seed", 1, "the `NUMBER` that the lots depend on")
	f.StringVar(&flags.regex, "regex", "", "lines of what this `PATTERN` matches, in the articles found")
	cli.Complete(cmd, "sort", inquiry.Sorts)
	cli.Complete(cmd, "format", inquiry.Formats)
	return cmd
}

func (f *concordanceFlags) run(ctx context.Context, s streams, a *store.Archive) error {
	chosen, err := f.filter(ctx, a)
	if err != nil {
		return err
	}
	chosen.Limit, f.Style = 0, terminal.StyleFor(s.out)
	sound := inquiry.Sound{W: s.err}
	lines := f.Lines(sound.Texts(a.Catalog().Texts(ctx, f.Query(chosen))))
	found := 0
	print := func(w io.Writer) (err error) {
		found, err = f.Print(w, f.format, lines)
		return err
	}
	if f.format == "plain" {
		err = terminal.Paged(s.out, print)
	} else {
		err = print(s.data())
	}
	if err == nil && found == 0 {
		words.Fprintf(s.err, "nothing found\n")
	}
	return sound.End(err)
}

// check lists all that is wrong with a call at once, and reads it.
func (f *concordanceFlags) check(args []string) (err error) {
	faults := f.faults()
	if f.Term, err = inquiry.ParseTerm(strings.Join(args, " "), f.regex == ""); err != nil {
		faults = append(faults, err)
	}
	if f.regex != "" {
		if f.Pattern, err = inquiry.ParsePattern(f.regex); err != nil {
			faults = append(faults, err)
		}
	}
	if f.Width < 1 || f.Width > inquiry.MaxWidth {
		faults = append(faults, told.Errorf("--width takes a number from 1 to %d", inquiry.MaxWidth))
	}
	if f.Random < 0 || f.Random > inquiry.MaxRandom {
		faults = append(faults, told.Errorf("--random takes a number up to %d", inquiry.MaxRandom))
	}
	if !slices.Contains(inquiry.Sorts, f.Sort) {
		faults = append(faults, told.Errorf("--sort %q is none of %s", f.Sort, strings.Join(inquiry.Sorts, ", ")))
	}
	if !slices.Contains(inquiry.Formats, f.format) {
		faults = append(faults, told.Errorf("--format %q is none of %s", f.format, strings.Join(inquiry.Formats, ", ")))
	}
	f.Concordance.Limit = f.limit
	if len(faults) > 0 {
		return cli.Usagef("concordance: %v", faults)
	}
	return nil
}
