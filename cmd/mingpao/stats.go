package main

import (
	"context"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/charts"
	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/display"
	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/told"
	"mingpao/store"
	"mingpao/store/catalog"
)

type statsFlags struct {
	filterFlags
	by            string
	asJSON, asCSV bool
}

// groupings are what articles can be counted by.
var groupings = []string{"day", "week", "month", "year", "edition", "section", "author", "column"}

func newStats(s streams) *cobra.Command {
	var flags statsFlags
	cmd := &cobra.Command{
		Use:   "stats",
		Short: "Count the archive's articles by day, section, author and more",
		Long: `Count the archive's articles. Without --by: the sections on the latest days, and the days. A person's
share in articles of several authors counts in full. mingpao serve shows the counts as plots and calendars.`,
		Example: `  mingpao stats
  mingpao stats --by month --section 社評 --csv
  mingpao stats --by author --from 2025 --to 2025`,
		Args: cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := flags.check(); err != nil {
				return err
			}
			return cli.Read(cmd.Context(), flags.db, func(a *store.Archive) error {
				return runStats(cmd.Context(), s, a, flags)
			})
		},
	}
	flags.addChoice(cmd)
	f := cmd.Flags()
	f.StringVar(&flags.by, "by", "", "count by `WHAT`: "+strings.Join(groupings, ", "))
	f.BoolVar(&flags.asJSON, "json", false, "the counts as JSON")
	f.BoolVar(&flags.asCSV, "csv", false, "the counts as CSV")
	cli.Apart(cmd, "json", "csv")
	cli.Complete(cmd, "by", groupings)
	return cmd
}

func (f statsFlags) check() error {
	faults := f.faults()
	if f.by != "" && !slices.Contains(groupings, f.by) {
		faults = append(faults, told.Errorf("--by %q is none of %s", f.by, strings.Join(groupings, ", ")))
	}
	if len(faults) > 0 {
		return cli.Usagef("stats: %v", faults)
	}
	return nil
}

func runStats(ctx context.Context, s streams, a *store.Archive, flags statsFlags) error {
	chosen, err := flags.filter(ctx, a)
	if err != nil {
		return err
	}
	days, err := a.Catalog().Days(ctx, chosen)
	if err != nil {
		return err
	}
	if len(days) == 0 {
		return told.Errorf("nothing to count: no article of %s fits", a.Path())
	}
	switch {
	case flags.by != "":
		return statsBy(ctx, s, a, flags, chosen, days)
	case flags.asJSON:
		return export.JSON(s.out, days, "  ")
	case flags.asCSV:
		return charts.DaysCSV(s.data(), days)
	}
	pictures, err := picturesLine(ctx, words.To(s.out), a)
	if err != nil {
		return err
	}
	return terminal.Paged(s.out, func(w io.Writer) error {
		_, err := io.WriteString(w, charts.CoverageOf(days, chosen).Text(words.To(s.out), terminal.Columns(s.out))+pictures)
		return err
	})
}

// picturesLine says how many pictures the archive keeps, if it keeps any.
func picturesLine(ctx context.Context, in words.Speech, a *store.Archive) (string, error) {
	n, bytes, err := a.Catalog().KeptPictures(ctx)
	if n == 0 || err != nil {
		return "", err
	}
	return in.Sprintf("\n%s, %.1f MB\n", words.Numbered("%d picture|%d pictures", n), float64(bytes)/1e6), nil
}

func statsBy(ctx context.Context, s streams, a *store.Archive, flags statsFlags, chosen catalog.Filter,
	days []catalog.DayCount) error {
	var rows []catalog.NameCount
	var err error
	switch flags.by {
	case "author":
		rows, err = a.Catalog().Authors(ctx, chosen)
	case "column":
		rows, err = a.Catalog().Columns(ctx, chosen)
	default:
		rows = charts.Grouped(days, flags.by)
	}
	if err != nil {
		return err
	}
	switch {
	case flags.asJSON:
		return export.JSON(s.out, rows, "  ")
	case flags.asCSV:
		return charts.NamesCSV(s.data(), flags.by, rows)
	}
	return terminal.Paged(s.out, func(w io.Writer) error {
		_, err := io.WriteString(w, charts.Lines(rows, terminal.Columns(s.out), display.NameRoom(s.out)))
		return err
	})
}
