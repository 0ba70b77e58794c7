package main

import (
	"context"
	"errors"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/inquiry"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/told"
	"mingpao/store"
)

type collocatesFlags struct {
	filterFlags
	inquiry.Collocates
	asJSON, asCSV bool
}

func newCollocates(s streams) *cobra.Command {
	var flags collocatesFlags
	cmd := &cobra.Command{
		Use:   "collocates TERM...",
		Short: "Print what stands beside a word more often than elsewhere",
		Long: `Print what stands beside TERM more often than elsewhere in the texts that the filters admit: two to four
characters that stand together in a clause, and words of Latin letters. No dictionary decides what a word
is; characters that stand there only as part of longer ones are left out. Variants count as one.

The log-likelihood says how little it is due to chance: 15.13 comes once in ten thousand times. The log
ratio says how much more often it stands there: 1 is twice as often, 3 eight times.`,
		Example: `  mingpao collocates 圖書館
  mingpao collocates 圖書館 --window 5 --section 觀點 --from 2025
  mingpao collocates '颱風 OR 暴雨' --csv`,
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
	f.IntVar(&flags.Window, "window", 10, "so `MANY` characters on each side; a Latin word or a number is one")
	f.IntVar(&flags.Often, "often", 3, "only what stands there so `MANY` times at least")
	f.IntVarP(&flags.limit, "limit", "n", 50, "at most so `MANY` lines; 0: all")
	f.BoolVar(&flags.asJSON, "json", false, "one JSON object a line")
	f.BoolVar(&flags.asCSV, "csv", false, "the same as CSV")
	cli.Apart(cmd, "json", "csv")
	return cmd
}

func (f *collocatesFlags) run(ctx context.Context, s streams, a *store.Archive) error {
	chosen, err := f.filter(ctx, a)
	if err != nil {
		return err
	}
	chosen.Limit = 0
	sound := inquiry.Sound{W: s.err}
	all, err := f.Ask(ctx, a.Catalog(), chosen, sound.Texts)
	switch {
	case err != nil:
	case f.asJSON:
		err = inquiry.CollocatesJSON(s.out, all)
	case f.asCSV:
		err = inquiry.CollocatesCSV(s.data(), all)
	case len(all) == 0:
		words.Fprintf(s.err, "nothing stands beside it %d times; --often 1 asks for less\n", f.Often)
	default:
		err = terminal.Paged(s.out, func(w io.Writer) error { return inquiry.CollocatesText(w, all) })
	}
	return sound.End(err)
}

// check lists all that is wrong with a call at once, and reads it.
func (f *collocatesFlags) check(args []string) (err error) {
	faults := f.faults()
	if f.Term, err = inquiry.ParseTerm(strings.Join(args, " "), true); err != nil {
		faults = append(faults, err)
	}
	if f.Window < 1 || f.Window > inquiry.MaxWindow {
		faults = append(faults, told.Errorf("--window takes a number from 1 to %d", inquiry.MaxWindow))
	}
	if f.Often < 1 {
		faults = append(faults, errors.New("--often takes a number from 1"))
	}
	f.Collocates.Limit = f.limit
	if len(faults) > 0 {
		return cli.Usagef("collocates: %v", faults)
	}
	return nil
}
