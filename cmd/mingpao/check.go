package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"mingpao/store"

	"mingpao/extract/site"
)

type checkFlags struct {
	db, ping, metrics string
}

func newCheck(s streams) *cobra.Command {
	var flags checkFlags
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Is the extraction still healthy?",
		Long: `Compare the day up to the last crawl with the archive's own past, section by section: number of
articles, share with an author, length, pages that could not be read, designs that are not known, and
paragraphs that stand word for word in many articles, which may be a new notice. Status 4 and a line a
finding where something looks wrong.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return read(cmd.Context(), flags.db, func(a *store.Archive) error { return runCheck(cmd.Context(), s, a, flags) })
		},
	}
	dbFlag(cmd, &flags.db)
	f := cmd.Flags()
	f.StringVar(&flags.ping, "ping", "", "tell a health-check service: this URL when healthy, URL/fail otherwise")
	f.StringVar(&flags.metrics, "metrics", "", "write the figures to this file for Prometheus")
	return cmd
}

func runCheck(ctx context.Context, s streams, a *store.Archive, flags checkFlags) error {
	h, err := examine(ctx, a, time.Now())
	if err != nil {
		return err
	}
	for _, f := range h.findings {
		fmt.Fprintln(s.out, plain(f))
	}
	if flags.metrics != "" {
		if err := writeFile(flags.metrics, func(w io.Writer) error { return h.metrics(w) }); err != nil {
			return err
		}
	}
	if flags.ping != "" {
		if err := ping(ctx, flags.ping, h.findings); err != nil {
			return err
		}
	}
	if len(h.findings) > 0 {
		return &exit{statusUnhealthy, nil}
	}
	fmt.Fprintf(s.err, "healthy: %d articles in the day up to %s\n", h.articles, h.end.In(site.Zone).Format("2006-01-02 15:04"))
	return nil
}

// health is what an examination found.
type health struct {
	end      time.Time // of the last run
	articles int
	failed   int
	last     store.Run
	sections map[string]*sectionHealth
	findings []string
}

// sectionHealth compares a section's day with its past.
type sectionHealth struct {
	name     string
	today    day
	past     []day // the days before, the latest first
	pastBody []int
}

type day struct {
	articles, authors int
	lengths           []int
}

// pastDays is how far the comparison goes back.
const pastDays = 14

// examine looks at the day up to the last crawl and at the days before it.
func examine(ctx context.Context, a *store.Archive, now time.Time) (*health, error) {
	last, ok, err := a.LastRun(ctx, "crawl")
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, fmt.Errorf("nothing to check: %s has seen no crawl", a.Path())
	}
	h := &health{end: last.Started, last: last, sections: map[string]*sectionHealth{}}
	if !last.Ended.IsZero() {
		h.end = last.Ended
	}
	h.lookAtRun(now)
	seen, err := a.SamplesSince(ctx, h.end.AddDate(0, 0, -1-pastDays))
	if err != nil {
		return nil, err
	}
	h.sort(seen)
	h.compare()
	since := h.end.AddDate(0, 0, -1)
	failures, err := a.FailedSince(ctx, since)
	if err != nil {
		return nil, err
	}
	looks, err := a.SightingsSince(ctx, since)
	if err != nil {
		return nil, err
	}
	h.lookAtFailures(failures, looks+len(failures))
	h.lookForNotices(seen)
	return h, nil
}

func (h *health) find(format string, args ...any) {
	h.findings = append(h.findings, fmt.Sprintf(format, args...))
}

func (h *health) lookAtRun(now time.Time) {
	switch age := now.Sub(h.end); {
	case age > 24*time.Hour:
		h.find("the last crawl ended %d hours ago: is cron running?", int(age.Hours()))
	case h.last.Status == statusFailed || h.last.Status == statusRefused:
		h.find("the last crawl ended with status %d", h.last.Status)
	}
}

// sort puts articles into their sections and days, counted back from the end of the last run.
func (h *health) sort(seen []store.Sample) {
	for _, art := range seen {
		key := art.Edition + "/" + art.SectionCode
		s := h.sections[key]
		if s == nil {
			s = &sectionHealth{name: key + " " + art.Section, past: make([]day, pastDays)}
			h.sections[key] = s
		}
		d := &s.today
		if back := int(h.end.Sub(art.FirstSeen).Hours() / 24); back > pastDays {
			continue
		} else if back > 0 {
			d = &s.past[back-1]
			s.pastBody = append(s.pastBody, art.Length)
		} else {
			h.articles++
		}
		d.articles++
		if art.Authors > 0 {
			d.authors++
		}
		d.lengths = append(d.lengths, art.Length)
	}
}

// compare finds sections that have become poorer. Sections too small to tell are left alone.
func (h *health) compare() {
	for _, key := range sortedKeys(h.sections) {
		s := h.sections[key]
		var counts []int
		articles, authors := 0, 0
		for _, d := range s.past {
			if d.articles > 0 {
				counts = append(counts, d.articles)
			}
			articles, authors = articles+d.articles, authors+d.authors
		}
		if len(counts) < 3 {
			continue
		}
		usual := median(counts)
		if usual >= 5 && s.today.articles*10 < usual*3 {
			h.find("%s: %d articles, usually %d", s.name, s.today.articles, usual)
		}
		if s.today.articles < 5 {
			continue
		}
		if share, past := percent(s.today.authors, s.today.articles), percent(authors, articles); past >= 30 && share*2 < past {
			h.find("%s: %d %% with an author, usually %d %%", s.name, share, past)
		}
		if length, past := median(s.today.lengths), median(s.pastBody); length*2 < past {
			h.find("%s: %d characters an article, usually %d", s.name, length, past)
		}
	}
}

func (h *health) lookAtFailures(failures []store.Failed, total int) {
	reasons := map[string]int{}
	for _, f := range failures {
		if f.Outcome != "failed" {
			continue
		}
		h.failed++
		reason := f.Detail
		for _, known := range []string{"unknown page design", "empty page", "broken markup"} {
			if strings.Contains(f.Detail, known) {
				reason = known
			}
		}
		reasons[reason]++
	}
	for _, reason := range sortedKeys(reasons) {
		n := reasons[reason]
		if reason == "unknown page design" || n >= 5 && n*10 > total {
			h.find("%d pages of %d: %s", n, total, reason)
		}
	}
}

// A paragraph that stands word for word in so many articles of different headlines is no article's own.
const (
	noticeCopies = 5
	noticeShort  = 8
	noticeLong   = 300
)

func (h *health) lookForNotices(seen []store.Sample) {
	titles := map[string]map[string]bool{}
	for _, art := range seen {
		for p := range strings.SplitSeq(art.Body, "\n\n") {
			if n := len([]rune(p)); n < noticeShort || n > noticeLong {
				continue
			}
			if titles[p] == nil {
				titles[p] = map[string]bool{}
			}
			titles[p][art.Title] = true
		}
	}
	for _, p := range sortedKeys(titles) {
		if n := len(titles[p]); n >= noticeCopies {
			h.find("a notice? in %d articles: %s", n, p)
		}
	}
}

func median(numbers []int) int {
	if len(numbers) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(numbers))
	return sorted[len(sorted)/2]
}

func percent(part, whole int) int {
	if whole == 0 {
		return 0
	}
	return 100 * part / whole
}

func sortedKeys[V any](m map[string]V) []string {
	return slices.Sorted(maps.Keys(m))
}
