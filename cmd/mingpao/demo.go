package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/crawling"
	"mingpao/scraper/fetch"
	"mingpao/store"
	"mingpao/testdata"

	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/file"
	"mingpao/extract/site"
)

func newDemo(s streams) *cobra.Command {
	var keep string
	var show bool
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Show a crawl of a small embedded site, without a network",
		Args:  cli.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return runDemo(cmd.Context(), s, keep, show) },
	}
	cmd.Flags().StringVar(&keep, "keep", "", "keep the archive in `FOLDER`, to look at it")
	cmd.Flags().BoolVar(&show, "serve", false, "show the archive in a browser, until Ctrl-C")
	return cmd
}

// runDemo crawls the embedded site on three days into an archive, which is thrown away unless a folder is given to
// keep it.
func runDemo(ctx context.Context, s streams, keep string, show bool) error {
	dir, done, err := demoFolder(keep)
	if err != nil {
		return &cli.Exit{Status: cli.Failed, Err: err}
	}
	defer done()
	db := filepath.Join(dir, "mingpao.db")
	if err := crawlDemo(ctx, s, db); err != nil {
		return cli.WithStatus(ctx, err)
	}
	switch {
	case show:
		return cli.Read(ctx, db, func(a *store.Archive) error {
			return serve(ctx, s, a, serveFlags{listen: demoAddress, open: true,
				now: func() time.Time { return demoDay.Add(demoDays * demoStep) }})
		})
	case keep != "":
		_, err = fmt.Fprintf(s.out, "\nThe archive is kept. Look at it: mingpao list --db %[1]s, mingpao serve --db %[1]s\n",
			plain(db))
	default:
		_, err = fmt.Fprint(s.out, "\nLook at the archive in a browser: mingpao demo --serve; keep it: mingpao demo --keep FOLDER\n")
	}
	return cli.WithStatus(ctx, err)
}

// demoAddress leaves the choice of a port to the system: the archive's own room may be open.
const demoAddress = "127.0.0.1:0"

// The demo crawls on so many days, a little more than a day apart: what is gone is looked for twice.
const (
	demoDays = 3
	demoStep = 25 * time.Hour
)

// crawlDemo crawls the embedded site into an archive and prints what was seen to change.
func crawlDemo(ctx context.Context, s streams, db string) error {
	site := testdata.NewSite()
	server, err := testdata.Serve(site)
	if err != nil {
		return &cli.Exit{Status: cli.Failed, Err: err}
	}
	defer server.Close()
	archive, err := store.Open(ctx, db)
	if err != nil {
		return &cli.Exit{Status: cli.Failed, Err: err}
	}
	defer archive.Close()

	clock := demoDay
	job := crawling.Job{
		Config: fetch.Config{Version: version(), Contact: "demo", NoDelay: true, Dial: server.Dial,
			RootCAs: server.RootCAs},
		Now: func() time.Time { return clock },
	}
	for day := 1; day <= demoDays; day++ {
		fmt.Fprintf(s.out, "Day %d: mingpao crawl, against a site on loopback\n", day)
		if err := crawling.Run(ctx, s.out, archive, job); err != nil {
			return err
		}
		fmt.Fprintln(s.out)
		if day == 1 {
			site.NextDay()
		}
		clock = clock.Add(demoStep)
	}
	return showDemo(ctx, s, archive)
}

// demoFolder is where the archive lies, and what ends its use.
func demoFolder(keep string) (dir string, done func(), err error) {
	if keep == "" {
		dir, err = os.MkdirTemp("", "mingpao-demo-")
		return dir, func() { _ = os.RemoveAll(dir) }, err
	}
	if _, err := os.Stat(filepath.Join(keep, "mingpao.db")); err == nil {
		return "", nil, fmt.Errorf("demo: %s holds an archive already; name another folder", plain(keep))
	}
	if err := os.MkdirAll(keep, 0o777); err != nil { // the umask decides
		return "", nil, fmt.Errorf("demo: %s: %w", plain(keep), file.Reason(err))
	}
	return keep, func() {}, nil
}

// demoDay is when the embedded pages were published.
var demoDay = time.Date(2026, 3, 8, 12, 0, 0, 0, site.Zone)

// showDemo prints an article that changed between the two days, and one that is gone.
func showDemo(ctx context.Context, s streams, archive *store.Archive) error {
	changed, err := archive.Catalog().Find(ctx, "ins", testdata.ChangedID)
	if err != nil {
		return &cli.Exit{Status: cli.Failed, Err: err}
	}
	versions, err := archive.Catalog().Versions(ctx, changed.Number)
	if err != nil {
		return &cli.Exit{Status: cli.Failed, Err: err}
	}
	fmt.Fprintf(s.out, "An article that was edited in place, as first seen:\n\n%s\n", export.Text(&versions[0].Article))
	fmt.Fprintf(s.out, "and a day later, revision %d:\n\n%s\n", len(versions),
		export.Text(&versions[len(versions)-1].Article))
	gone, err := archive.Catalog().Find(ctx, "ins", testdata.GoneID)
	if err != nil {
		return &cli.Exit{Status: cli.Failed, Err: err}
	}
	_, err = fmt.Fprintf(s.out, "Gone from the site since %s, its text kept: %s\n", export.ReadableTime(gone.Gone),
		gone.Title)
	return err
}
