package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/extract/site"
	"mingpao/store"
	"mingpao/store/catalog"
	"mingpao/store/frontier"
	"mingpao/store/record"
)

type mergeFlags struct {
	db                    string
	removals, yes, dryRun bool
}

func newMerge(s streams) *cobra.Command {
	var flags mergeFlags
	cmd := &cobra.Command{
		Use:   "merge OTHER.db...",
		Short: "Bring what other archives have seen into this one",
		Long: `Bring what other archives have seen into this one: the union of both, whatever came first. The others
are only read; they may be of older versions. A merge that was cut short goes on when it is repeated.
What was removed for good in one of them and is not here is kept out of here. What is here stays, and is
named; --removals removes it here, too, after it has asked.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cli.Usagef("merge: name the archives to bring in")
			}
			open := cli.Write
			if flags.dryRun {
				open = cli.Rehearse
			}
			return open(cmd.Context(), s.err, flags.db, func(a *store.Archive) error {
				m := merger{s: s, archive: a, flags: flags}
				return m.run(cmd.Context(), args)
			})
		},
	}
	cli.DBFlag(cmd, &flags.db)
	f := cmd.Flags()
	f.BoolVar(&flags.removals, "removals", false, "remove here what was removed for good there")
	f.BoolVar(&flags.yes, "yes", false, "do not ask")
	f.BoolVar(&flags.dryRun, "dry-run", false, "work on a copy of the archive, say what it would be, and change nothing")
	return cmd
}

// merger brings other archives into one.
type merger struct {
	s       streams
	archive *store.Archive
	flags   mergeFlags
	damaged int
}

func (m *merger) run(ctx context.Context, paths []string) error {
	others, end, err := m.openAll(ctx, paths)
	defer end()
	if err != nil {
		return err
	}
	if err := m.settleRemovals(ctx, others); err != nil {
		return err
	}
	run, err := m.archive.Frontier().BeginRun(ctx, "merge", version(), time.Now())
	if err != nil {
		return err
	}
	total, failure := m.mergeAll(ctx, others, run)
	status := statusOf(ctx, failure)
	if status == cli.Done && m.damaged > 0 {
		status = cli.Partly
	}
	counts := frontier.Counts{New: total.New, Changed: total.Changed, Unchanged: total.Unchanged + total.Known,
		Failed: m.damaged}
	if err := m.archive.Frontier().EndRun(ctx, run, counts, status, time.Now()); err != nil {
		return errors.Join(failure, err)
	}
	if status == cli.Failed {
		return failure
	}
	if m.flags.dryRun {
		fmt.Fprint(m.s.err, cli.Rehearsed)
	}
	fmt.Fprintf(m.s.err, "new %d, changed %d, unchanged %d, known %d, removed for good %d, damaged %d\n",
		total.New, total.Changed, total.Unchanged, total.Known, total.Removed, m.damaged)
	if status != cli.Done {
		return &cli.Exit{Status: status}
	}
	return nil
}

func (m *merger) mergeAll(ctx context.Context, others []*store.Archive, run int64) (total record.Imported, err error) {
	for _, other := range others {
		n, err := m.archive.Merge(ctx, other, run, time.Now(), func(err error) {
			m.damaged++
			fmt.Fprintf(m.s.err, "mingpao: %s\n", oneLine(err.Error()))
		})
		total.Add(n)
		if err != nil {
			return total, err
		}
	}
	return total, nil
}

// settleRemovals names what is here although another archive has removed it, or removes it where that was asked for.
func (m *merger) settleRemovals(ctx context.Context, others []*store.Archive) error {
	var all []catalog.Tombstone
	for _, other := range others {
		some, err := m.archive.Disputed(ctx, other)
		if err != nil {
			return err
		}
		for _, stone := range some {
			if !m.flags.removals {
				m.name(ctx, stone, other.Path())
			}
		}
		all = append(all, some...)
	}
	switch {
	case len(all) == 0:
		return nil
	case !m.flags.removals:
		fmt.Fprintf(m.s.err, "%d stay here that were removed for good elsewhere; with --removals they go from here, too\n",
			len(all))
		return nil
	}
	var refs []site.Ref
	for _, t := range all {
		refs = append(refs, site.Ref{Edition: t.Edition, ID: t.ID})
	}
	r := remover{s: m.s, archive: m.archive, yes: m.flags.yes,
		remove: func(ctx context.Context, _ []site.Ref) error { return m.archive.RemoveAs(ctx, all) }}
	if m.flags.dryRun {
		_, err := r.plan(ctx, refs)
		return err
	}
	return r.run(ctx, refs)
}

// name names an article that is here although another archive has removed it.
func (m *merger) name(ctx context.Context, stone catalog.Tombstone, path string) {
	title := ""
	if found, err := m.archive.Catalog().Find(ctx, stone.Edition, stone.ID); err == nil {
		title = plain(found.Title) + " "
	}
	fmt.Fprintf(m.s.err, "%s %s  %swas removed for good from %s%s and stays here: mingpao remove %s\n",
		plain(stone.Edition), plain(stone.ID), title, plain(filepath.Base(path)), inBrackets(stone.Reason), plain(stone.ID))
}

// openAll opens archives to read; end closes those that it opened.
func (m *merger) openAll(ctx context.Context, paths []string) (all []*store.Archive, end func(), err error) {
	var ends []func()
	end = func() {
		for _, closed := range slices.Backward(ends) {
			closed()
		}
	}
	for _, path := range paths {
		other, closed, err := m.open(ctx, path)
		if err != nil {
			return nil, end, err
		}
		all, ends = append(all, other), append(ends, closed)
	}
	return all, end, nil
}

// open opens an archive to read. One of an older version is brought up to date in a copy.
func (m *merger) open(ctx context.Context, path string) (other *store.Archive, end func(), err error) {
	if same(path, cli.DBPath(m.flags.db)) {
		return nil, nil, cli.Usagef("merge: %s is the archive itself", plain(path))
	}
	other, err = store.OpenReader(ctx, path)
	if !errors.Is(err, store.ErrOlder) {
		return other, func() { other.Close() }, err
	}
	folder, err := os.MkdirTemp(filepath.Dir(m.archive.Path()), ".mingpao-merge-")
	if err != nil {
		return nil, nil, err
	}
	if other, err = store.OpenCopy(ctx, path, filepath.Join(folder, "copy.db")); err != nil {
		os.RemoveAll(folder)
		return nil, nil, err
	}
	return other, func() { other.Close(); os.RemoveAll(folder) }, nil
}

func same(a, b string) bool {
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	return errX == nil && errY == nil && os.SameFile(x, y)
}
