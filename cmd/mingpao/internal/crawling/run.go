// Package crawling is one run of the crawl on an archive: what a person asked for is written into the queue, the
// scraper runs, and what it says is compared with what was said before.
//
//	run.go       a run from its begin to its exit status
//	asked.go     the days and sections that a person may ask for
//	clock.go     is this machine's clock right, and what runs left whose clock was ahead
//	pictures.go  what is said of pictures
//	words.go     what is said of a run: trouble, how far an order is, a summary
//	orders.go    the orders in lines
//	plan.go      what a run would ask
//	frontier.go  the archive as the scraper sees it
package crawling

import (
	"cmp"
	"context"
	"errors"
	"io"
	"log/slog"
	"time"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/site"
	"mingpao/scraper"
	"mingpao/scraper/fetch"
	"mingpao/store"
	"mingpao/store/frontier"
	"mingpao/store/queue"
)

// Job is a crawl as a person asked for it.
type Job struct {
	Config   fetch.Config
	Want     queue.Want // an order, or what is to be rechecked
	Refs     []site.Ref // only these articles
	Recheck  bool
	Pictures queue.Pictures // "": as the archive says
	MaxPages int            // 0 is no limit
	MaxTime  time.Duration  // 0 is no limit
	Quiet    bool           // nothing is printed on success, and of trouble only what is new
	JSON     bool           // messages are for machines
	Now      func() time.Time

	// IsDoubted tells that the clock was wrong the last time, and is set to false where hosts say that it is right; nil
	// is no doubt.
	IsDoubted *bool
}

// Run runs a job on an open archive and says on w how it went.
func Run(ctx context.Context, w io.Writer, archive *store.Archive, job Job) error {
	began := time.Now()
	bar := terminal.NewProgress(w, 2, words.To(w).Sprintf("pages"))
	c := &scraper.Crawl{
		Config: job.Config, Archive: crawled{archive.Frontier(), archive, 0, job.Now}, Log: job.log(besideBar{w, bar}),
		Now: job.Now, Want: job.Want, Refs: job.Refs, Recheck: job.Recheck, Pictures: job.wantsPictures(),
		Follow: len(job.Refs) == 0, MaxPages: job.MaxPages, MaxTime: job.MaxTime, Progress: bar.Watch(),
	}
	said := teller{w, job, archive, job.Now()}
	if err := said.checkClock(ctx, c); err != nil {
		return &cli.Exit{Status: cli.Failed, Err: err}
	}
	run, err := archive.Frontier().BeginRun(ctx, "crawl", job.Config.Version, job.Now())
	if err != nil {
		return &cli.Exit{Status: cli.Failed, Err: err}
	}
	c.Archive = crawled{archive.Frontier(), archive, run, job.Now}
	var report scraper.Report
	if c.Order, err = job.prepare(ctx, archive, run); err == nil {
		report, err = c.Run(ctx)
	}
	bar.Clear()
	keep := context.WithoutCancel(ctx) // an interrupted run ends as one
	if wrong := new(fetch.WrongClock); errors.As(err, &wrong) {
		return &cli.Exit{Status: cli.Failed, Err: cmp.Or(archive.Frontier().DropRun(keep, run), err)}
	}
	said.now = job.Now()
	end, err := said.end(keep, report, c.Order, err)
	if err := archive.Frontier().EndRun(keep, run, frontier.Counts(report.Counts), end.Status, job.Now()); err != nil {
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

// prepare writes what is asked for into the queue, and returns the order that it is, 0 for none.
func (j Job) prepare(ctx context.Context, archive *store.Archive, run int64) (order int64, err error) {
	now := j.Now()
	if err := cmp.Or(archive.Frontier().WakeFailing(ctx, run, now), j.choosePictures(ctx, archive)); err != nil {
		return 0, err
	}
	switch {
	case j.Recheck:
		_, err = archive.Frontier().Recheck(ctx, j.Want.From, j.Want.To, now)
	case j.Want.From != "":
		order, err = archive.Frontier().NewOrder(ctx, j.Want, now)
	}
	return order, err
}

// log says everything to machines. What people are told is in the report.
func (j Job) log(w io.Writer) *slog.Logger {
	if j.JSON {
		return slog.New(slog.NewJSONHandler(w, &slog.HandlerOptions{Level: slog.LevelInfo}))
	}
	return slog.New(slog.DiscardHandler)
}

// besideBar is a stream whose lines do not run into the progress bar.
type besideBar struct {
	w   io.Writer
	bar terminal.Progress
}

func (b besideBar) Write(p []byte) (int, error) {
	b.bar.Clear()
	return b.w.Write(p)
}

// statusOf is the exit status that a report stands for. Left is how many days of an order are left.
func statusOf(r scraper.Report, left int) int {
	switch {
	case r.Interrupted:
		return cli.Interrupted
	case len(r.Causes) == 0 && left == 0:
		return cli.Done
	case r.IsRefused:
		return cli.Refused
	case left == 0 && r.Tried > 0 && r.Read == 0:
		return cli.Failed
	}
	return cli.Partly
}
