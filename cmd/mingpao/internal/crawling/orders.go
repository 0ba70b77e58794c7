package crawling

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/site"
	"mingpao/store"
	"mingpao/store/queue"
)

// PrintOrders lists the orders, the newest first.
func PrintOrders(ctx context.Context, w io.Writer, a *store.Archive, now time.Time) error {
	orders, err := a.Frontier().Orders(ctx)
	if err != nil {
		return err
	}
	for _, o := range orders {
		if _, err := fmt.Fprintln(w, orderText(words.To(w), o, now)); err != nil {
			return err
		}
	}
	return nil
}

// orderText is an order in a line: 3  2025-01-01..2025-12-31  all sections  340 of 365 days left, about 2 days.
func orderText(in words.Speech, o queue.Order, now time.Time) string {
	sections := in.Sprintf("all sections")
	switch {
	case o.Reason == queue.OrderGap:
		sections = in.Sprintf("what was missed")
	case len(o.Sections) > 0:
		sections = strings.Join(o.Sections, ",")
	}
	return fmt.Sprintf("%d  %s..%s  %s  %s", o.Number, o.From, o.To, sections, orderState(in, o, now))
}

func orderState(in words.Speech, o queue.Order, now time.Time) string {
	switch {
	case o.IsCancelled:
		return in.Sprintf("cancelled %s", o.Ended.In(site.Zone).Format("2006-01-02 15:04"))
	case !o.Ended.IsZero():
		return in.Sprintf("done %s", o.Ended.In(site.Zone).Format("2006-01-02 15:04"))
	}
	state := words.Numbered("%[2]d of %[1]d day left|%[2]d of %[1]d days left", daysBetween(o.From, o.To),
		daysLeft(o)).In(in)
	if o.Reason == queue.OrderGap {
		state = words.Numbered("%[2]d of %[1]d list left|%[2]d of %[1]d lists left", o.Tasks, o.Tasks-o.Done).In(in)
	}
	if o.Failing > 0 {
		state += words.Numbered(", %d list not read so far|, %d lists not read so far", o.Failing).In(in)
	}
	return state + remaining(in, o, now)
}

// remaining is about how long an order takes still, by what it took so far; "" where that says nothing yet.
func remaining(in words.Speech, o queue.Order, now time.Time) string {
	took, total, left := now.Sub(o.Made), daysBetween(o.From, o.To), daysLeft(o)
	done := total - left
	if done <= 0 || left <= 0 || took < time.Minute {
		return ""
	}
	return in.Sprintf(", about %s", in.Span(took/time.Duration(done)*time.Duration(left)))
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
