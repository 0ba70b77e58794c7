// Package demo plays a crawl of a small site that is part of the program, on three days, without a network.
package demo

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/crawling"
	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/pathless"
	"mingpao/extract/site"
	"mingpao/extract/told"
	"mingpao/scraper/fetch"
	"mingpao/store"
	"mingpao/testdata"
)

// Play is a demonstration as a person asked for it.
type Play struct {
	Keep    string // the folder in which the archive stays; it is thrown away without one
	Version string // of the program
	Out     io.Writer

	// Serve shows the archive in a browser, as of a time, in place of a word on how to; nil where nobody asked.
	Serve func(ctx context.Context, db string, now time.Time) error
}

// Run crawls, and says what was seen to change.
func (p Play) Run(ctx context.Context) error {
	dir, done, err := folder(p.Keep)
	if err != nil {
		return &cli.Exit{Status: cli.Failed, Err: err}
	}
	defer done()
	db := filepath.Join(dir, "mingpao.db")
	if err := p.crawl(ctx, db); err != nil {
		return cli.WithStatus(ctx, err)
	}
	switch {
	case p.Serve != nil:
		return p.Serve(ctx, db, Day.Add(days*step))
	case p.Keep != "":
		err = words.Fprintf(p.Out, "\nThe archive is kept. Look at it: mingpao list --db %[1]s, mingpao serve --db %[1]s\n",
			terminal.Plain(db))
	default:
		err = words.Fprintf(p.Out,
			"\nLook at the archive in a browser: mingpao demo --serve; keep it: mingpao demo --keep FOLDER\n")
	}
	return cli.WithStatus(ctx, err)
}

// The demo crawls on so many days, a little more than a day apart: what is gone is looked for twice.
const (
	days = 3
	step = 25 * time.Hour
)

// crawl crawls the embedded site into an archive and prints what was seen to change.
func (p Play) crawl(ctx context.Context, db string) error {
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

	clock := Day
	job := crawling.Job{
		Config: fetch.Config{Version: p.Version, Contact: "demo", NoDelay: true, Dial: server.Dial,
			RootCAs: server.RootCAs},
		Now: func() time.Time { return clock },
	}
	for day := 1; day <= days; day++ {
		words.Fprintf(p.Out, "Day %d: mingpao crawl, against a site on loopback\n", day)
		if err := crawling.Run(ctx, p.Out, archive, job); err != nil {
			return err
		}
		fmt.Fprintln(p.Out)
		if day == 1 {
			site.NextDay()
		}
		clock = clock.Add(step)
	}
	return p.show(ctx, archive)
}

// folder is where the archive lies, and what ends its use.
func folder(keep string) (dir string, done func(), err error) {
	if keep == "" {
		dir, err = os.MkdirTemp("", "mingpao-demo-")
		return dir, func() { _ = os.RemoveAll(dir) }, err
	}
	if _, err := os.Stat(filepath.Join(keep, "mingpao.db")); err == nil {
		return "", nil, told.Errorf("demo: %s holds an archive already; name another folder", terminal.Plain(keep))
	}
	if err := os.MkdirAll(keep, 0o777); err != nil { // the umask decides
		return "", nil, told.Errorf("demo: %s: %w", terminal.Plain(keep), pathless.Error(err))
	}
	return keep, func() {}, nil
}

// Day is when the embedded pages were published.
var Day = time.Date(2026, 3, 8, 12, 0, 0, 0, site.Zone)

// show prints an article that changed between the two days, and one that is gone.
func (p Play) show(ctx context.Context, archive *store.Archive) error {
	changed, err := archive.Catalog().Find(ctx, "ins", testdata.ChangedID)
	if err != nil {
		return &cli.Exit{Status: cli.Failed, Err: err}
	}
	versions, err := archive.Catalog().Versions(ctx, changed.Number)
	if err != nil {
		return &cli.Exit{Status: cli.Failed, Err: err}
	}
	words.Fprintf(p.Out, "An article that was edited in place, as first seen:\n\n%s\n", export.Text(&versions[0].Article))
	words.Fprintf(p.Out, "and a day later, revision %d:\n\n%s\n", len(versions),
		export.Text(&versions[len(versions)-1].Article))
	gone, err := archive.Catalog().Find(ctx, "ins", testdata.GoneID)
	if err != nil {
		return &cli.Exit{Status: cli.Failed, Err: err}
	}
	err = words.Fprintf(p.Out, "Gone from the site since %s (%s), its text kept: %s\n", export.ReadableTime(gone.Gone),
		words.To(p.Out).Witness(gone.GoneBy), gone.Title)
	return err
}
