package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/file"
	"mingpao/cmd/mingpao/internal/intake"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/extract/golden"
	"mingpao/extract/saved"
)

func newGolden(s streams) *cobra.Command {
	var update bool
	cmd := &cobra.Command{
		Use:   "golden [flags] DIR|FILE...",
		Short: "Compare saved pages with what they gave before",
		Long: `Compare saved pages with what they gave before, which stands beside each in a golden file: the article
and its signed blocks of page.html in page.golden.json. Differences go to standard output; where there
are any, or a page has no golden, or a golden no page, the exit status is 3.

--update writes the goldens. Read their difference before you keep it.`,
		Example: `  mingpao golden --update saved/
  mingpao golden saved/`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 || slices.ContainsFunc(args, isNoFile) {
				return cli.Usagef("golden: name folders or files of saved pages")
			}
			return runGolden(cmd.Context(), s, update, args)
		},
	}
	cmd.Flags().BoolVar(&update, "update", false, "write the goldens")
	return cmd
}

func isNoFile(arg string) bool { return arg == "-" || strings.Contains(arg, "://") }

// compared is a page with what it gives.
type compared struct {
	source string
	golden golden.Golden
	err    error
}

// goldens compares pages with their goldens, or writes these.
type goldens struct {
	out    io.Writer
	style  terminal.Style
	update bool
	intake.Tally
	page    map[string]string // of a golden's file
	orphans map[string]bool   // goldens that no page has claimed yet

	same, changed, added int
}

func runGolden(ctx context.Context, s streams, update bool, args []string) error {
	g := &goldens{
		out: s.out, style: terminal.StyleFor(s.out), update: update,
		Tally: intake.Tally{Err: s.err, Bar: intake.NewBar(s.err, args)},
		page:  map[string]string{}, orphans: map[string]bool{},
	}
	for c := range intake.InOrder(ctx, intake.Inputs(ctx, saved.Options{}, args), runtime.GOMAXPROCS(0), compare) {
		if err := g.add(c); err != nil {
			return &cli.Exit{Status: cli.Failed, Err: err}
		}
	}
	g.Bar.Clear()
	if ctx.Err() != nil {
		return &cli.Exit{Status: cli.Interrupted}
	}
	return g.end()
}

func compare(i intake.Input) compared {
	c := compared{source: i.Source, err: i.Err}
	if c.err == nil {
		c.golden, c.err = golden.Of(i.Page.Page)
	}
	return c
}

// add compares a page. An error is about writing, not about the page.
func (g *goldens) add(c compared) error {
	var over *saved.PassedOver
	if errors.As(c.err, &over) && strings.HasSuffix(c.source, golden.Suffix) {
		g.orphans[c.source] = g.page[c.source] == ""
		return nil
	}
	kept := golden.Name(c.source)
	if other := g.page[kept]; other != "" && c.err == nil {
		c.err = fmt.Errorf("has the same golden as %s: rename one of them", plain(other))
	}
	if !g.Note(c.source, c.err) || c.err != nil {
		return nil
	}
	g.page[kept], g.orphans[kept] = c.source, false
	before, err := os.ReadFile(kept)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		g.Failed++
		g.Say(kept, file.Reason(err))
		return nil
	}
	if g.update {
		return g.write(kept, c.golden, before)
	}
	return g.show(kept, c, before)
}

func (g *goldens) write(kept string, now golden.Golden, before []byte) error {
	text, err := now.Encode()
	switch {
	case err != nil:
		return err
	case bytes.Equal(before, text):
		g.same++
		return nil
	case before == nil:
		g.added++
	default:
		g.changed++
	}
	return writeFile(kept, func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	})
}

// show prints what is different.
func (g *goldens) show(kept string, c compared, before []byte) error {
	if before == nil {
		g.Failed++
		g.Say(c.source, errors.New("has no golden; mingpao golden --update writes it"))
		return nil
	}
	diff, err := c.golden.Diff(before)
	switch {
	case err != nil:
		g.Failed++
		g.Say(kept, err)
		return nil
	case diff == "":
		g.same++
		return nil
	}
	g.changed++
	g.Bar.Clear()
	_, err = io.WriteString(g.out, g.style.Mark(terminal.Bold, plain(c.source))+"\n"+g.lines(diff)+"\n")
	return err
}

// lines marks the lines of a difference that have gone and come.
func (g *goldens) lines(diff string) string {
	var b strings.Builder
	for line := range strings.Lines(diff) {
		text := plain(strings.TrimSuffix(line, "\n"))
		switch {
		case strings.HasPrefix(text, "-"):
			text = g.style.Mark(terminal.Less, text)
		case strings.HasPrefix(text, "+"):
			text = g.style.Mark(terminal.More, text)
		}
		b.WriteString(text + "\n")
	}
	return b.String()
}

// end says how it went.
func (g *goldens) end() error {
	for _, kept := range slices.Sorted(maps.Keys(g.orphans)) {
		if g.orphans[kept] {
			g.Failed++
			g.Say(kept, errors.New("is the golden of no page"))
		}
	}
	if g.update {
		fmt.Fprintf(g.Err, "%s: %d goldens as before, %d written anew, %d added%s\n",
			intake.PagesOf(g.Pages), g.same, g.changed, g.added, g.Passed())
	} else {
		fmt.Fprintf(g.Err, "%s: %d as before, %d changed%s\n", intake.PagesOf(g.Pages), g.same, g.changed, g.Passed())
	}
	if g.Failed > 0 || g.changed > 0 && !g.update {
		return &cli.Exit{Status: cli.Partly}
	}
	return nil
}
