package main

import (
	"context"
	"io"
	"log/slog"
	"time"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/scraper"
	"mingpao/store"
	"mingpao/store/frontier"
	"mingpao/store/queue"
)

// crawl runs a job on an open archive and says how it went.
func crawl(ctx context.Context, s streams, flags crawlFlags, job crawlJob, archive *store.Archive) error {
	began := time.Now()
	run, err := archive.Frontier().BeginRun(ctx, "crawl", version(), job.now())
	if err != nil {
		return &cli.Exit{Status: cli.Failed, Err: err}
	}
	bar := newProgress(s.err, 2, "pages")
	c := &scraper.Crawl{
		Config: job.config, Archive: crawled{archive.Frontier(), archive, run, job.now}, Log: crawlLog(plainWriter{s.err, bar}, flags),
		Now:  job.now,
		Want: job.want, Refs: job.refs, Recheck: job.recheck, Follow: len(job.refs) == 0, MaxPages: flags.maxPages,
		MaxTime:  flags.maxTime,
		Progress: bar.progress(),
	}
	var report scraper.Report
	if c.Order, err = prepare(ctx, archive, run, job); err == nil {
		report, err = c.Run(ctx)
	}
	bar.clear()
	keep := context.WithoutCancel(ctx) // an interrupted run ends as one
	said := crawlWords{s.err, flags, archive, job.now()}
	end, err := said.end(keep, report, c.Order, err)
	if err := archive.Frontier().EndRun(keep, run, frontier.Counts(report.Counts), end.Status, job.now()); err != nil {
		return &cli.Exit{Status: cli.Failed, Err: err}
	}
	if err != nil {
		return &cli.Exit{Status: cli.Failed, Err: err}
	}
	said.summary(report, end, time.Since(began))
	if end.Status == cli.Done {
		return nil
	}
	return end
}

// prepare writes what the command line wants into the queue, and returns the order that it is, 0 for none.
func prepare(ctx context.Context, archive *store.Archive, run int64, job crawlJob) (order int64, err error) {
	now := job.now()
	if err := archive.Frontier().WakeFailing(ctx, run, now); err != nil {
		return 0, err
	}
	switch {
	case job.recheck:
		_, err = archive.Frontier().Recheck(ctx, job.want.From, job.want.To, now)
	case job.want.From != "":
		order, err = archive.Frontier().NewOrder(ctx, job.want, now)
	}
	return order, err
}

// crawlLog says everything to machines. What people are told stands in the report.
func crawlLog(w io.Writer, flags crawlFlags) *slog.Logger {
	if flags.logFormat == "json" {
		return slog.New(slog.NewJSONHandler(w, &slog.HandlerOptions{Level: slog.LevelInfo}))
	}
	return slog.New(slog.DiscardHandler)
}

// crawlStatus is the exit status that a report stands for. Left is how many days of an order are left.
func crawlStatus(r scraper.Report, left int) int {
	switch {
	case r.Interrupted:
		return cli.Interrupted
	case len(r.Causes) == 0 && left == 0:
		return cli.Done
	case r.IsRefused:
		return cli.Refused
	case len(r.Causes) > 0 && r.Tried > 0 && r.Read == 0:
		return cli.Failed
	}
	return cli.Partly
}

// daysLeft are the days of an order that are not done.
func daysLeft(o queue.Order) int {
	if !o.Ended.IsZero() {
		return 0
	}
	left := 0
	if o.Next != "" && o.Next >= o.From {
		left = daysBetween(o.From, o.Next)
	}
	if o.Tasks > o.Done {
		left++ // the day at hand
	}
	return left
}

// daysBetween counts the days from one to another, both included.
func daysBetween(from, to string) int {
	a, err := time.Parse(time.DateOnly, from)
	b, err2 := time.Parse(time.DateOnly, to)
	if err != nil || err2 != nil {
		return 0
	}
	return int(b.Sub(a).Hours()/24) + 1
}
