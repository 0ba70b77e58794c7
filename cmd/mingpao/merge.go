package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"mingpao/store"
)

func newMerge(s streams) *cobra.Command {
	var db string
	cmd := &cobra.Command{
		Use:   "merge OTHER.db...",
		Short: "Bring what other archives have seen into this one",
		Long: `Bring what other archives have seen into this one: the union of both, whatever came first. The others
are only read; they may be of older versions. A merge that was cut short goes on when it is repeated.
What was removed for good in one of them is removed here.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usageError("merge: name the archives to bring in")
			}
			return write(cmd.Context(), s, db, func(a *store.Archive) error { return runMerge(cmd.Context(), s, a, args) })
		},
	}
	dbFlag(cmd, &db)
	return cmd
}

func runMerge(ctx context.Context, s streams, a *store.Archive, others []string) error {
	run, err := a.BeginRun(ctx, "merge", version(), time.Now())
	if err != nil {
		return err
	}
	var total store.Imported
	damaged := 0
	var failure error
	for _, path := range others {
		n, err := mergeOne(ctx, a, path, run, func(err error) {
			damaged++
			fmt.Fprintf(s.err, "mingpao: %s\n", oneLine(err.Error()))
		})
		total.Add(n)
		if err != nil {
			failure = err
			break
		}
	}
	status := statusDone
	switch {
	case ctx.Err() != nil:
		status = statusInterrupted
	case failure != nil:
		status = statusFailed
	case damaged > 0:
		status = statusPartly
	}
	counts := store.Counts{New: total.New, Changed: total.Changed, Unchanged: total.Unchanged + total.Known,
		Failed: damaged}
	if err := a.EndRun(ctx, run, counts, status, time.Now()); err != nil {
		return errors.Join(failure, err)
	}
	if status == statusFailed {
		return failure
	}
	fmt.Fprintf(s.err, "new %d, changed %d, unchanged %d, known %d, removed for good %d, damaged %d\n",
		total.New, total.Changed, total.Unchanged, total.Known, total.Removed, damaged)
	if status != statusDone {
		return &exit{status, nil}
	}
	return nil
}

// mergeOne brings one archive in. One of an older version is brought up to date in a copy.
func mergeOne(ctx context.Context, a *store.Archive, path string, run int64, damaged func(error)) (store.Imported,
	error) {
	if same(path, a.Path()) {
		return store.Imported{}, usageError("merge: %s is the archive itself", plain(path))
	}
	other, err := store.OpenReader(ctx, path)
	if errors.Is(err, store.ErrOlder) {
		folder, failure := os.MkdirTemp(filepath.Dir(a.Path()), ".mingpao-merge-")
		if failure != nil {
			return store.Imported{}, failure
		}
		defer os.RemoveAll(folder)
		other, err = store.OpenCopy(ctx, path, filepath.Join(folder, "copy.db"))
	}
	if err != nil {
		return store.Imported{}, err
	}
	defer other.Close()
	return a.Merge(ctx, other, run, time.Now(), damaged)
}

func same(a, b string) bool {
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	return errX == nil && errY == nil && os.SameFile(x, y)
}
