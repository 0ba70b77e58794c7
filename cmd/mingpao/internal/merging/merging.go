// Package merging brings what other archives have seen into one.
package merging

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"time"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/file"
	"mingpao/cmd/mingpao/internal/removal"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/site"
	"mingpao/store"
	"mingpao/store/catalog"
	"mingpao/store/frontier"
	"mingpao/store/record"
)

// Merge is a merge as a person asked for it.
type Merge struct {
	Archive  *store.Archive
	Path     string // of the archive, also where a copy is worked on
	Version  string // of the program
	Now      func() time.Time
	Removals bool // what was removed there is removed here, too
	Yes      bool // it does not ask
	DryRun   bool // the archive is a copy, which is thrown away

	In  io.Reader // where a person answers
	Err io.Writer // where it is said what becomes of it

	damaged int
}

// Run brings other archives into the one.
func (m *Merge) Run(ctx context.Context, paths []string) error {
	others, err := m.openAll(ctx, paths)
	defer func() {
		for _, other := range others {
			other.Close()
		}
	}()
	if err != nil {
		return err
	}
	if err := m.settleRemovals(ctx, others); err != nil {
		return err
	}
	var total record.Imported
	status, err := cli.NoteRun(ctx, m.Archive, "merge", m.Version, m.Now,
		func(run int64) (frontier.Counts, bool, error) {
			err := m.Archive.Frontier().NoteInputs(ctx, run, paths)
			if err == nil {
				total, err = m.mergeAll(ctx, others, run)
			}
			return frontier.Counts{New: total.New, Changed: total.Changed, Unchanged: total.Unchanged + total.Known,
				Failed: m.damaged}, m.damaged > 0, err
		})
	if err != nil {
		return err
	}
	if m.DryRun {
		words.Fprintf(m.Err, cli.Rehearsed)
	}
	words.Fprintf(m.Err, "new %d, changed %d, unchanged %d, known %d, removed for good %d, damaged %d",
		total.New, total.Changed, total.Unchanged, total.Known, total.Removed, m.damaged)
	if total.Corrected > 0 {
		words.Fprintf(m.Err, ", times corrected %d", total.Corrected)
	}
	if total.Pictures > 0 {
		words.Fprintf(m.Err, ", pictures %d", total.Pictures)
	}
	fmt.Fprintln(m.Err)
	cli.NameDisputed(m.Err, total.Disputed)
	return cli.Ended(status, nil)
}

func (m *Merge) mergeAll(ctx context.Context, others []*store.Archive, run int64) (total record.Imported, err error) {
	for _, other := range others {
		n, err := m.Archive.Merge(ctx, other, run, m.Now(), func(err error) {
			m.damaged++
			words.Fprintf(m.Err, "mingpao: %s\n", terminal.OneLine(words.To(m.Err).Error(err)))
		})
		total.Add(n)
		if err != nil {
			return total, err
		}
	}
	return total, nil
}

// settleRemovals names what is here although another archive has removed it, or removes it where that was asked for.
func (m *Merge) settleRemovals(ctx context.Context, others []*store.Archive) error {
	var all []catalog.Tombstone
	for _, other := range others {
		some, err := m.Archive.Disputed(ctx, other)
		if err != nil {
			return err
		}
		for _, stone := range some {
			if !m.Removals {
				m.name(ctx, stone, other.Path())
			}
		}
		all = append(all, some...)
	}
	switch {
	case len(all) == 0:
		return nil
	case !m.Removals:
		words.Fprintf(m.Err, "%d stay here that were removed for good elsewhere; with --removals they go from here, too\n",
			len(all))
		return nil
	}
	var refs []site.Ref
	for _, t := range all {
		refs = append(refs, site.Ref{Edition: t.Edition, ID: t.ID})
	}
	r := removal.Removal{Archive: m.Archive, Version: m.Version, Now: m.Now, Yes: m.Yes, DryRun: m.DryRun, In: m.In,
		Err: m.Err}
	return r.Remove(ctx, refs, func(ctx context.Context, _ []site.Ref) error { return m.Archive.RemoveAs(ctx, all) })
}

// name names an article that is here although another archive has removed it.
func (m *Merge) name(ctx context.Context, stone catalog.Tombstone, path string) {
	title := ""
	if found, err := m.Archive.Catalog().Find(ctx, stone.Edition, stone.ID); err == nil {
		title = terminal.Plain(found.Title) + " "
	}
	words.Fprintf(m.Err, "%s %s  %swas removed for good from %s%s and stays here: mingpao remove %s\n",
		terminal.Plain(stone.Edition), terminal.Plain(stone.ID), title, terminal.Plain(filepath.Base(path)),
		terminal.InBrackets(stone.Reason), terminal.Plain(stone.ID))
}

// openAll opens archives to read; those that it opened are to be closed, also after an error.
func (m *Merge) openAll(ctx context.Context, paths []string) (all []*store.Archive, err error) {
	for _, path := range paths {
		if same, err := file.Same(m.Path, path); err == nil && same {
			return all, cli.Usagef("merge: %s is the archive itself", terminal.Plain(path))
		}
		other, err := store.OpenReader(ctx, path)
		if errors.Is(err, store.ErrOlder) {
			other, err = store.OpenMigrated(ctx, path, filepath.Dir(m.Archive.Path()))
		}
		if err != nil {
			return all, err
		}
		all = append(all, other)
	}
	return all, nil
}
