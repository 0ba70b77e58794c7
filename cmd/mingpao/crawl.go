package main

import (
	"context"
	"errors"
	"io"
	"math"
	"os"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/crawling"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/trouble"
	"mingpao/extract/site"
	"mingpao/store"
	"mingpao/store/queue"
)

type crawlFlags struct {
	db        string
	sections  []string
	from, to  string
	recheck   string
	orders    bool
	dryRun    bool
	asJSON    bool
	cancel    int64
	pictures  string
	maxPages  int
	maxTime   time.Duration
	delay     time.Duration
	contact   string
	quiet     bool
	logFormat string
}

// crawlMemory is from where on the garbage of a crawl is collected eagerly: it waits for the site nearly all the
// time, and keeps well below 100 MB of a small machine.
const crawlMemory = 64 << 20

func newCrawl(s streams) *cobra.Command {
	var flags crawlFlags
	cmd := &cobra.Command{
		Use:   "crawl [flags] [URL|ID...]",
		Short: "Bring the archive up to date",
		Long: `Bring the archive up to date: read the lists that are due, fetch what is new or due again, politely;
then go on with past days that were ordered.

Made for cron: one run at a time, killed at any moment without loss, status 0 only if everything that
was due was read. With --quiet trouble is told when it begins, once a day while it lasts, and when it
ends. --from and --to are an order: this run begins with it, later ones go on with it.
Addresses, and ids of articles that the archive or a list of it knows, fetch just those.

With --pictures, after the texts, the pictures that the articles of the last days show are fetched, too, or
those of the days, the addresses or the sections that are named; --pictures=on has every crawl fetch those of
what it reads from now on, --pictures=off ends that.`,
		Example: `  mingpao crawl
  mingpao crawl --section pns/s00012,ins/s00001
  mingpao crawl --dry-run
  mingpao crawl --from 2025-12-01 --to 2025-12-03
  mingpao crawl --pictures --from 2025-12-01 --to 2025-12-03
  mingpao crawl --recheck 2025-11-01..2025-11-30
  mingpao crawl https://news.mingpao.com/pns/...`,
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			job, err := flags.job(ctx, args, cmd.Flags().Changed("delay"))
			if err != nil {
				return err
			}
			if flags.dryRun {
				return cli.Read(ctx, flags.db, func(a *store.Archive) error {
					return terminal.Paged(s.out, func(w io.Writer) error {
						return crawling.PrintPlan(ctx, w, a, job, flags.asJSON)
					})
				})
			}
			if flags.orders {
				return cli.Read(ctx, flags.db, func(a *store.Archive) error {
					return crawling.PrintOrders(ctx, s.out, a, job.Now())
				})
			}
			if os.Getenv("GOMEMLIMIT") == "" {
				debug.SetMemoryLimit(crawlMemory)
			}
			if flags.cancel != 0 {
				return cli.Write(ctx, s.err, flags.db, func(a *store.Archive) error {
					return a.Frontier().CancelOrder(ctx, flags.cancel, job.Now())
				})
			}
			attempt := trouble.Attempt{Archive: cli.DBPath(flags.db), Now: job.Now, Quiet: flags.quiet}
			return attempt.Do(ctx, s.err, func(isDoubted *bool) error {
				job.IsDoubted = isDoubted
				return flags.crawl(ctx, s, job)
			})
		},
	}
	flags.add(cmd)
	return cmd
}

// crawl opens the archive and crawls.
func (f crawlFlags) crawl(ctx context.Context, s streams, job crawling.Job) error {
	err := cli.WritePatiently(ctx, s.err, f.db, f.patience(), func(a *store.Archive) error {
		return crawling.Run(ctx, s.err, a, job)
	})
	if errors.Is(err, store.ErrLocked) {
		return &cli.Exit{Status: cli.Partly, Err: err}
	}
	return err
}

// patience is that of a run without a person: it waits for other programs as long as it may last.
func (f crawlFlags) patience() store.Patience {
	if f.maxTime == 0 {
		return store.Patience{Wait: math.MaxInt64}
	}
	return store.Patience{Wait: f.maxTime, Until: time.Now().Add(f.maxTime)}
}

func (f *crawlFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	cli.DBFlag(cmd, &f.db)
	cli.Many(flags, &f.sections, "section",
		"only the section of this `NAME`: 觀點, pns/s00012, ins (repeat, or put commas between)")
	flags.StringVar(&f.from, "from", "", "order past days since this `DAY`: 2025-12-01, or a month: 2025-12")
	flags.StringVar(&f.to, "to", "", "until this `DAY`, which is included (default the one day or month of --from)")
	flags.StringVar(&f.recheck, "recheck", "",
		"look again at what the archive has of some `DAYS`: 2025-12-03, 2025-11-01..2025-11-30, 2025-11")
	flags.BoolVar(&f.dryRun, "dry-run", false, "say what would be asked now, in which order and why, and ask nothing")
	flags.BoolVar(&f.asJSON, "json", false, "with --dry-run: as JSON")
	flags.BoolVar(&f.orders, "orders", false, "show the orders")
	flags.Int64Var(&f.cancel, "cancel", 0, "end the order of this `NUMBER`")
	flags.StringVar(&f.pictures, "pictures", "",
		"fetch pictures of articles, too; `on`, large or off: from now on, or no longer")
	flags.Lookup("pictures").NoOptDefVal = thisTime
	cli.Complete(cmd, "pictures", []string{"on", "large", "off"})
	flags.IntVar(&f.maxPages, "max-pages", 0, "end after so `MANY` pages and pictures (default no limit)")
	flags.DurationVar(&f.maxTime, "max-time", 0, "end after this `TIME`: 10m (default no limit)")
	flags.DurationVar(&f.delay, "delay", 2*time.Second, "`TIME` between two requests to a host")
	flags.StringVar(&f.contact, "contact", "", contactHelp)
	flags.BoolVarP(&f.quiet, "quiet", "q", false, "print nothing on success, and of trouble only what is new")
	flags.StringVar(&f.logFormat, "log-format", "text", "`FORMAT` of what is printed: text for people, json for machines")
	cli.Complete(cmd, "log-format", []string{"text", "json"})
	var names []string
	for _, s := range site.Listed() {
		names = append(names, s.Edition+"/"+s.Code+"\t"+s.Name)
	}
	cli.Complete(cmd, "section", names)
}

// job is what the command line asks for.
func (f crawlFlags) job(ctx context.Context, args []string, delaySet bool) (crawling.Job, error) {
	job := crawling.Job{Config: fetchConfig(f.contact), Recheck: f.recheck != "", MaxPages: f.maxPages, MaxTime: f.maxTime,
		Pictures: queue.Pictures(f.pictures), Quiet: f.quiet, JSON: f.logFormat == "json"}
	var err error
	if job.Now, err = clock(); err != nil {
		return job, err
	}
	if job.Want.Sections, err = crawling.Sections(ctx, f.db, f.sections); err != nil {
		return job, cli.Usagef("crawl: %v", err)
	}
	if job.Want.From, job.Want.To, err = crawling.Days(f.from, f.to, f.recheck, job.Now()); err != nil {
		return job, cli.Usagef("crawl: %v", err)
	}
	if job.Refs, err = crawling.Refs(ctx, f.db, args); err != nil {
		return job, err
	}
	job.Config.Delay, job.Config.NoDelay = f.delay, delaySet && f.delay == 0
	return job, f.check(len(args))
}

// check refuses flags that do not go together, or make no sense.
func (f crawlFlags) check(args int) error {
	switch {
	case args > 0 && (len(f.sections) > 0 || f.from != "" || f.recheck != ""):
		return cli.Usagef("crawl: addresses and --section, --from, --to, --recheck do not go together")
	case f.dryRun && (f.from != "" || f.recheck != "" || f.orders || f.cancel != 0):
		return cli.Usagef("crawl: --dry-run and --from, --recheck, --orders, --cancel do not go together")
	case f.asJSON && !f.dryRun:
		return cli.Usagef("crawl: --json is for --dry-run; --log-format json is for a crawl")
	case f.recheck != "" && (f.from != "" || f.to != ""):
		return cli.Usagef("crawl: --recheck and --from, --to do not go together")
	case f.pictures != "" && f.pictures != thisTime && !isChoice(f.pictures) && f.pictures != string(queue.LargePictures):
		return cli.Usagef("crawl: --pictures=%s is none of on, large, off", plain(f.pictures))
	case f.maxPages < 0 || f.maxTime < 0:
		return cli.Usagef("crawl: --max-pages and --max-time take numbers from 0")
	case f.logFormat != "text" && f.logFormat != "json":
		return cli.Usagef("crawl: --log-format %q is none of text, json", f.logFormat)
	case f.delay < 0 || f.delay < time.Second && !toLoopback():
		return cli.Usagef("crawl: --delay %v is too short: at least 1s, unless the traffic goes to loopback", f.delay)
	}
	return nil
}
