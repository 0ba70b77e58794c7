// Package removal removes articles for good, after it has said what goes with them, and asked.
//
//	removal.go  what goes, the question, the removal
//	which.go    the article that a person names
package removal

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/site"
	"mingpao/store"
	"mingpao/store/frontier"
)

// Removal is a removal from an archive as a person asked for it.
type Removal struct {
	Archive *store.Archive
	Version string // of the program
	Now     func() time.Time
	Reason  string
	Yes     bool // it does not ask
	DryRun  bool // it says what would go, and no more

	In  io.Reader // where a person answers
	Err io.Writer // where what goes is said
}

// List writes a line for each article that was removed.
func List(ctx context.Context, w io.Writer, a *store.Archive) error {
	all, err := a.Catalog().Removals(ctx)
	if err != nil {
		return err
	}
	for _, t := range all {
		if _, err := fmt.Fprintf(w, "%s  %s %s  %s\n", export.ReadableTime(t.At), t.Edition, t.ID,
			terminal.Plain(t.Reason)); err != nil {
			return err
		}
	}
	return nil
}

// Run removes the articles that a person names.
func (r Removal) Run(ctx context.Context, names []string) error {
	var refs []site.Ref
	for _, name := range names {
		ref, err := toRemove(ctx, r.Archive, name)
		if err != nil {
			return err
		}
		refs = append(refs, ref)
	}
	return r.Remove(ctx, refs, func(ctx context.Context, refs []site.Ref) error {
		return r.Archive.Remove(ctx, refs, r.Reason, r.Now())
	})
}

// Remove removes articles in a way of the caller's.
func (r Removal) Remove(ctx context.Context, refs []site.Ref, remove func(context.Context, []site.Ref) error) error {
	left, err := r.plan(ctx, refs)
	switch {
	case err != nil || r.DryRun:
		return err
	case len(left) == 0:
		return r.finish(ctx)
	case !r.Yes:
		question := words.To(r.Err).Sprintf("Remove %d for good?", len(left))
		if err := cli.Confirm(r.In, r.Err, question, "nothing was removed"); err != nil {
			return err
		}
	}
	var end error // that of a removal that was done nonetheless
	status, err := cli.NoteRun(ctx, r.Archive, "remove", r.Version, r.Now, func(int64) (frontier.Counts, bool, error) {
		err := remove(ctx, left)
		if errors.Is(err, store.ErrPending) || errors.Is(err, store.ErrReindexed) {
			end, err = err, nil
		}
		return frontier.Counts{}, false, err
	})
	if err := cli.Ended(status, err); err != nil {
		return err
	}
	return r.say(len(left), end)
}

// finish erases what a removal before has left in the file.
func (r Removal) finish(ctx context.Context) error {
	if done, err := r.Archive.IsErased(ctx); done || err != nil {
		return err
	}
	return r.say(0, r.Archive.Erase(ctx))
}

// say says how a removal ended; what is more than that is an error still.
func (r Removal) say(n int, end error) error {
	switch {
	case errors.Is(end, store.ErrPending):
		words.Fprintf(r.Err, "removed %d; its bytes go at the next run without readers: another program is using the "+
			"archive; backups made before still hold them\n", n)
		return nil
	case errors.Is(end, store.ErrReindexed):
		words.Fprintf(r.Err, "mingpao: %v\n", end)
	case end != nil:
		return end
	}
	words.Fprintf(r.Err, "removed %d; backups made before still hold them\n", n)
	return nil
}

// plan says what goes, and returns what was not removed before.
func (r Removal) plan(ctx context.Context, refs []site.Ref) (left []site.Ref, err error) {
	all, err := r.Archive.PlanRemoval(ctx, refs)
	if err != nil {
		return nil, err
	}
	someHere := false
	for _, one := range all {
		if b := one.Before; b != nil && !one.IsHere() {
			words.Fprintf(r.Err, "%s %s  was removed on %s%s\n", b.Edition, b.ID, export.ReadableTime(b.At),
				terminal.InBrackets(b.Reason))
			continue
		}
		r.describe(one, refs)
		left = append(left, one.Ref)
		someHere = someHere || one.IsHere()
	}
	if !someHere {
		return left, nil
	}
	disk, time, err := r.Archive.EraseCost(ctx)
	if err == nil {
		words.Fprintf(r.Err, "needs up to %.1f MB of disk beside the archive's %.1f MB, and about %s\n", float64(disk)/1e6,
			float64(r.Archive.Size())/1e6, time)
	}
	return left, err
}

// describe says what goes with an article, and what stays although it has to do with it.
func (r Removal) describe(one store.Removal, others []site.Ref) {
	title := one.Title
	if !one.IsHere() {
		title = words.To(r.Err).Sprintf("(not in the archive)")
	}
	words.Fprintf(r.Err, "%s %s  %s\n", one.Ref.Edition, one.Ref.ID, terminal.Plain(title))
	if one.IsHere() {
		words.Fprintf(r.Err, "  %s, %s, %s\n", words.Numbered("%d version|%d versions", one.Versions),
			words.Numbered("%d look|%d looks", one.Looks), words.Numbered("%d stored page|%d stored pages", one.Pages))
	}
	if one.Pictures > 0 {
		words.Fprintf(r.Err, "  %s that no other article shows, %.1f MB\n",
			words.Numbered("%d picture|%d pictures", one.Pictures), float64(one.Bytes)/1e6)
	}
	for _, ref := range one.Aliases {
		words.Fprintf(r.Err, "  with it %s %s, which led to it\n", ref.Edition, ref.ID)
	}
	for _, ref := range one.Sharing {
		if !slices.ContainsFunc(others, func(o site.Ref) bool { return o.Edition == ref.Edition && o.ID == ref.ID }) {
			words.Fprintf(r.Err, "  a page of it is also one of %s %s: that article and the page stay\n", ref.Edition, ref.ID)
		}
	}
}
