package crawling

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"time"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/site"
	"mingpao/scraper"
	"mingpao/store"
	"mingpao/store/frontier"
	"mingpao/store/queue"
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
	end := &cli.Exit{Status: statusOf(r, left)}
	if end.Status == cli.Interrupted {
		return end, nil
	}
	told, err := c.news(ctx, r.Causes)
	if err != nil {
		return end, err
	}
	if line != "" && !c.job.Quiet {
		told = append(told, line)
	}
	for _, line := range told {
		c.line(line)
	}
	return end, nil
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
	line = fmt.Sprintf("order %d: %d of %d days are left%s; the next crawls go on with it", o.Number, left,
		daysBetween(o.From, o.To), remaining(o, c.now))
	return left, line, nil
}

// toldAgain is how often trouble that lasts is told of: daily, with a run that may be early.
const toldAgain = 24*time.Hour - 10*time.Minute

// news are the lines to print of what was not read. They are kept, so that --quiet tells of trouble when it begins,
// once a day while it lasts, and when it ends.
func (c teller) news(ctx context.Context, causes []scraper.Cause) (lines []string, err error) {
	known, err := c.archive.Frontier().Troubles(ctx)
	if err != nil {
		return nil, err
	}
	open := map[queue.Cause]frontier.Trouble{}
	for _, t := range known {
		open[t.Cause] = t
	}
	for _, cause := range causes {
		line := causeLine(cause)
		t, lasts := open[cause.Cause]
		delete(open, cause.Cause)
		switch {
		case !lasts:
			t = frontier.Trouble{Cause: cause.Cause, Since: c.now, Told: c.now}
			lines = append(lines, line)
		case c.now.Sub(t.Told) >= toldAgain:
			t.Told = c.now
			lines = append(lines, line+", since "+t.Since.In(site.Zone).Format("2006-01-02 15:04"))
		case !c.job.Quiet:
			lines = append(lines, line)
		}
		t.Line = line
		if err := c.archive.Frontier().SaveTrouble(ctx, t); err != nil {
			return nil, err
		}
	}
	ended, err := c.ended(ctx, open)
	return append(lines, ended...), err
}

// ended tells which troubles are over. One of pages lasts as long as the pages are not read, though they are not due
// in this run.
func (c teller) ended(ctx context.Context, open map[queue.Cause]frontier.Trouble) (lines []string, err error) {
	byName := func(a, b queue.Cause) int { return strings.Compare(a.String(), b.String()) }
	for _, cause := range slices.SortedFunc(maps.Keys(open), byName) {
		t := open[cause]
		lasts, err := c.archive.Frontier().IsFailing(ctx, cause, c.now)
		if err != nil {
			return nil, err
		}
		if lasts {
			continue
		}
		if err := c.archive.Frontier().EndTrouble(ctx, cause); err != nil {
			return nil, err
		}
		if c.job.Quiet {
			lines = append(lines, fmt.Sprintf("over after %s: %s", words.English.Span(c.now.Sub(t.Since)), t.Line))
		}
	}
	return lines, nil
}

// summary is the one line of a run that is not quiet.
func (c teller) summary(r scraper.Report, end *cli.Exit, took time.Duration) {
	seconds := int(took.Seconds())
	if c.job.JSON {
		slog.New(slog.NewJSONHandler(c.w, nil)).Info("summary", "new", r.New, "changed", r.Changed, "unchanged", r.Unchanged,
			"gone", r.Gone,
			"excerpt", r.Excerpt, "failed", r.Failed, "refused", r.Refused, "seconds", seconds, "status", end.Status)
		return
	}
	if c.job.Quiet {
		return
	}
	fmt.Fprintf(c.w, "new %d, changed %d, unchanged %d, gone %d, excerpt %d, failed %d, refused %d, %d s\n",
		r.New, r.Changed, r.Unchanged, r.Gone, r.Excerpt, r.Failed, r.Refused, seconds)
}
