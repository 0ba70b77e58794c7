package reread

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"runtime"
	"slices"
	"strings"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/file"
	"mingpao/cmd/mingpao/internal/intake"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/golden"
	"mingpao/extract/pathless"
	"mingpao/extract/saved"
	"mingpao/extract/told"
)

// compared is a page with what it gives.
type compared struct {
	source string
	golden golden.Golden
	err    error
}

// Goldens compares pages with their goldens, or writes these.
type Goldens struct {
	Out, Err io.Writer
	Update   bool // the goldens are written

	intake.Tally
	page    map[string]string // of a golden's file
	orphans map[string]bool   // goldens that no page has claimed yet

	same, changed, added int
}

// Run compares the pages of files and folders.
func (g *Goldens) Run(ctx context.Context, args []string) error {
	g.Tally = intake.Tally{Err: g.Err, Bar: intake.NewBar(g.Err, args)}
	g.page, g.orphans = map[string]string{}, map[string]bool{}
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
func (g *Goldens) add(c compared) error {
	var over *saved.PassedOver
	if errors.As(c.err, &over) && strings.HasSuffix(c.source, golden.Suffix) {
		g.orphans[c.source] = g.page[c.source] == ""
		return nil
	}
	kept := golden.Name(c.source)
	if other := g.page[kept]; other != "" && c.err == nil {
		c.err = told.Errorf("has the same golden as %s: rename one of them", terminal.Plain(other))
	}
	if !g.Note(c.source, c.err) || c.err != nil {
		return nil
	}
	g.page[kept], g.orphans[kept] = c.source, false
	before, err := os.ReadFile(kept)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		g.Failed++
		g.Say(kept, pathless.Error(err))
		return nil
	}
	if g.Update {
		return g.write(kept, c.golden, before)
	}
	return g.show(kept, c, before)
}

func (g *Goldens) write(kept string, now golden.Golden, before []byte) error {
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
	return file.Write(kept, func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	})
}

// show prints what is different.
func (g *Goldens) show(kept string, c compared, before []byte) error {
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
	style := terminal.StyleFor(g.Out)
	_, err = io.WriteString(g.Out, style.Mark(terminal.Bold, terminal.Plain(c.source))+"\n"+marked(style, diff)+"\n")
	return err
}

// marked marks the lines of a difference that have gone and come.
func marked(style terminal.Style, diff string) string {
	var b strings.Builder
	for line := range strings.Lines(diff) {
		text := terminal.Plain(strings.TrimSuffix(line, "\n"))
		switch {
		case strings.HasPrefix(text, "-"):
			text = style.Mark(terminal.Less, text)
		case strings.HasPrefix(text, "+"):
			text = style.Mark(terminal.More, text)
		}
		b.WriteString(text + "\n")
	}
	return b.String()
}

// end says how it went.
func (g *Goldens) end() error {
	for _, kept := range slices.Sorted(maps.Keys(g.orphans)) {
		if g.orphans[kept] {
			g.Failed++
			g.Say(kept, errors.New("is the golden of no page"))
		}
	}
	if g.Update {
		words.Fprintf(g.Err, "%s: %s as before, %d written anew, %d added%s\n",
			intake.PagesOf(g.Pages), words.Numbered("%d golden|%d goldens", g.same), g.changed, g.added, g.Passed())
	} else {
		words.Fprintf(g.Err, "%s: %d as before, %d changed%s\n", intake.PagesOf(g.Pages), g.same, g.changed, g.Passed())
	}
	if g.Failed+g.Absent > 0 || g.changed > 0 && !g.Update {
		return &cli.Exit{Status: cli.Partly}
	}
	return nil
}
