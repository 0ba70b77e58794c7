package main

import (
	"context"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/charts"
	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/inquiry"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/extract/told"
	"mingpao/store"
)

type trendFlags struct {
	filterFlags
	by, count, per       string
	asJSON, asCSV, asSVG bool
}

func newTrend(s streams) *cobra.Command {
	var flags trendFlags
	cmd := &cobra.Command{
		Use:   "trend TERM...",
		Short: "Count how often something is written, by month or section",
		Long: `Count the articles in which something is written, or the places. Each TERM is a search of its own, as
search takes it: with several words in quotes of the shell.

Each line says how much of it the archive has: the days of the sections that are asked for, of how many
their lists were read to the end. What was not read is – and not 0: a gap in the archive is no fall.
mingpao help research has worked questions.`,
		Example: `  mingpao trend 圖書館 博物館
  mingpao trend '颱風 OR 暴雨' --by year --per articles
  mingpao trend 圖書館 --by section --count hits --per characters --csv
  mingpao trend 圖書館 博物館 --svg > trend.svg`,
		RunE: func(cmd *cobra.Command, args []string) error {
			trend, err := flags.check(args)
			if err != nil {
				return err
			}
			return cli.Read(cmd.Context(), flags.db, func(a *store.Archive) error {
				return flags.run(cmd.Context(), s, a, trend)
			})
		},
	}
	flags.addChoice(cmd)
	f := cmd.Flags()
	f.StringVar(&flags.by, "by", "month", "count by `WHAT`: "+strings.Join(inquiry.Groupings, ", "))
	f.StringVar(&flags.count, "count", "articles", "count `WHAT`: articles, or hits, the places in them")
	f.StringVar(&flags.per, "per", "", "of 1,000 articles or a million characters: `WHAT`: articles, characters")
	f.BoolVar(&flags.asJSON, "json", false, "one JSON object a point")
	f.BoolVar(&flags.asCSV, "csv", false, "the points as CSV")
	f.BoolVar(&flags.asSVG, "svg", false, "the curves as SVG")
	cli.Apart(cmd, "json", "csv", "svg")
	cli.Complete(cmd, "by", inquiry.Groupings)
	cli.Complete(cmd, "count", counts)
	cli.Complete(cmd, "per", inquiry.Per)
	return cmd
}

// counts are what a trend can count.
var counts = []string{"articles", "hits"}

func (f trendFlags) run(ctx context.Context, s streams, a *store.Archive, trend inquiry.Trend) (err error) {
	if trend.Filter, err = f.filter(ctx, a); err != nil {
		return err
	}
	sound := inquiry.Sound{W: s.err}
	trend.Sound = sound.Texts
	counted, err := trend.Ask(ctx, a)
	if err == nil {
		err = f.print(s, counted)
	}
	return sound.End(err)
}

// check lists all that is wrong with a call at once.
func (f trendFlags) check(args []string) (t inquiry.Trend, err error) {
	faults := f.faults()
	t = inquiry.Trend{By: f.by, Hits: f.count == "hits", Per: f.per, Now: today()}
	for _, arg := range args {
		term, err := inquiry.ParseTerm(arg, t.Hits)
		if err != nil {
			faults = append(faults, err)
		}
		t.Terms = append(t.Terms, term)
	}
	if len(args) == 0 || len(args) > charts.MaxCurves {
		faults = append(faults, told.Errorf("name what to count, up to %d terms", charts.MaxCurves))
	}
	for _, choice := range []struct {
		flag, value string
		of          []string
	}{{"by", f.by, inquiry.Groupings}, {"count", f.count, counts}, {"per", f.per, append([]string{""}, inquiry.Per...)}} {
		if !slices.Contains(choice.of, choice.value) {
			faults = append(faults, told.Errorf("--%s %q is none of %s", choice.flag, choice.value,
				strings.TrimPrefix(strings.Join(choice.of, ", "), ", ")))
		}
	}
	if len(faults) > 0 {
		return t, cli.Usagef("trend: %v", faults)
	}
	return t, nil
}

func (f trendFlags) print(s streams, c *inquiry.Counted) error {
	switch {
	case f.asJSON:
		return c.JSON(s.out)
	case f.asCSV:
		return c.CSV(s.data())
	case f.asSVG:
		return c.SVG(s.data())
	}
	return terminal.Paged(s.out, func(w io.Writer) error { return c.Text(w, terminal.Columns(s.out)) })
}
