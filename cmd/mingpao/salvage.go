package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/store"
)

func newSalvage(s streams) *cobra.Command {
	return &cobra.Command{
		Use:   "salvage OLD NEW",
		Short: "Save what can be read of a damaged archive into a new one",
		Long: `Save what can be read of a damaged archive, or of one whose end is missing, into a new one: what was seen, with
its pages, and the crawl's queue and accounts; all that follows from them is made anew. OLD is only read, from
a copy beside NEW. One line is printed for whatever is lost, and the status is 3 then.`,
		Example: "  mingpao salvage mingpao.db saved.db\n  mingpao restore saved.db --db mingpao.db",
		Args:    cli.Exactly(2, "salvage: name the damaged archive, and a new file for what can be saved"),
		RunE: func(cmd *cobra.Command, args []string) error {
			n, err := store.Salvage(cmd.Context(), args[0], args[1], version(), today(), func(lost error) {
				fmt.Fprintln(s.err, "mingpao:", oneLine(words.To(s.err).Error(lost)))
			})
			if err != nil {
				return cli.WithStatus(cmd.Context(), err)
			}
			said := words.Numbered("nothing is lost")
			if n.Lost > 0 {
				said = words.Numbered("the line above says what is lost|%d lines above say what is lost", n.Lost)
			}
			words.Fprintf(s.err, "%s: saved %s, by %s; %s\n", plain(args[1]),
				words.Numbered("%d article|%d articles", n.Articles), words.Numbered("%d look|%d looks", n.Sightings), said)
			if n.Lost > 0 {
				return &cli.Exit{Status: cli.Partly}
			}
			return nil
		},
	}
}
