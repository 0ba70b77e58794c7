package crawling

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"time"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/trouble"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/scraper"
	"mingpao/store"
)

// teller says to people how a crawl went: a line a cause, and a summary. With --quiet only what is new.
type teller struct {
	w       io.Writer
	job     Job
	archive *store.Archive
	now     time.Time
}

// end tells what was not read, and finds the exit status. The error is the archive's.
func (c teller) end(ctx context.Context, r scraper.Report, order int64, err error) (*cli.Exit, error) {
	if err != nil {
		return &cli.Exit{Status: cli.Failed}, err
	}
	left, line, err := c.orderLine(ctx, order)
	if err != nil {
		return &cli.Exit{Status: cli.Failed}, err
	}
	pictures, err := c.picturesLeft(ctx)
	if err != nil {
		return &cli.Exit{Status: cli.Failed}, err
	}
	end := &cli.Exit{Status: statusOf(r, left)}
	if end.Status == cli.Done && pictures > 0 {
		end.Status = cli.Partly
	}
	if end.Status == cli.Interrupted {
		return end, nil
	}
	told, err := trouble.Run{Archive: c.archive, Report: r, Now: c.now, Quiet: c.job.Quiet, In: c.in()}.News(ctx)
	if err != nil {
		return end, err
	}
	if line != "" && !c.job.Quiet {
		told = append(told, line)
	}
	if pictures > 0 && !c.job.Quiet {
		told = append(told, words.Numbered("%d picture is left; the next crawls fetch it|"+
			"%d pictures are left; the next crawls fetch them", pictures).In(c.in()))
	}
	for _, s := range r.Met {
		told = append(told, trouble.MetLine(c.in(), s))
	}
	for _, line := range told {
		c.line(line)
	}
	return end, nil
}

// in is the language in which it is said: machines are told in English.
func (c teller) in() words.Speech {
	if c.job.JSON {
		return words.English
	}
	return words.To(c.w)
}

func (c teller) line(text string) {
	if c.job.JSON {
		slog.New(slog.NewJSONHandler(c.w, nil)).Warn(terminal.Plain(text))
		return
	}
	fmt.Fprintln(c.w, "mingpao:", terminal.OneLine(text))
}

// orderLine says how far an order is that this run was about.
func (c teller) orderLine(ctx context.Context, order int64) (left int, line string, err error) {
	if order == 0 {
		return 0, "", nil
	}
	o, err := c.archive.Frontier().OrderOf(ctx, order)
	if err != nil || daysLeft(o) == 0 {
		return 0, "", err
	}
	left = daysLeft(o)
	line = c.in().Sprintf("order %d: %s; the next crawls go on with it", o.Number, orderState(c.in(), o, c.now))
	return left, line, nil
}

// summary is the one line of a run that is not quiet.
func (c teller) summary(r scraper.Report, end *cli.Exit, took time.Duration) {
	seconds := int(took.Seconds())
	if c.job.JSON {
		slog.New(slog.NewJSONHandler(c.w, nil)).Info("summary", "new", r.New, "changed", r.Changed, "unchanged", r.Unchanged,
			"gone", r.Gone, "excerpt", r.Excerpt, "failed", r.Failed, "refused", r.Refused, "pictures", r.Pictures.Read,
			"seconds", seconds, "status", end.Status)
		return
	}
	if c.job.Quiet {
		return
	}
	words.Fprintf(c.w, "new %d, changed %d, unchanged %d, gone %d, excerpt %d, failed %d, refused %d%s, %d s\n",
		r.New, r.Changed, r.Unchanged, r.Gone, r.Excerpt, r.Failed, r.Refused,
		picturesText(words.To(c.w), r.Pictures), seconds)
}
