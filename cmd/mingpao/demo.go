package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"mingpao/scraper"
	"mingpao/store"
	"mingpao/testdata"

	"mingpao/cmd/mingpao/internal/export"
	"mingpao/extract/site"
)

func newDemo(s streams) *cobra.Command {
	return &cobra.Command{
		Use:   "demo",
		Short: "Show a crawl of a small embedded site, without a network",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return runDemo(cmd.Context(), s) },
	}
}

// runDemo crawls the embedded site twice, a day apart, into an archive that is thrown away.
func runDemo(ctx context.Context, s streams) error {
	dir, err := os.MkdirTemp("", "mingpao-demo-")
	if err != nil {
		return &exit{statusFailed, err}
	}
	defer os.RemoveAll(dir)
	site := testdata.NewSite()
	server, err := testdata.Serve(site)
	if err != nil {
		return &exit{statusFailed, err}
	}
	defer server.Close()
	archive, err := store.Open(ctx, filepath.Join(dir, "mingpao.db"))
	if err != nil {
		return &exit{statusFailed, err}
	}
	defer archive.Close()

	clock := demoDay
	job := crawlJob{
		config: scraper.Config{Version: version(), Contact: "demo", NoDelay: true, Dial: server.Dial, RootCAs: server.RootCAs},
		now:    func() time.Time { return clock },
	}
	for day := 1; day <= 3; day++ { // what is gone is looked for twice
		fmt.Fprintf(s.out, "Day %d: mingpao crawl, against a site on loopback\n", day)
		if err := crawl(ctx, streams{s.in, s.out, s.out}, crawlFlags{logFormat: "text"}, job, archive); err != nil {
			return err
		}
		fmt.Fprintln(s.out)
		if day == 1 {
			site.NextDay()
		}
		clock = clock.Add(25 * time.Hour)
	}
	return showDemo(ctx, s, archive)
}

// demoDay is when the embedded pages were published.
var demoDay = time.Date(2026, 3, 8, 12, 0, 0, 0, site.Zone)

// showDemo prints an article that changed between the two days, and one that is gone.
func showDemo(ctx context.Context, s streams, archive *store.Archive) error {
	changed, err := archive.Find(ctx, "ins", testdata.ChangedID)
	if err != nil {
		return &exit{statusFailed, err}
	}
	versions, err := archive.Versions(ctx, changed.Number)
	if err != nil {
		return &exit{statusFailed, err}
	}
	fmt.Fprintf(s.out, "An article that was edited in place, as first seen:\n\n%s\n", export.Text(&versions[0].Article))
	fmt.Fprintf(s.out, "and a day later, revision %d:\n\n%s\n", len(versions), export.Text(&versions[len(versions)-1].Article))
	gone, err := archive.Find(ctx, "ins", testdata.GoneID)
	if err != nil {
		return &exit{statusFailed, err}
	}
	_, err = fmt.Fprintf(s.out, "Gone from the site since %s, its text kept: %s\n", export.ReadableTime(gone.Gone), gone.Title)
	return err
}
