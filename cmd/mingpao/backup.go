package main

import (
	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/backup"
	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/file"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/store"
)

func newBackup(s streams) *cobra.Command {
	var db string
	var keep int
	var quiet bool
	cmd := &cobra.Command{
		Use:   "backup FILE",
		Short: "Write a copy of the archive, also while a crawl runs",
		Long: `Write a copy of the archive, check it, and only then put it in the place of FILE, with the archive's owner and
mode. Its structure is read as a whole, and one in 30 of its pages, each day others; mingpao verify reads
everything. With --keep the copies before it stay as FILE.1, FILE.2 and so on: each takes as much room as the
archive. On the disk of the archive they do not outlive it. mingpao restore puts a copy in the archive's place.`,
		Example: "  mingpao backup --keep 7 /mnt/backup/mingpao.db",
		Args:    cli.Exactly(1, "backup: name the file to write"),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case keep < 1:
				return cli.Usagef("backup: --keep takes a number from 1")
			case args[0] == "-":
				return cli.Usagef("backup: - is a stream, and a copy is read again before it counts; name a file")
			}
			return cli.Read(cmd.Context(), db, func(a *store.Archive) error {
				if err := backup.Write(cmd.Context(), a, args[0], keep, today()); err != nil {
					return err
				}
				if quiet {
					return nil
				}
				words.Fprintf(s.err, "wrote %s, %.1f MB, and checked it\n", plain(args[0]), float64(file.Size(args[0]))/1e6)
				if backup.OnOneDisk(a.Path(), args[0]) {
					words.Fprintf(s.err,
						"mingpao: %s lies on the disk of the archive: whatever takes that takes both; name a place on another\n",
						plain(args[0]))
				}
				return nil
			})
		},
	}
	cli.DBFlag(cmd, &db)
	cmd.Flags().IntVar(&keep, "keep", 1, "keep `N` copies, this one included")
	cmd.Flags().BoolVarP(&quiet, "quiet", "q", false, "print nothing on success")
	return onceADay(cmd)
}
