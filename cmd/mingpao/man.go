package main

import (
	"strings"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/words"
)

// newMan writes the manual: a page a command, made from its help, and the topics.
func newMan(s streams) *cobra.Command {
	return &cobra.Command{
		Use:   "man FOLDER",
		Short: "Write the manual pages below a folder",
		Args:  cli.Exactly(1, "man: name a folder, like /usr/local/share/man"),
		RunE: func(cmd *cobra.Command, args []string) error {
			pages, err := cli.WriteManual(cmd.Root(), args[0])
			if err != nil {
				return &cli.Exit{Status: cli.Failed, Err: err}
			}
			words.Fprintf(s.err, "wrote %d pages to %s\n", pages, strings.TrimSuffix(plain(args[0]), "/"))
			return nil
		},
	}
}
