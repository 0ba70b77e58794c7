package main

import (
	"context"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/crawling"
	"mingpao/cmd/mingpao/internal/intake"
	"mingpao/cmd/mingpao/internal/watching"
	"mingpao/extract/saved"
	"mingpao/store"
	"mingpao/store/queue"
)

type importFlags struct {
	db, seen, pictures            string
	jobs                          int
	verbose, quiet, dryRun, watch bool
}

func newImport(s streams) *cobra.Command {
	var f importFlags
	cmd := &cobra.Command{
		Use:   "import [flags] DIR|FILE|-...",
		Short: "Bring saved pages into the archive",
		Long: `Bring saved pages into the archive, in all the forms that mingpao extract takes. When a page was
seen is taken from what is believed most: the record of a web archive, a metadata.json beside the
page ("url", "scraped_at"), what the saving program wrote, --seen, the file's date. The order of imports
does not matter, and what is there is passed over, so that an import can be repeated, or goes on
where it was cut short. A file's date gives way to a time that was recorded; what was imported by mistake,
mingpao undo takes back.

With --pictures the pictures that the archive's articles show are taken, too: from web archives, and as they
lie in or beside saved pages. --pictures=on has every import take them from now on, --pictures=off ends that.
A picture that comes in an import before its article's is passed over: import it again then.

With --watch it goes on, and takes what a browser, an extension or a proxy saves into a folder as soon as it is
complete, until Ctrl-C; nothing there is moved, and what is no article is passed over. The archive is held only
for moments, so that crawls go on beside it.`,
		Example: `  mingpao import saved/ crawl.warc.gz
  mingpao import --seen 2026-03-09T08:00 page.html
  mingpao import --watch ~/Downloads/mingpao`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := f.check(args); err != nil {
				return err
			}
			options, err := importOptions(s, f.seen)
			if err != nil {
				return err
			}
			i := intake.Import{Out: s.err, Version: version(), Now: today, Options: options, Jobs: f.jobs,
				Verbose: f.verbose, Quiet: f.quiet, DryRun: f.dryRun}
			if f.watch {
				w := watching.Watch{Folder: args[0], DB: f.db, Import: i, Begin: f.choosePictures}
				return w.Run(cmd.Context())
			}
			return f.run(cmd.Context(), i, args)
		},
	}
	f.add(cmd)
	return cmd
}

func (f *importFlags) add(cmd *cobra.Command) {
	cli.DBFlag(cmd, &f.db)
	flags := cmd.Flags()
	flags.IntVar(&f.jobs, "jobs", runtime.GOMAXPROCS(0), "`MANY` pages to work on at a time")
	flags.StringVar(&f.seen, "seen", "",
		"`TIME` when pages were seen that do not say so themselves, like 2026-03-06T08:00")
	flags.StringVar(&f.pictures, "pictures", "",
		"take the pictures of articles, too; `on` or off: from now on, or no longer")
	flags.Lookup("pictures").NoOptDefVal = thisTime
	flags.BoolVar(&f.watch, "watch", false, "go on with what is saved into the folder, until Ctrl-C")
	flags.BoolVar(&f.dryRun, "dry-run", false, "work on a copy of the archive, say what it would be, and change nothing")
	flags.BoolVarP(&f.quiet, "quiet", "q", false, "print nothing on success")
	flags.BoolVarP(&f.verbose, "verbose", "v", false, "name what is passed over")
	cli.Apart(cmd, "watch", "dry-run")
}

func (f importFlags) check(args []string) error {
	switch {
	case f.watch && len(args) != 1:
		return cli.Usagef("import: --watch takes one folder, with those in it")
	case len(args) == 0 && !isChoice(f.pictures) || f.jobs < 1:
		return cli.Usagef("import: name a folder or a file of saved pages; --jobs takes a number from 1")
	case f.pictures != "" && f.pictures != thisTime && !isChoice(f.pictures):
		return cli.Usagef("import: --pictures=%s is neither on nor off", f.pictures)
	case slices.ContainsFunc(args, func(arg string) bool { return strings.Contains(arg, "://") }):
		return cli.Usagef("import takes files and folders; mingpao crawl takes addresses")
	}
	return nil
}

// run imports once.
func (f importFlags) run(ctx context.Context, i intake.Import, args []string) error {
	if err := intake.SomeExist(args); err != nil {
		return err
	}
	open := cli.Write
	if f.dryRun {
		open = cli.Rehearse
	}
	return open(ctx, i.Out, f.db, func(a *store.Archive) error {
		i.Archive = a
		if err := f.choosePictures(ctx, a, &i.Options); err != nil || len(args) == 0 {
			return err
		}
		return i.Run(ctx, args)
	})
}

func importOptions(s streams, seen string) (o saved.Options, err error) {
	o = saved.Options{Stdin: s.in, Now: today(), Missing: true}
	if seen == "" {
		return o, nil
	}
	if o.Seen, err = saved.ParseTime(seen); err != nil || o.Seen.After(o.Now) {
		return o, cli.Usagef("import: --seen %q is not a time in the past; write it like 2026-03-06T08:00", seen)
	}
	return o, nil
}

// thisTime is --pictures without a value.
const thisTime = string(crawling.Once)

// isChoice tells what --pictures has the archive keep.
func isChoice(pictures string) bool {
	return pictures == string(queue.ShownPictures) || pictures == string(queue.NoPictures)
}

// choosePictures keeps what was said of pictures, and says whether they are taken.
func (f importFlags) choosePictures(ctx context.Context, a *store.Archive, o *saved.Options) error {
	if isChoice(f.pictures) {
		if err := a.Frontier().TakePictures(ctx, queue.Pictures(f.pictures)); err != nil {
			return err
		}
	}
	kept, err := a.Frontier().Pictures(ctx)
	o.Pictures = f.pictures == thisTime || kept != queue.NoPictures
	return err
}
