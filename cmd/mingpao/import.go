package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/extract"
	"mingpao/extract/saved"
	"mingpao/extract/site"
	"mingpao/store"
	"mingpao/store/frontier"
	"mingpao/store/queue"
	"mingpao/store/record"
)

func newImport(s streams) *cobra.Command {
	var db, seen string
	var jobs int
	var verbose, dryRun bool
	cmd := &cobra.Command{
		Use:   "import [flags] DIR|FILE|-...",
		Short: "Bring saved pages into the archive",
		Long: `Bring saved pages into the archive, in all the forms that mingpao extract takes. When a page was
seen is taken from what is believed most: the record of a web archive, a metadata.json beside the
page ("url", "scraped_at"), what the saving program wrote, --seen, the file's date. The order of imports
does not matter, and what is there is passed over, so that an import can be repeated, or goes on
where it was cut short; with a better time it corrects.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 || jobs < 1 {
				return cli.Usagef("import: name a folder or a file of saved pages; --jobs takes a number from 1")
			}
			options, err := importOptions(s, seen)
			if err != nil {
				return err
			}
			i := importer{s: s, options: options, jobs: jobs, verbose: verbose, dryRun: dryRun}
			for _, arg := range args {
				if strings.Contains(arg, "://") {
					return cli.Usagef("import takes files and folders; mingpao crawl takes addresses")
				}
			}
			open := cli.Write
			if dryRun {
				open = cli.Rehearse
			}
			return open(cmd.Context(), s.err, db, func(a *store.Archive) error {
				i.archive = a
				return i.run(cmd.Context(), args)
			})
		},
	}
	cli.DBFlag(cmd, &db)
	f := cmd.Flags()
	f.IntVar(&jobs, "jobs", runtime.GOMAXPROCS(0), "`MANY` pages to work on at a time")
	f.StringVar(&seen, "seen", "", "`TIME` when pages were seen that do not say so themselves, like 2026-03-06T08:00")
	f.BoolVar(&dryRun, "dry-run", false, "work on a copy of the archive, say what it would be, and change nothing")
	f.BoolVarP(&verbose, "verbose", "v", false, "name what is passed over")
	return cmd
}

func importOptions(s streams, seen string) (o saved.Options, err error) {
	o = saved.Options{Stdin: s.in, Now: time.Now(), Missing: true}
	if seen == "" {
		return o, nil
	}
	if o.Seen, err = saved.ParseTime(seen); err != nil || o.Seen.After(o.Now) {
		return o, cli.Usagef("import: --seen %q is no time in the past; write it like 2026-03-06T08:00", seen)
	}
	return o, nil
}

// importer brings saved pages into an archive.
type importer struct {
	s       streams
	archive *store.Archive
	reader  *store.Archive // the same, to look into while a batch is written; nil: nothing was in it
	options saved.Options
	jobs    int
	verbose bool
	dryRun  bool // the archive is a copy

	tally   // failed: could not be read, or hold no article
	total   record.Imported
	missing int // looks that found no page
}

// importPage is a page on its way into the archive.
type importPage struct {
	input
	sighting record.Sighting
	known    bool // it is there
}

func (i *importer) run(ctx context.Context, args []string) error {
	i.tally = tally{err: i.s.err, verbose: i.verbose, bar: newByteProgress(i.s.err, args)}
	run, err := i.archive.Frontier().BeginRun(ctx, "import", version(), time.Now())
	if err != nil {
		return &cli.Exit{Status: cli.Failed, Err: err}
	}
	failure := i.importAll(ctx, run, args)
	status := i.status(ctx, failure)
	counts := frontier.Counts{New: i.total.New, Changed: i.total.Changed, Failed: i.failed}
	counts.Unchanged = i.total.Unchanged + i.total.Known
	if err := i.archive.Frontier().EndRun(ctx, run, counts, status, time.Now()); err != nil {
		return &cli.Exit{Status: cli.Failed, Err: errors.Join(failure, err)}
	}
	if status == cli.Failed {
		return &cli.Exit{Status: status, Err: failure}
	}
	fmt.Fprintln(i.s.err, i.summary())
	if status != cli.Done {
		return &cli.Exit{Status: status}
	}
	return nil
}

func (i *importer) status(ctx context.Context, failure error) int {
	switch {
	case ctx.Err() != nil:
		return cli.Interrupted
	case failure != nil:
		return cli.Failed
	case i.failed > 0 || i.total.Removed > 0:
		return cli.Partly
	}
	return cli.Done
}

// importAll imports the pages of files and folders, batch by batch.
func (i *importer) importAll(ctx context.Context, run int64, args []string) error {
	defer i.bar.clear()
	isEmpty, err := i.archive.IsEmpty(ctx)
	if err != nil {
		return err
	}
	if !isEmpty {
		if i.reader, err = store.OpenReader(ctx, i.archive.Path()); err != nil {
			return err
		}
		defer i.reader.Close()
	}
	all := batches{archive: i.archive, run: run}
	defer func() { i.total.Add(all.total) }()
	prepare := func(in input) importPage { return i.prepare(ctx, importPage{input: in}) }
	for p := range inOrder(ctx, inputs(ctx, i.options, args), i.jobs, prepare) {
		i.bar.at(p.Read)
		if !i.count(p) {
			continue
		}
		if err := all.add(ctx, p.sighting); err != nil {
			return err
		}
	}
	return all.end(ctx)
}

// prepare parses and packs a page that is not known.
func (i *importer) prepare(ctx context.Context, p importPage) importPage {
	if p.err != nil {
		return p
	}
	page := store.Capture{ContentType: p.ContentType, Body: p.Body}
	p.sighting = record.Sighting{URL: p.URL, At: p.Seen, Source: p.SeenFrom, Seen: queue.SeenPage, Capture: page}
	if p.Missing != "" {
		p.sighting.Seen, p.sighting.Detail = queue.Seen(p.Missing), p.Detail
		return p
	}
	if p.Repeated {
		p.sighting.Seen, p.sighting.SHA256, p.sighting.Detail = queue.SeenUnmodified, store.Hash(p.Body), p.Detail
	}
	if i.reader != nil {
		if p.known, p.err = i.reader.Knows(ctx, &p.sighting); p.known || p.err != nil {
			return p
		}
	}
	art, err := store.Read(p.URL, page)
	switch {
	case err != nil:
		p.err = p.aside(err)
		p.sighting.Refusal = err.Error()
		return p
	case art.ID == "":
		p.err = errors.New("an article without an address: give one in metadata.json")
		return p
	case !isOf(p.URL, art):
		p.err = fmt.Errorf("the page is article %s %s, which is not that of the address given for it, %s",
			art.Edition, art.ID, plain(p.URL))
		return p
	}
	p.sighting.Article = art
	p.sighting.Capture = i.archive.Pack(p.sighting.Capture, art.Edition)
	return p
}

// isOf reports whether an article may stand at the address that was given for its page: a metadata.json in the wrong
// folder would make it another's.
func isOf(url string, art *extract.Article) bool {
	given, known := site.ParseURL(url)
	return !known || given.LeadsTo(site.Ref{Edition: art.Edition, ID: art.ID})
}

// count counts a page and tells whether it goes into the archive: an article does, and a page that no rule can read
// yet, if it is known where it is from.
func (i *importer) count(p importPage) bool {
	if p.Missing != "" && p.err == nil {
		i.missing++
		return true
	}
	if !i.note(p.Source, p.err) {
		return false
	}
	if p.known {
		i.total.Known++
		return false
	}
	return p.err == nil || isUnread(p)
}

// unread are the reasons that other rules may see otherwise.
var unread = []extract.Reason{extract.UnknownDesign, extract.EmptyPage, extract.BrokenMarkup, extract.CutOff}

// isUnread tells a page of an article that today's rules cannot read from one that holds none.
func isUnread(p importPage) bool {
	_, known := site.ParseURL(p.URL)
	var not *extract.NotArticle
	return known && errors.As(p.err, &not) && slices.Contains(unread, not.Reason)
}

func (i *importer) summary() string {
	var b strings.Builder
	if i.dryRun {
		b.WriteString(cli.Rehearsed)
	}
	fmt.Fprintf(&b, "%s: new %d, changed %d, unchanged %d, without an article %d",
		pagesOf(i.pages), i.total.New, i.total.Changed, i.total.Unchanged+i.total.Known, i.failed)
	for _, extra := range []struct {
		n    int
		text string
	}{
		{i.total.Removed, "removed for good and left out %d"},
		{i.total.FileTimes, "%d times taken from the files"},
		{i.missing, "%d looks that found no page"},
	} {
		if extra.n > 0 {
			fmt.Fprintf(&b, ", "+extra.text, extra.n)
		}
	}
	b.WriteString(i.tally.passed())
	return b.String()
}
