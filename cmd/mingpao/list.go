package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"mingpao/store"
)

func newList(s streams) *cobra.Command {
	var flags filterFlags
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List articles of the archive, the newest first",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			filter, err := flags.filter()
			if err != nil {
				return err
			}
			return read(cmd.Context(), flags.db, func(a *store.Archive) error {
				return paged(s.out, func(w io.Writer) error {
					return sound(s.err, a.Articles(cmd.Context(), filter), func(art *store.Article) error {
						if asJSON {
							return writeJSON(w, art, "")
						}
						_, err := fmt.Fprintln(w, listLine(art))
						return err
					})
				})
			})
		},
	}
	flags.add(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "one JSON object an article")
	return cmd
}

// listLine is an article on one line: time, section, id, headline, authors.
func listLine(a *store.Article) string {
	line := fmt.Sprintf("%-16s  %s  %s  %s", readableTime(a.Published), a.ID, plain(a.Section), plain(a.Title))
	if names := strings.Join(a.Authors, "、"); names != "" && !strings.Contains(a.Title, names) {
		line += "  " + plain(names)
	}
	if a.Gone != "" {
		line += "  [gone " + a.Gone[:10] + "]"
	}
	return line
}
