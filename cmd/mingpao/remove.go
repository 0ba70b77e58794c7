package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/export"
	"mingpao/extract/site"
	"mingpao/store"
	"mingpao/store/frontier"
)

type removeFlags struct {
	db, reason string
	yes, list  bool
	dryRun     bool
}

func newRemove(s streams) *cobra.Command {
	var flags removeFlags
	cmd := &cobra.Command{
		Use:   "remove ID|URL...",
		Short: "Remove articles for good, as for a legal request",
		Long: `Remove articles for good: texts, versions, stored pages, captions, index. Nothing of them is left in the
file. They do not come back with a crawl, an import or a merge; --list shows what was removed. Backups
that were made before still hold them. What goes with an article is said first; --dry-run says no more.
While another program reads the archive, what was removed is found no more, but its bytes stay in the
file until the next run of any command that writes while nobody reads; mingpao verify names that.`,
		Example: `  mingpao remove 1772726401001 --reason "court order 12/2026"
  mingpao remove --list`,
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case flags.list && len(args) > 0 || !flags.list && len(args) == 0:
				return cli.Usagef("remove: name articles by address or id, or give --list alone")
			case flags.list:
				return cli.Read(cmd.Context(), flags.db, func(a *store.Archive) error { return listRemoved(cmd.Context(), s, a) })
			}
			run := func(a *store.Archive) error { return runRemove(cmd.Context(), s, a, flags, args) }
			if flags.dryRun {
				return cli.Read(cmd.Context(), flags.db, run)
			}
			return cli.Rewrite(cmd.Context(), s.err, flags.db, run)
		},
	}
	cli.DBFlag(cmd, &flags.db)
	f := cmd.Flags()
	f.StringVar(&flags.reason, "reason", "", "`WHY`, kept with the tombstone")
	f.BoolVar(&flags.yes, "yes", false, "do not ask")
	f.BoolVar(&flags.dryRun, "dry-run", false, "say what would go, and change nothing")
	f.BoolVar(&flags.list, "list", false, "show what was removed")
	return cmd
}

func listRemoved(ctx context.Context, s streams, a *store.Archive) error {
	all, err := a.Catalog().Removals(ctx)
	if err != nil {
		return err
	}
	for _, t := range all {
		if _, err := fmt.Fprintf(s.out, "%s  %s %s  %s\n", export.ReadableTime(t.At), t.Edition, t.ID,
			plain(t.Reason)); err != nil {
			return err
		}
	}
	return nil
}

func runRemove(ctx context.Context, s streams, a *store.Archive, flags removeFlags, names []string) error {
	var refs []site.Ref
	for _, name := range names {
		ref, err := toRemove(ctx, a, name)
		if err != nil {
			return err
		}
		refs = append(refs, ref)
	}
	r := remover{s: s, archive: a, yes: flags.yes, remove: func(ctx context.Context, refs []site.Ref) error {
		return a.Remove(ctx, refs, flags.reason, time.Now())
	}}
	if flags.dryRun {
		_, err := r.plan(ctx, refs)
		return err
	}
	return r.run(ctx, refs)
}

// remover removes articles after it has said what goes with them, and asked.
type remover struct {
	s       streams
	archive *store.Archive
	yes     bool // it does not ask
	remove  func(context.Context, []site.Ref) error
}

func (r remover) run(ctx context.Context, refs []site.Ref) error {
	left, err := r.plan(ctx, refs)
	if err != nil {
		return err
	}
	if len(left) == 0 {
		return r.finish(ctx)
	}
	if !r.yes {
		if err := confirm(r.s, fmt.Sprintf("Remove %d for good?", len(left))); err != nil {
			return err
		}
	}
	run, err := r.archive.Frontier().BeginRun(ctx, "remove", version(), time.Now())
	if err != nil {
		return err
	}
	failure := r.remove(ctx, left)
	isDone := failure == nil || errors.Is(failure, store.ErrPending) || errors.Is(failure, store.ErrReindexed)
	status := cli.Done
	if !isDone {
		status = statusOf(ctx, failure)
	}
	if err := r.archive.Frontier().EndRun(ctx, run, frontier.Counts{}, status, time.Now()); err != nil || !isDone {
		return errors.Join(failure, err)
	}
	return r.say(len(left), failure)
}

// finish erases what a removal before has left in the file.
func (r remover) finish(ctx context.Context) error {
	if done, err := r.archive.IsErased(ctx); done || err != nil {
		return err
	}
	return r.say(0, r.archive.Erase(ctx))
}

// say says how a removal ended; what is more than that is an error still.
func (r remover) say(n int, end error) error {
	switch {
	case errors.Is(end, store.ErrPending):
		fmt.Fprintf(r.s.err, "removed %d; its bytes go at the next run without readers: another program is using the "+
			"archive; backups made before still hold them\n", n)
		return nil
	case errors.Is(end, store.ErrReindexed):
		fmt.Fprintf(r.s.err, "mingpao: %s\n", end)
	case end != nil:
		return end
	}
	fmt.Fprintf(r.s.err, "removed %d; backups made before still hold them\n", n)
	return nil
}

// plan says what goes, and returns what was not removed before.
func (r remover) plan(ctx context.Context, refs []site.Ref) (left []site.Ref, err error) {
	all, err := r.archive.PlanRemoval(ctx, refs)
	if err != nil {
		return nil, err
	}
	someHere := false
	for _, one := range all {
		if b := one.Before; b != nil && !one.IsHere() {
			fmt.Fprintf(r.s.err, "%s %s  was removed on %s%s\n", b.Edition, b.ID, export.ReadableTime(b.At),
				inBrackets(b.Reason))
			continue
		}
		r.describe(one, refs)
		left = append(left, one.Ref)
		someHere = someHere || one.IsHere()
	}
	if !someHere {
		return left, nil
	}
	disk, time, err := r.archive.EraseCost(ctx)
	if err == nil {
		fmt.Fprintf(r.s.err, "needs up to %.1f MB of disk beside the archive's %.1f MB, and about %s\n", float64(disk)/1e6,
			float64(r.archive.Size())/1e6, time)
	}
	return left, err
}

// describe says what goes with an article, and what stays although it has to do with it.
func (r remover) describe(one store.Removal, others []site.Ref) {
	title := one.Title
	if !one.IsHere() {
		title = "(not in the archive)"
	}
	fmt.Fprintf(r.s.err, "%s %s  %s\n", one.Ref.Edition, one.Ref.ID, plain(title))
	if one.IsHere() {
		fmt.Fprintf(r.s.err, "  %d versions, %d looks, %d stored pages\n", one.Versions, one.Looks, one.Pages)
	}
	for _, ref := range one.Aliases {
		fmt.Fprintf(r.s.err, "  with it %s %s, which led to it\n", ref.Edition, ref.ID)
	}
	for _, ref := range one.Sharing {
		if !slices.ContainsFunc(others, func(o site.Ref) bool { return o.Edition == ref.Edition && o.ID == ref.ID }) {
			fmt.Fprintf(r.s.err, "  a page of it is also one of %s %s: that article and the page stay\n", ref.Edition, ref.ID)
		}
	}
}

// inBrackets is a text for people to put behind another, where there is one.
func inBrackets(text string) string {
	if text == "" {
		return ""
	}
	return " (" + plain(text) + ")"
}

// statusOf is the status of a run that ends with an error, or with none.
func statusOf(ctx context.Context, failure error) int {
	switch {
	case ctx.Err() != nil:
		return cli.Interrupted
	case failure != nil:
		return cli.Failed
	}
	return cli.Done
}

// confirm asks on a terminal, and elsewhere says how to answer beforehand.
func confirm(s streams, question string) error {
	if !isTerminal(s.in) {
		return cli.Usagef("%s Without a terminal to ask on, say --yes", question)
	}
	fmt.Fprint(s.err, question+" [y/N] ")
	answer, err := bufio.NewReader(s.in).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if a := strings.ToLower(strings.TrimSpace(answer)); a != "y" && a != "yes" {
		return &cli.Exit{Status: cli.Failed, Err: errors.New("nothing was removed")}
	}
	return nil
}
