package main

import (
	"io"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/bugreport"
	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/store"
)

func newReport(s streams) *cobra.Command {
	var db, output string
	cmd := &cobra.Command{
		Use:   "report [-o FILE]",
		Short: "Pack the answers that could not be used, for a bug report",
		Long: `Write the last answers of each list and cause that could not be used, with versions and causes, as a WACZ:
a ZIP of a WARC and a text. Of an answer its beginning is kept, 64 KB, and of its header what tells who
answered and how old it is: no cookies, and nothing of this archive's articles.`,
		Example: "  mingpao report -o report.wacz",
		Args:    cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			now := today()
			return cli.Read(cmd.Context(), db, func(a *store.Archive) error {
				n := 0
				err := cli.WriteTo(s.data(), output, func(w io.Writer) (err error) {
					n, err = bugreport.Write(cmd.Context(), w, a, version(), now)
					return err
				})
				if err == nil {
					words.Fprintf(s.err, "%s\n",
						words.Numbered("%d answer that could not be used|%d answers that could not be used", n))
				}
				return err
			})
		},
	}
	cli.DBFlag(cmd, &db)
	cmd.Flags().StringVarP(&output, "output", "o", "mingpao-report.wacz", "write to this `FILE`; - is standard output")
	return cmd
}
