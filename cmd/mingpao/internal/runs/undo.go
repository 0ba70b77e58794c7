package runs

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/store"
	"mingpao/store/frontier"
)

// Undo takes a run back.
type Undo struct {
	Archive *store.Archive
	Version string // of the program
	Now     func() time.Time
	Reason  string
	DryRun  bool // it says what would be, and no more

	Err io.Writer
}

// Run takes back the run of a number.
func (u Undo) Run(ctx context.Context, run int64) error {
	planned, err := u.Archive.PlanUndo(ctx, run)
	if err != nil {
		return err
	}
	if u.DryRun {
		words.Fprintf(u.Err, cli.Rehearsed)
		return u.say(planned)
	}
	status, err := cli.NoteRun(ctx, u.Archive, "undo", u.Version, u.Now, func(by int64) (frontier.Counts, bool, error) {
		err := u.Archive.Frontier().NoteInputs(ctx, by, []string{strings.TrimSpace(fmt.Sprintf("run %d %s", run, u.Reason))})
		if err == nil {
			planned, err = u.Archive.Undo(ctx, by, run, u.Reason, u.Now())
		}
		return frontier.Counts{}, false, err
	})
	if err := cli.Ended(status, err); err != nil {
		return err
	}
	return u.say(planned)
}

func (u Undo) say(done store.Undone) error {
	said := "run %d (%s of %.16s): %s count no longer; they stay in the record, marked\n"
	if done.Again {
		said = "run %d (%s of %.16s): %s count again\n"
	}
	return words.Fprintf(u.Err, said, done.Run, terminal.Plain(done.Command), done.Started,
		words.Numbered("%d look|%d looks", done.Looks))
}
