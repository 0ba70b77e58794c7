package frontier

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"mingpao/extract/site"
	"mingpao/store/internal/db"
	"mingpao/store/record"
)

// Counts is what a run did.
type Counts struct {
	New       int `json:"new"`
	Changed   int `json:"changed"`
	Unchanged int `json:"unchanged"`
	Gone      int `json:"gone"`
	Excerpt   int `json:"excerpt"`
	Failed    int `json:"failed"`
	Refused   int `json:"refused"`
}

// BeginRun notes that a command has started and returns the run's number. What was set aside until now counts again.
func (f *Frontier) BeginRun(ctx context.Context, command, version string, now time.Time) (number int64, err error) {
	err = record.Write(ctx, f.DB, "begin run", func(ctx context.Context, t *record.Writer) error {
		number, err = t.Insert(ctx, "INSERT INTO runs (command, version, started) VALUES (?, ?, ?)", command, version,
			site.Stamp(now))
		if err != nil {
			return err
		}
		return t.Recall(ctx, number, now)
	})
	return number, err
}

// mostInputs is how many of a run's inputs are noted.
const mostInputs = 20

// NoteInputs notes what a run was given.
func (f *Frontier) NoteInputs(ctx context.Context, run int64, inputs []string) error {
	var names []string
	for _, name := range inputs[:min(len(inputs), mostInputs)] {
		names = append(names, record.ShortName(name))
	}
	if more := len(inputs) - len(names); more > 0 {
		names = append(names, fmt.Sprintf("%d more", more))
	}
	b, err := json.Marshal(names)
	if err != nil {
		return err
	}
	return f.Write(ctx, "note inputs", func(ctx context.Context, t *db.Tx) error {
		return t.Exec(ctx, "UPDATE runs SET inputs = ? WHERE run = ?", string(b), run)
	})
}

// DropRun forgets a run that kept nothing.
func (f *Frontier) DropRun(ctx context.Context, run int64) error {
	return f.Write(ctx, "drop run", func(ctx context.Context, t *db.Tx) error {
		return t.Exec(ctx, "DELETE FROM runs WHERE run = ?", run)
	})
}

// EndRun notes how a run ended, be it by the end of its context.
func (f *Frontier) EndRun(ctx context.Context, run int64, c Counts, status int, now time.Time) error {
	return f.Write(context.WithoutCancel(ctx), "end run", func(ctx context.Context, t *db.Tx) error {
		return t.Exec(ctx, `UPDATE runs SET ended = ?, status = ?, new = ?, changed = ?, unchanged = ?, gone = ?, excerpt = ?,
			failed = ?,
			refused = ? WHERE run = ?`, site.Stamp(now), status, c.New, c.Changed, c.Unchanged, c.Gone, c.Excerpt, c.Failed,
			c.Refused, run)
	})
}
