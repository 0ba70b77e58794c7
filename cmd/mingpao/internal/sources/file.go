package sources

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"mingpao/cmd/mingpao/internal/filter"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/extract/told"
	"mingpao/store"
	"mingpao/store/queue"
)

// Export writes all that a person has said, a line each, as Import reads it.
func Export(ctx context.Context, w io.Writer, a *store.Archive) error {
	known, err := a.Frontier().Sources(ctx)
	if err != nil {
		return err
	}
	noted, err := a.Frontier().Calendar(ctx)
	if err != nil {
		return err
	}
	lines := []string{"# what mingpao knows of lists and days by a person's word"}
	for _, s := range known {
		section := s.Edition + "/" + s.Code
		if c := s.Choice; c.Address != "" {
			lines = append(lines, strings.TrimSpace("add "+section+" "+c.Address+" "+c.Name))
		}
		if s.Choice.IsOff {
			lines = append(lines, "off "+s.Key())
		}
		if s.Choice.Quiet != "" {
			lines = append(lines, "quiet "+s.Choice.Quiet+" "+s.Key())
		}
	}
	for _, day := range slices.Sorted(maps.Keys(noted)) {
		lines = append(lines, "calendar "+day+" "+noted[day])
	}
	for _, line := range lines {
		if _, err := fmt.Fprintln(w, terminal.OneLine(line)); err != nil {
			return err
		}
	}
	return nil
}

// Import takes over what Export wrote; nothing of it where a line is faulty.
func Import(ctx context.Context, r io.Reader, a *store.Archive, now time.Time) error {
	known, err := a.Frontier().Sources(ctx)
	if err != nil {
		return err
	}
	said := said{known: known, now: now}
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if err := said.take(line); err != nil {
			return told.Errorf("sources: --import: line %d: %w", n, err)
		}
	}
	if err := lines.Err(); err != nil {
		return told.Errorf("sources: --import: %w", err)
	}
	return said.apply(ctx, a)
}

// said is what lines say, each by what the lines before it have left.
type said struct {
	known  []queue.Source
	chosen []queue.Source
	days   [][2]string // with their note
	now    time.Time
}

func (s *said) apply(ctx context.Context, a *store.Archive) error {
	if err := a.Frontier().Choose(ctx, s.chosen...); err != nil {
		return err
	}
	for _, d := range s.days {
		if err := AddDays(ctx, a, d[0], d[1], s.now); err != nil {
			return err
		}
	}
	return nil
}

func (s *said) take(line string) (err error) {
	verb, rest, _ := strings.Cut(line, " ")
	first, last, _ := strings.Cut(rest, " ")
	var lists []queue.Source
	switch verb {
	case "add":
		address, name, _ := strings.Cut(last, " ")
		lists = make([]queue.Source, 1)
		lists[0], err = Added(address, first, name)
	case "off":
		lists, err = changed(s.known, rest, func(c *queue.Choice) { c.IsOff = true })
	case "quiet":
		until := first
		if until == queue.ForGood {
			until = ""
		}
		var change func(*queue.Choice)
		if change, err = Quiet(until, s.now); err == nil {
			lists, err = changed(s.known, last, change)
		}
	case "calendar":
		_, _, err = filter.Range(first, s.now)
		s.days = append(s.days, [2]string{first, last})
	default:
		err = told.Errorf("%q is none of add, off, quiet, calendar", terminal.Plain(verb))
	}
	s.chosen = append(s.chosen, lists...)
	s.known = append(lists, s.known...) // what is said last of a list is found first
	return err
}
