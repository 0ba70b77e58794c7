package health

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"mingpao/store/queue"
)

// gauge is a figure that may go up and down.
type gauge struct {
	name, help string
	value      int64
}

// gauges are the figures that an archive has one of.
func gauges(c *Check, s *Status) []gauge {
	due, later := 0, 0
	for _, q := range s.Queue {
		due, later = due+q.Due, later+q.Later
	}
	return []gauge{
		{"mingpao_last_run_timestamp_seconds", "When the last crawl ended.", c.End.Unix()},
		{"mingpao_last_run_status", "The exit status of the last crawl, -1 while it runs.", int64(c.Last.Status)},
		{"mingpao_findings", "What mingpao check finds wrong.", int64(len(c.Findings))},
		{"mingpao_pages_failed", "Attempts that gave no article in the day up to the last crawl.", int64(c.Failed)},
		{"mingpao_days_not_covered", "Days of gaps that nothing has covered yet.", int64(c.gaps)},
		{"mingpao_archive_bytes", "The size of the archive.", s.Bytes},
		{"mingpao_queue_due", "Pages that are due.", int64(due)},
		{"mingpao_queue_later", "Pages that are due later.", int64(later)},
		{"mingpao_orders_open", "Orders of past days that are not done.", int64(len(s.Orders))},
	}
}

// WriteMetrics writes the figures of an archive in Prometheus' text format.
func WriteMetrics(w io.Writer, c *Check, s *Status) error {
	var b strings.Builder
	for _, g := range gauges(c, s) {
		header(&b, g.name, g.help)
		fmt.Fprintf(&b, "%s %d\n", g.name, g.value)
	}
	header(&b, "mingpao_articles", "New articles in the day up to the last crawl.")
	for _, key := range slices.Sorted(maps.Keys(c.sections)) {
		edition, code, _ := strings.Cut(key, "/")
		fmt.Fprintf(&b, "mingpao_articles{edition=%q,section=%q} %d\n", edition, code, c.sections[key].today.articles)
	}
	header(&b, "mingpao_list_failures", "Failures of a list in a row.")
	for _, l := range c.lists {
		fmt.Fprintf(&b, "mingpao_list_failures{kind=%q,edition=%q,section=%q} %d\n", l.Kind, l.Edition, l.Code, l.Failures)
	}
	header(&b, "mingpao_list_answered_timestamp_seconds", "When a list last answered.")
	for _, l := range c.lists {
		if !l.Answered.IsZero() {
			fmt.Fprintf(&b, "mingpao_list_answered_timestamp_seconds{kind=%q,edition=%q,section=%q} %d\n", l.Kind, l.Edition,
				l.Code, l.Answered.Unix())
		}
	}
	header(&b, "mingpao_troubles", "Troubles that last, by kind.")
	kinds := map[queue.Kind]int{}
	for _, t := range s.Troubles {
		kinds[t.Kind]++
	}
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		fmt.Fprintf(&b, "mingpao_troubles{kind=%q} %d\n", kind, kinds[kind])
	}
	header(&b, "mingpao_requests", "Requests to the site on a day.")
	for _, day := range slices.Sorted(maps.Keys(s.Requests)) {
		fmt.Fprintf(&b, "mingpao_requests{day=%q} %d\n", day, s.Requests[day])
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func header(b *strings.Builder, name, help string) {
	fmt.Fprintf(b, "# HELP %s %s\n# TYPE %s gauge\n", name, help, name)
}
