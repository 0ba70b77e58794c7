package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/netip"
	"os"
	"time"

	"github.com/spf13/cobra"

	"mingpao/extract/site"
	"mingpao/scraper"
	"mingpao/store"
)

type crawlFlags struct {
	db        string
	sections  string
	from, to  string
	maxPages  int
	maxTime   time.Duration
	delay     time.Duration
	contact   string
	quiet     bool
	logFormat string
}

func newCrawl(s streams) *cobra.Command {
	var flags crawlFlags
	cmd := &cobra.Command{
		Use:   "crawl [flags] [URL...]",
		Short: "Bring the archive up to date",
		Long: `Bring the archive up to date: read what lists articles, fetch what is new or due again, politely.

Made for cron: one run at a time, silent on success with --quiet, killed at any moment without
loss. A run that was cut short goes on where it ended. Addresses fetch just those articles.`,
		Example: `  mingpao crawl
  mingpao crawl --section pns/s00012,ins/s00001
  mingpao crawl --from 2025-12-01 --to 2025-12-03
  mingpao crawl https://news.mingpao.com/pns/...`,
		RunE: func(cmd *cobra.Command, args []string) error {
			job, err := flags.job(args, cmd.Flags().Changed("delay"))
			if err != nil {
				return err
			}
			return write(cmd.Context(), flags.db, func(a *store.Archive) error { return crawl(cmd.Context(), s, flags, job, a) })
		},
	}
	f := cmd.Flags()
	dbFlag(cmd, &flags.db)
	f.StringVar(&flags.sections, "section", "", "only these sections, like pns/s00012,ins/s00001")
	f.StringVar(&flags.from, "from", "", "fetch past days: the first, like 2025-12-01")
	f.StringVar(&flags.to, "to", "", "the last of them (default the first)")
	f.IntVar(&flags.maxPages, "max-pages", 0, "end after so many pages (default no limit)")
	f.DurationVar(&flags.maxTime, "max-time", 0, "end after so long, like 10m (default no limit)")
	f.DurationVar(&flags.delay, "delay", 2*time.Second, "between two requests to a host")
	f.StringVar(&flags.contact, "contact", "", contactHelp)
	f.BoolVar(&flags.quiet, "quiet", false, "print nothing on success")
	f.StringVar(&flags.logFormat, "log-format", "text", "text for people, json for machines")
	return cmd
}

// crawlJob is a crawl command line, understood.
type crawlJob struct {
	config scraper.Config
	want   scraper.Want
	refs   []site.Ref
	now    func() time.Time
}

func (f crawlFlags) job(args []string, delaySet bool) (crawlJob, error) {
	job := crawlJob{config: fetchConfig(f.contact), now: time.Now}
	var err error
	if f.sections != "" {
		if job.want.Sections, err = site.ParseSections(f.sections); err != nil {
			return job, usageError("crawl: --section: %v", err)
		}
	}
	if job.want.From, job.want.To, err = days(f.from, f.to); err != nil {
		return job, usageError("crawl: %v", err)
	}
	for _, arg := range args {
		ref, ok := site.ParseURL(arg)
		if !ok {
			return job, usageError("crawl: %s is no article's address; it looks like https://news.mingpao.com/pns/…/article/20251203/s00001/1764700000000", plain(arg))
		}
		job.refs = append(job.refs, ref)
	}
	switch {
	case len(args) > 0 && (f.sections != "" || f.from != ""):
		return job, usageError("crawl: addresses and --section, --from, --to do not go together")
	case f.maxPages < 0 || f.maxTime < 0:
		return job, usageError("crawl: --max-pages and --max-time take numbers from 0")
	case f.logFormat != "text" && f.logFormat != "json":
		return job, usageError("crawl: --log-format %q is none of text, json", f.logFormat)
	case f.delay < 0 || f.delay < time.Second && !toLoopback():
		return job, usageError("crawl: --delay %v is too short: at least 1s, unless the traffic goes to loopback", f.delay)
	}
	job.config.Delay, job.config.NoDelay = f.delay, delaySet && f.delay == 0
	return job, nil
}

// days reads a range of days.
func days(from, to string) (string, string, error) {
	if from == "" && to == "" {
		return "", "", nil
	}
	if from == "" {
		return "", "", errors.New("--to needs --from")
	}
	if to == "" {
		to = from
	}
	for _, day := range []string{from, to} {
		if _, err := time.Parse(time.DateOnly, day); err != nil {
			return "", "", fmt.Errorf("%q is no day; days are written like 2025-12-01", day)
		}
	}
	if to < from {
		return "", "", fmt.Errorf("--to %s lies before --from %s", to, from)
	}
	return from, to, nil
}

// toLoopback tells whether the traffic goes to this machine, through a proxy.
func toLoopback() bool {
	r, err := http.NewRequest(http.MethodGet, "https://news.mingpao.com/", nil)
	if err != nil {
		return false
	}
	u, err := http.ProxyFromEnvironment(r)
	if err != nil || u == nil {
		return false
	}
	addr, err := netip.ParseAddr(u.Hostname())
	return u.Hostname() == "localhost" || err == nil && addr.IsLoopback()
}

// crawl runs a job on an open archive and says how it went.
func crawl(ctx context.Context, s streams, flags crawlFlags, job crawlJob, archive *store.Archive) error {
	began := time.Now()
	run, err := archive.BeginRun(ctx, "crawl", version(), job.now())
	if err != nil {
		return &exit{statusFailed, err}
	}
	front := frontier{archive, context.WithoutCancel(ctx), run, job.now}
	job.config.Robots, job.config.Now = front, job.now
	bar := newProgress(s.err, 2, "pages")
	notes, flush := quietly(s.err, flags)
	fetcher := scraper.NewFetcher(ctx, job.config)
	defer fetcher.Close()
	c := &scraper.Crawl{
		Fetcher: fetcher, Archive: front, Log: crawlLog(notes, flags, bar), Now: job.now,
		Want: job.want, Refs: job.refs, Follow: len(job.refs) == 0, MaxPages: flags.maxPages, MaxTime: flags.maxTime,
		Progress: bar.progress(),
	}
	counts, err := c.Run(ctx)
	bar.clear()
	end := crawlEnd(err, counts)
	if err := archive.EndRun(ctx, run, store.Counts(counts), end.status, job.now()); err != nil {
		return &exit{statusFailed, err}
	}
	if end.status != statusDone {
		flush()
	}
	report(s.err, flags, counts, end, time.Since(began))
	if end.status == statusDone {
		return nil
	}
	return end
}

// crawlEnd is the exit status and message of a crawl.
func crawlEnd(err error, c scraper.Counts) *exit {
	fetched := c.New + c.Changed + c.Unchanged + c.Gone
	switch {
	case errors.Is(err, scraper.ErrRefused):
		return &exit{statusRefused, err}
	case errors.Is(err, scraper.ErrInterrupted):
		return &exit{statusInterrupted, nil}
	case errors.Is(err, scraper.ErrUnreachable) && fetched > 0:
		return &exit{statusPartly, err}
	case err != nil:
		return &exit{statusFailed, err}
	case c.Failed+c.Refused > 0:
		return &exit{statusPartly, nil}
	}
	return &exit{statusDone, nil}
}

// quietly holds warnings back with --quiet: a list that did not answer is no news as long as the run went well.
func quietly(w io.Writer, flags crawlFlags) (notes io.Writer, flush func()) {
	if !flags.quiet || flags.logFormat == "json" {
		return w, func() {}
	}
	var held bytes.Buffer
	return &held, func() { _, _ = held.WriteTo(w) }
}

// crawlLog prints warnings for people, and everything for machines.
func crawlLog(w io.Writer, flags crawlFlags, bar progress) *slog.Logger {
	w = plainWriter{w, bar}
	if flags.logFormat == "json" {
		return slog.New(slog.NewJSONHandler(w, &slog.HandlerOptions{Level: slog.LevelInfo}))
	}
	return slog.New(&lineHandler{w})
}

// report prints the summary: one line, none with --quiet on success.
func report(w io.Writer, flags crawlFlags, c scraper.Counts, end *exit, took time.Duration) {
	switch {
	case flags.logFormat == "json":
		slog.New(slog.NewJSONHandler(w, nil)).Info("summary", "new", c.New, "changed", c.Changed, "unchanged", c.Unchanged, "gone", c.Gone,
			"excerpt", c.Excerpt, "failed", c.Failed, "refused", c.Refused, "seconds", int(took.Seconds()), "status", end.status)
	case !flags.quiet || end.status != statusDone:
		fmt.Fprintf(w, "new %d, changed %d, unchanged %d, gone %d, excerpt %d, failed %d, refused %d, %d s\n",
			c.New, c.Changed, c.Unchanged, c.Gone, c.Excerpt, c.Failed, c.Refused, int(took.Seconds()))
	}
}

// openToWrite opens the archive for the one run that may write to it.
func openToWrite(ctx context.Context, path string) (*store.Archive, error) {
	archive, err := store.Open(ctx, dbPath(path))
	switch {
	case errors.Is(err, store.ErrBusy):
		return nil, &exit{statusBusy, err}
	case err != nil:
		return nil, &exit{statusFailed, err}
	}
	return archive, nil
}

func dbFlag(cmd *cobra.Command, path *string) {
	cmd.Flags().StringVar(path, "db", "", "the archive's `FILE` (default $MINGPAO_DB, else mingpao.db)")
}

func dbPath(path string) string {
	if path == "" {
		path = os.Getenv("MINGPAO_DB")
	}
	if path == "" {
		path = "mingpao.db"
	}
	return path
}
