package trouble

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"time"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/state"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/scraper/fetch"
	"mingpao/store"
	"mingpao/store/frontier"
	"mingpao/store/queue"
)

// Attempts are the crawls of an archive as is kept beside it: what could not be written into it.
type Attempts struct {
	Last     time.Time          `json:"last"` // be it that it got at the archive or not
	Troubles []frontier.Trouble `json:"troubles"`
}

// fileOf is where the attempts at an archive are kept.
func fileOf(archive string) state.File {
	if path, err := filepath.Abs(archive); err == nil {
		archive = path
	}
	if folder, err := filepath.EvalSymlinks(filepath.Dir(archive)); err == nil {
		archive = filepath.Join(folder, filepath.Base(archive))
	}
	if file, err := filepath.EvalSymlinks(archive); err == nil {
		archive = file
	}
	return state.File{Folders: state.Folders(archive), Name: state.Name(archive, "state", "crawl")}
}

// AttemptsAt are the crawls of an archive so far, nothing where none was kept.
func AttemptsAt(archive string) Attempts { return latest(fileOf(archive).Read()) }

// latest is what the last run kept. A file that a kill left half written says nothing.
func latest(kept [][]byte) (last Attempts) {
	for _, text := range kept {
		var a Attempts
		if json.Unmarshal(text, &a) == nil && !a.Last.Before(last.Last) {
			last = a
		}
	}
	return last
}

// Attempt is a crawl that may not get at its archive.
type Attempt struct {
	Archive string
	Now     func() time.Time
	Quiet   bool
}

// Do crawls. What keeps it from the archive is an error; a quiet one is silent while that is known. What is over by
// that it got there is said on w. The crawl is told whether the clock was wrong the last time, and says whether that
// is in doubt still.
func (a Attempt) Do(ctx context.Context, w io.Writer, crawl func(isDoubted *bool) error) error {
	_, isDoubted := find(AttemptsAt(a.Archive).Troubles, wrongClock)
	err := crawl(&isDoubted)
	var e *cli.Exit
	isExit := errors.As(err, &e)
	switch {
	case isExit && e.Status == cli.Usage, ctx.Err() != nil:
		return err
	case !isExit && err != nil:
		e = &cli.Exit{Status: cli.Failed, Err: err}
	case !isExit:
		e = &cli.Exit{Status: cli.Done}
	}
	n, kept := a.note(words.To(w), e.Err, isDoubted)
	for i, line := range n.Lines {
		if e.Err == nil || i > 0 {
			fmt.Fprintln(w, "mingpao:", terminal.OneLine(line))
		}
	}
	switch {
	case e.Err == nil || !kept || !a.Quiet:
		return err
	case len(n.Lines) > 0:
		return &cli.Exit{Status: e.Status, Err: errors.New(n.Lines[0])}
	}
	return &cli.Exit{Status: e.Status}
}

// note keeps what became of an attempt, and reports whether it could be kept.
func (a Attempt) note(in words.Speech, failure error, isDoubted bool) (n News, isKept bool) {
	now, file := a.Now(), fileOf(a.Archive)
	if !a.Quiet && len(file.Read()) == 0 {
		return n, false // a person's own run: there is nobody to be spared
	}
	var seen []Seen
	if failure != nil {
		seen = []Seen{{Cause: causeOf(failure), Line: failure.Error(), Said: in.Error(failure)}}
	}
	err := file.Update(func(kept [][]byte) []byte {
		before := latest(kept)
		// It gets at the archive, or it does not: no trouble of that is over while there is another.
		n, _ = Teller{Now: now, Quiet: a.Quiet, In: in}.Tell(before.Troubles, seen, func(k frontier.Trouble) (bool, error) {
			return failure == nil && !(isDoubted && k.Cause == wrongClock), nil
		})
		text, _ := json.Marshal(Attempts{now, n.merged(before.Troubles)}) // times and texts: they always encode
		return text
	})
	return n, err == nil
}

var wrongClock = queue.Cause{Kind: queue.WrongClock}

func causeOf(failure error) queue.Cause {
	if wrong := new(fetch.WrongClock); errors.As(failure, &wrong) {
		return wrongClock
	}
	return store.CauseOf(failure)
}
