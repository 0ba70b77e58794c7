// Package runs lists the runs of an archive, and takes one back.
//
//	runs.go  the list
//	undo.go  what a run took in counts no more, or again
package runs

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/site"
	"mingpao/store"
	"mingpao/store/frontier"
)

// List writes the latest runs, the latest first, as many as a limit; 0: all.
func List(ctx context.Context, w io.Writer, a *store.Archive, limit int, asJSON bool) error {
	all, err := a.Frontier().AllRuns(ctx, limit)
	if err != nil {
		return err
	}
	for _, r := range all {
		if asJSON {
			err = export.JSON(w, shownOf(r), "")
		} else {
			_, err = fmt.Fprintln(w, line(words.To(w), r))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// line is a run for people.
func line(in words.Speech, r frontier.Run) string {
	parts := []string{fmt.Sprintf("%4d  %s  %-7s", r.Number, r.Started.In(site.Zone).Format("2006-01-02 15:04"),
		terminal.Plain(r.Command))}
	if r.Command != "undo" || r.Looks > 0 { // which names the run that it takes back
		parts = append(parts, in.Sprintf("brought %s", brought(in, r)))
	}
	if len(r.Inputs) > 0 {
		parts = append(parts, terminal.Plain(strings.Join(r.Inputs, " ")))
	}
	switch {
	case r.Undone != "":
		parts = append(parts, in.Sprintf("taken back %s", export.ReadableTime(r.Undone)))
	case r.Ended.IsZero():
		parts = append(parts, in.Text("did not end"))
	case r.Status != 0:
		parts = append(parts, in.Sprintf("status %d", r.Status))
	}
	return strings.Join(parts, "  ")
}

// brought is what a run added to the record.
func brought(in words.Speech, r frontier.Run) string {
	text := words.Numbered("%d look|%d looks", r.Looks).In(in)
	for _, c := range []struct {
		n    int
		said string
	}{{r.Counts.New, "new %d"}, {r.Counts.Changed, "changed %d"}, {r.Counts.Gone, "gone %d"}} {
		if c.n > 0 {
			text += in.Text(", ") + in.Sprintf(c.said, c.n)
		}
	}
	return text
}

// shown is a run for programs.
type shown struct {
	Run     int64    `json:"run"`
	Command string   `json:"command"`
	Version string   `json:"version"`
	Started string   `json:"started"`
	Ended   string   `json:"ended"`  // "": it did not end, or goes on
	Status  int      `json:"status"` // -1: none yet
	Inputs  []string `json:"inputs"`
	Looks   int      `json:"looks"`
	frontier.Counts
	Undone string `json:"undone"`
}

func shownOf(r frontier.Run) shown {
	s := shown{r.Number, r.Command, r.Version, stamp(r.Started), stamp(r.Ended), r.Status, r.Inputs, r.Looks,
		r.Counts, r.Undone}
	if s.Inputs == nil {
		s.Inputs = []string{}
	}
	return s
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return site.Stamp(t)
}
