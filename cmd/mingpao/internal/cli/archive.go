package cli

import (
	"context"
	"errors"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/told"
	"mingpao/store"
)

// openToWrite opens the archive for the one run that may write to it.
func openToWrite(ctx context.Context, path string, p store.Patience) (*store.Archive, error) {
	archive, err := store.OpenPatiently(ctx, DBPath(path), p)
	switch {
	case errors.Is(err, store.ErrBusy):
		return nil, &Exit{Busy, err}
	case err != nil:
		return nil, WithStatus(ctx, err)
	}
	return archive, nil
}

// DBFlag adds the flag that names the archive.
func DBFlag(cmd *cobra.Command, path *string) {
	cmd.Flags().StringVar(path, "db", "", "the archive's `FILE` (default $MINGPAO_DB, else mingpao.db)")
}

// UsualDB is the archive where nobody names one.
const UsualDB = "mingpao.db"

// DBPath is the archive that a flag names, or the environment where it names none.
func DBPath(path string) string {
	if path == "" {
		path = os.Getenv("MINGPAO_DB")
	}
	if path == "" {
		path = UsualDB
	}
	return path
}

// Read opens the archive for reading and hands it over.
func Read(ctx context.Context, db string, use func(*store.Archive) error) error {
	archive, err := store.OpenReader(ctx, DBPath(db))
	if err != nil {
		return WithStatus(ctx, err)
	}
	defer archive.Close()
	return WithStatus(ctx, use(archive))
}

// Write opens the archive for the one run that may write to it, makes it where there is none, and hands it over.
func Write(ctx context.Context, w io.Writer, db string, use func(*store.Archive) error) error {
	return WritePatiently(ctx, w, db, store.Patience{Wait: usualPatience}, use)
}

// usualPatience is for how long another program that writes to the archive is waited for, where no flag says so.
const usualPatience = 10 * time.Minute

// WriteBriefly is Write for a run that is over in moments: others wait for it.
func WriteBriefly(ctx context.Context, w io.Writer, db string, use func(*store.Archive) error) error {
	return WritePatiently(ctx, w, db, store.Patience{Wait: usualPatience, Brief: true}, use)
}

// WritePatiently is Write for a run that waits otherwise.
func WritePatiently(ctx context.Context, w io.Writer, db string, p store.Patience,
	use func(*store.Archive) error) error {
	p.Tell = func() {
		words.Fprintf(w, "mingpao: archive %s: another program has it locked; waiting for it\n", terminal.Plain(DBPath(db)))
	}
	_, missing := os.Stat(DBPath(db))
	archive, err := openToWrite(ctx, db, p)
	if err != nil {
		return err
	}
	defer archive.Close()
	if errors.Is(missing, os.ErrNotExist) { // a slip in the name would fill another one for months
		words.Fprintf(w, "mingpao: new archive %s\n", terminal.Plain(DBPath(db)))
	}
	return WithStatus(ctx, use(archive))
}

// Rewrite is Write for an archive that must be there.
func Rewrite(ctx context.Context, w io.Writer, db string, use func(*store.Archive) error) error {
	if _, err := os.Stat(DBPath(db)); errors.Is(err, os.ErrNotExist) {
		return &Exit{Failed, told.Errorf("archive %s: there is none; mingpao crawl or mingpao import makes one",
			DBPath(db))}
	}
	return Write(ctx, w, db, use)
}

// PartOf is the part of an archive that it is the day's turn to examine.
func PartOf(oneIn int64, now time.Time) store.Share {
	return store.Share{OneIn: oneIn, Part: now.Unix() / int64((24 * time.Hour).Seconds())}
}
