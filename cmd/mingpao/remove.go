package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/export"
	"mingpao/extract/site"
	"mingpao/store"
)

type removeFlags struct {
	db, reason string
	yes, list  bool
}

func newRemove(s streams) *cobra.Command {
	var flags removeFlags
	cmd := &cobra.Command{
		Use:   "remove ID|URL...",
		Short: "Remove articles for good, as for a legal request",
		Long: `Remove articles for good: texts, versions, stored pages, captions, index. Nothing of them is left in the
file. They do not come back with a crawl, an import or a merge; --list shows what was removed. Backups
that were made before still hold them.`,
		Example: `  mingpao remove 1772726401001 --reason "court order 12/2026"
  mingpao remove --list`,
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case flags.list && len(args) > 0 || !flags.list && len(args) == 0:
				return usageError("remove: name articles by address or id, or give --list alone")
			case flags.list:
				return read(cmd.Context(), flags.db, func(a *store.Archive) error { return listRemoved(cmd.Context(), s, a) })
			}
			return rewrite(cmd.Context(), s, flags.db, func(a *store.Archive) error {
				return runRemove(cmd.Context(), s, a, flags, args)
			})
		},
	}
	dbFlag(cmd, &flags.db)
	f := cmd.Flags()
	f.StringVar(&flags.reason, "reason", "", "`WHY`, kept with the tombstone")
	f.BoolVar(&flags.yes, "yes", false, "do not ask")
	f.BoolVar(&flags.list, "list", false, "show what was removed")
	return cmd
}

func listRemoved(ctx context.Context, s streams, a *store.Archive) error {
	all, err := a.Removals(ctx)
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
		ref, title, err := toRemove(ctx, a, name)
		if err != nil {
			return err
		}
		refs = append(refs, ref)
		fmt.Fprintf(s.err, "%s %s  %s\n", ref.Edition, ref.ID, plain(title))
	}
	if !flags.yes {
		if err := confirm(s, fmt.Sprintf("Remove %d for good?", len(refs))); err != nil {
			return err
		}
	}
	run, err := a.BeginRun(ctx, "remove", version(), time.Now())
	if err != nil {
		return err
	}
	failure := a.Remove(ctx, refs, flags.reason, time.Now())
	if err := a.EndRun(ctx, run, store.Counts{}, statusOf(ctx, failure), time.Now()); err != nil || failure != nil {
		return errors.Join(failure, err)
	}
	fmt.Fprintf(s.err, "removed %d; backups made before still hold them\n", len(refs))
	return nil
}

// statusOf is the status of a run that ends with an error, or with none.
func statusOf(ctx context.Context, failure error) int {
	switch {
	case ctx.Err() != nil:
		return statusInterrupted
	case failure != nil:
		return statusFailed
	}
	return statusDone
}

// toRemove finds an article. One that is not there, or cannot be read, can be removed by its address: it does not
// come, then.
func toRemove(ctx context.Context, a *store.Archive, name string) (ref site.Ref, title string, err error) {
	ref, isAddress := site.ParseURL(name)
	var found *store.Article
	if isAddress {
		found, err = a.Find(ctx, ref.Edition, ref.ID)
	} else {
		found, err = lookUp(ctx, a, name)
	}
	var damaged *store.Damaged
	switch {
	case err == nil:
		return site.Ref{Edition: found.Edition, ID: found.ID}, found.Title, nil
	case isAddress && errors.Is(err, store.ErrUnknown):
		return ref, "(not in the archive)", nil
	case isAddress && errors.As(err, &damaged):
		return ref, "(damaged)", nil
	}
	return ref, "", err
}

// confirm asks on a terminal, and elsewhere says how to answer beforehand.
func confirm(s streams, question string) error {
	if !isTerminal(s.in) {
		return usageError("%s Without a terminal to ask on, say --yes", question)
	}
	fmt.Fprint(s.err, question+" [y/N] ")
	answer, err := bufio.NewReader(s.in).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if a := strings.ToLower(strings.TrimSpace(answer)); a != "y" && a != "yes" {
		return &exit{statusFailed, errors.New("nothing was removed")}
	}
	return nil
}
