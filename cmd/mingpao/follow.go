package main

import (
	"context"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/following"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/store"
)

func newFollow(s streams) *cobra.Command {
	var flags filterFlags
	cmd := &cobra.Command{
		Use:   "follow [list|add QUERY|remove NUMBER]",
		Short: "Keep standing questions, which digest answers",
		Long: `Keep standing questions in the archive: words, as search takes them, an author, a column, a section, or one
article by its address or id. mingpao digest tells what is new of them. What the archive has already is
no news to a new question. Without a word, list them.`,
		Example: `  mingpao follow add '圖書館 OR 博物館' --section 觀點
  mingpao follow add --author 李先知
  mingpao follow add 1772500000001
  mingpao follow remove 2`,
		ValidArgs: []string{"list", "add", "remove"},
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			switch {
			case len(args) == 0 || len(args) == 1 && args[0] == "list":
				return cli.Read(ctx, flags.db, func(a *store.Archive) error { return listFollows(ctx, s, a) })
			case args[0] == "add":
				if faults := flags.faults(); len(faults) > 0 {
					return cli.Usagef("follow: %v", faults)
				}
				return cli.Rewrite(ctx, s.err, flags.db, func(a *store.Archive) error {
					return addFollow(ctx, s, a, strings.Join(args[1:], " "), flags)
				})
			case args[0] == "remove" && len(args) == 2:
				return removeFollow(ctx, s, flags.db, args[1])
			}
			return cli.Usagef("follow: write add QUERY, remove NUMBER, or nothing to list what is followed")
		},
	}
	flags.addChoice(cmd)
	return cmd
}

func listFollows(ctx context.Context, s streams, a *store.Archive) error {
	all, err := following.List(ctx, a)
	if err == nil && len(all) == 0 {
		words.Fprintf(s.err, "nothing is followed; mingpao follow add QUERY begins\n")
	}
	if err == nil {
		err = following.WriteList(s.out, all)
	}
	return err
}

func addFollow(ctx context.Context, s streams, a *store.Archive, query string, flags filterFlags) error {
	q, err := following.New(ctx, a.Catalog(), query, flags.Choice)
	isNew := false
	if err == nil {
		isNew, err = following.Add(ctx, a, q, today())
	}
	switch {
	case following.IsMistake(err):
		return cli.Usagef("follow: %v", err)
	case err == nil && !isNew:
		words.Fprintf(s.err, "followed already: %s\n", q.Words(words.To(s.err)))
	}
	return err
}

func removeFollow(ctx context.Context, s streams, db, number string) error {
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return cli.Usagef("follow: %q is not the number of a question; mingpao follow lists them", terminal.Plain(number))
	}
	return cli.Rewrite(ctx, s.err, db, func(a *store.Archive) error {
		wasThere, err := a.Frontier().Unfollow(ctx, n)
		if err == nil && !wasThere {
			err = cli.Usagef("follow: there is no question %d; mingpao follow lists them", n)
		}
		return err
	})
}
