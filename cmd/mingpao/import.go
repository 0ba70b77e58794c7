package main

import (
	"context"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/crawling"
	"mingpao/cmd/mingpao/internal/intake"
	"mingpao/extract/saved"
	"mingpao/store"
	"mingpao/store/queue"
)

func newImport(s streams) *cobra.Command {
	var db, seen, pictures string
	var jobs int
	var verbose, dryRun bool
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
lie in or beside saved pages. --pictures=on has every import take them from now on, --pictures=off ends that.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 && !isChoice(pictures) || jobs < 1 {
				return cli.Usagef("import: name a folder or a file of saved pages; --jobs takes a number from 1")
			}
			if pictures != "" && pictures != thisTime && !isChoice(pictures) {
				return cli.Usagef("import: --pictures=%s is neither on nor off", pictures)
			}
			options, err := importOptions(s, seen)
			if err != nil {
				return err
			}
			i := intake.Import{Out: s.err, Version: version(), Now: today, Options: options, Jobs: jobs, Verbose: verbose, DryRun: dryRun}
			for _, arg := range args {
				if strings.Contains(arg, "://") {
					return cli.Usagef("import takes files and folders; mingpao crawl takes addresses")
				}
			}
			if err := intake.SomeExist(args); err != nil {
				return err
			}
			open := cli.Write
			if dryRun {
				open = cli.Rehearse
			}
			return open(cmd.Context(), s.err, db, func(a *store.Archive) error {
				i.Archive = a
				if err := choosePictures(cmd.Context(), a, pictures, &i.Options.Pictures); err != nil || len(args) == 0 {
					return err
				}
				return i.Run(cmd.Context(), args)
			})
		},
	}
	cli.DBFlag(cmd, &db)
	f := cmd.Flags()
	f.IntVar(&jobs, "jobs", runtime.GOMAXPROCS(0), "`MANY` pages to work on at a time")
	f.StringVar(&seen, "seen", "", "`TIME` when pages were seen that do not say so themselves, like 2026-03-06T08:00")
	f.StringVar(&pictures, "pictures", "", "take the pictures of articles, too; `on` or off: from now on, or no longer")
	f.Lookup("pictures").NoOptDefVal = thisTime
	f.BoolVar(&dryRun, "dry-run", false, "work on a copy of the archive, say what it would be, and change nothing")
	f.BoolVarP(&verbose, "verbose", "v", false, "name what is passed over")
	return cmd
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
func choosePictures(ctx context.Context, a *store.Archive, said string, take *bool) error {
	if isChoice(said) {
		if err := a.Frontier().TakePictures(ctx, queue.Pictures(said)); err != nil {
			return err
		}
	}
	kept, err := a.Frontier().Pictures(ctx)
	*take = said == thisTime || kept != queue.NoPictures
	return err
}
