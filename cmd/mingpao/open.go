package main

import (
	"context"
	"errors"
	"os"

	"github.com/spf13/cobra"

	"mingpao/store"
)

// openToWrite opens the archive for the one run that may write to it.
func openToWrite(ctx context.Context, path string, p store.Patience) (*store.Archive, error) {
	archive, err := store.OpenPatiently(ctx, dbPath(path), p)
	switch {
	case errors.Is(err, store.ErrBusy):
		return nil, &exit{statusBusy, err}
	case err != nil:
		return nil, withStatus(ctx, err)
	}
	return archive, nil
}

func dbFlag(cmd *cobra.Command, path *string) {
	cmd.Flags().StringVar(path, "db", "", "the archive's `FILE` (default $MINGPAO_DB, else mingpao.db)")
}

func dbPath(path string) string {
	if path == "" {
		path = os.Getenv("MINGPAO_DB")
	}
	if path == "" {
		path = "mingpao.db"
	}
	return path
}
