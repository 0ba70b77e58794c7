package main

import (
	"errors"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/store"
)

func newRestore(s streams) *cobra.Command {
	var db string
	cmd := &cobra.Command{
		Use:   "restore BACKUP",
		Short: "Put a backup in the archive's place",
		Long: `Put a backup in the archive's place, with its log cleared: a backup that is copied over an archive by hand
may be read through the log that lay there. The backup is read whole before, and stays as it is. The archive
before it is kept beside, and its name is printed.`,
		Example: "  mingpao restore /mnt/backup/mingpao.db --db mingpao.db",
		Args:    cli.Exactly(1, "restore: name the backup"),
		RunE: func(cmd *cobra.Command, args []string) error {
			path := cli.DBPath(db)
			kept, err := store.Restore(cmd.Context(), args[0], path, today())
			switch {
			case errors.Is(err, store.ErrBusy):
				return &cli.Exit{Status: cli.Busy, Err: err}
			case err != nil:
				return cli.WithStatus(cmd.Context(), err)
			case kept != "":
				words.Fprintf(s.err, "%s is %s now, and sound; what lay there is kept as %s\n", plain(path), plain(args[0]),
					plain(kept))
			default:
				words.Fprintf(s.err, "%s is %s now, and sound\n", plain(path), plain(args[0]))
			}
			return nil
		},
	}
	cli.DBFlag(cmd, &db)
	return cmd
}
