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

	"mingpao/cmd/mingpao/internal/terminal"
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

// Import takes over what Export wrote.
func Import(ctx context.Context, r io.Reader, a *store.Archive, now time.Time) error {
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if err := take(ctx, a, line, now); err != nil {
			return fmt.Errorf("sources: --import: line %d: %w", n, err)
		}
	}
	return lines.Err()
}

func take(ctx context.Context, a *store.Archive, line string, now time.Time) error {
	verb, rest, _ := strings.Cut(line, " ")
	first, last, _ := strings.Cut(rest, " ")
	switch verb {
	case "add":
		address, name, _ := strings.Cut(last, " ")
		s, err := Added(address, first, name)
		if err != nil {
			return err
		}
		return a.Frontier().Choose(ctx, s)
	case "off":
		return Change(ctx, a, rest, func(c *queue.Choice) { c.IsOff = true })
	case "quiet":
		change, err := Quiet(first, now)
		if first == queue.ForGood {
			change, err = Quiet("", now)
		}
		if err != nil {
			return err
		}
		return Change(ctx, a, last, change)
	case "calendar":
		return AddDays(ctx, a, first, last, now)
	}
	return fmt.Errorf("%q is none of add, off, quiet, calendar", terminal.Plain(verb))
}
