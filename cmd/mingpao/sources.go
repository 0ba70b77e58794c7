package main

import (
	"context"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/sources"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/extract/told"
	"mingpao/store"
	"mingpao/store/queue"
)

type sourcesFlags struct {
	db, section, name, until string
	show, asJSON             bool
	export, take             string
}

func newSources(s streams) *cobra.Command {
	var flags sourcesFlags
	cmd := &cobra.Command{
		Use:   "sources [add ADDRESS|off LIST|on LIST|quiet LIST|LIST]",
		Short: "Show the lists that a crawl reads, and say what you know of them",
		Long: `Show every feed and list: how it stands, its last answer, its newest entry, within how long it usually
brings something new, as learned from its own record (or, for two weeks, from the site's table), its address.

add names a list of a section that the program does not know, or that has moved; off leaves a list alone;
quiet says that its silence is known; on takes both back. A LIST is written as it is shown, feed pns/s00001; a
section alone stands for all of its lists. What you say is kept in the archive.`,
		Example: `  mingpao sources
  mingpao sources add --section pns/s00031 --name 新版 \
      https://news.mingpao.com/rss/pns/s00031.xml
  mingpao sources quiet list ins/s00022 --until 2027-03-01
  mingpao sources off feed pns/s00017
  mingpao sources --show feed pns/s00001`,
		ValidArgs: []string{"add", "off", "on", "quiet"},
		RunE: func(cmd *cobra.Command, args []string) error {
			return flags.run(cmd.Context(), s, args)
		},
	}
	cli.DBFlag(cmd, &flags.db)
	f := cmd.Flags()
	f.StringVar(&flags.section, "section", "", "add: the `SECTION` that it lists: pns/s00031")
	f.StringVar(&flags.name, "name", "", "add: the section's `NAME`, as in its addresses")
	f.StringVar(&flags.until, "until", "", "quiet: until this `DAY` (default for good)")
	f.BoolVar(&flags.show, "show", false, "print the last answer of a list that could not be used")
	f.BoolVar(&flags.asJSON, "json", false, "as JSON")
	f.StringVar(&flags.export, "export", "", "write what you have said, of days too, to this `FILE`; - is standard output")
	f.StringVar(&flags.take, "import", "", "take over what such a `FILE` says")
	cli.Apart(cmd, "show", "json", "export", "import")
	return cmd
}

func (f sourcesFlags) run(ctx context.Context, s streams, args []string) error {
	now := today()
	verb := ""
	if len(args) > 0 {
		verb = args[0]
	}
	switch key := strings.Join(args[min(1, len(args)):], " "); {
	case f.take != "":
		return f.takeOver(ctx, s, now)
	case verb == "add":
		added, err := sources.Added(key, f.section, f.name)
		if err != nil {
			return cli.Usagef("%v", err)
		}
		return f.write(ctx, s, func(a *store.Archive) error { return a.Frontier().Choose(ctx, added) })
	case verb == "off":
		return f.change(ctx, s, key, func(c *queue.Choice) { c.IsOff = true })
	case verb == "on":
		return f.change(ctx, s, key, func(c *queue.Choice) { c.IsOff, c.Quiet = false, "" })
	case verb == "quiet":
		known, err := sources.Quiet(f.until, now)
		if err != nil {
			return cli.Usagef("%v", err)
		}
		return f.change(ctx, s, key, known)
	}
	return cli.Read(ctx, f.db, func(a *store.Archive) error { return f.print(ctx, s, a, strings.Join(args, " "), now) })
}

func (f sourcesFlags) write(ctx context.Context, s streams, use func(*store.Archive) error) error {
	return cli.Write(ctx, s.err, f.db, use)
}

func (f sourcesFlags) change(ctx context.Context, s streams, key string, change func(*queue.Choice)) error {
	return f.write(ctx, s, func(a *store.Archive) error { return sources.Change(ctx, a, key, change) })
}

func (f sourcesFlags) takeOver(ctx context.Context, s streams, now time.Time) error {
	from, err := os.Open(f.take)
	if err != nil {
		return &cli.Exit{Status: cli.Failed, Err: told.Errorf("sources: %w", err)}
	}
	defer from.Close()
	return f.write(ctx, s, func(a *store.Archive) error { return sources.Import(ctx, from, a, now) })
}

// print shows the lists, all or those of a key.
func (f sourcesFlags) print(ctx context.Context, s streams, a *store.Archive, key string, now time.Time) error {
	switch {
	case f.show:
		return sources.Show(ctx, s.out, a, key)
	case f.export != "":
		return cli.WriteTo(s.out, f.export, func(w io.Writer) error { return sources.Export(ctx, w, a) })
	}
	lists, err := sources.Of(ctx, a, key, now)
	if err != nil {
		return err
	}
	if f.asJSON {
		return export.JSON(s.out, lists, "  ")
	}
	return terminal.Paged(s.out, func(w io.Writer) error { return sources.Table(w, lists) })
}
