package upkeep

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"mingpao/store/internal/db"
	"mingpao/store/internal/wipe"
	"mingpao/store/record"
)

// What is left to do after a removal is noted in the archive until it is done, by whoever opens it to write.
const (
	eraseAll  = "index, file"
	eraseFile = "file"
)

// ErrReindexed is for a removal that is done, and found the index of the text damaged.
var ErrReindexed = errors.New("the index of the text was damaged, and has been made anew")

// IsErased reports whether nothing is left in the file of what was removed.
func IsErased(ctx context.Context, d *db.DB) (bool, error) {
	_, pending, err := d.View().About(ctx, db.ToErase)
	return !pending, db.Fault(d.Path(), "read what is to be erased", err)
}

// Erase leaves nothing in the file of what was removed: the index is written anew, which names every character of a
// text in turn, and what SQLite has freed is overwritten. It does nothing where nothing was removed since.
func Erase(ctx context.Context, d *db.DB) error {
	left, pending, err := d.View().About(ctx, db.ToErase)
	if err != nil || !pending {
		return db.Fault(d.Path(), "erase", err)
	}
	var remade error
	if left != eraseFile {
		err := record.Write(ctx, d, "erase", func(ctx context.Context, t *record.Writer) (err error) {
			remade, err = eraseIndex(ctx, t)
			return err
		})
		if err != nil {
			return err
		}
	}
	err = overwrite(ctx, d)
	_ = d.Here.Note(d.Path())
	if db.IsDamage(err) { // SQLite can write a file anew whose indexes are damaged
		if failure := compact(ctx, d); failure != nil {
			return fmt.Errorf("%w; what was removed is still in the file (%w)", failure, err)
		}
		return remade
	}
	if db.IsBusy(err) {
		err = db.ErrPending
	}
	return cmp.Or(db.Fault(d.Path(), "erase", err), remade)
}

// What Erase was seen to do in a second, on a machine of two cores with a solid disk.
const (
	wipedASecond   = 100 << 20 // bytes of the file
	indexedASecond = 8 << 20   // bytes of the index
)

// EraseCost is what Erase needs beside the file for a while, and how long it takes. The index is written twice before
// the old one is free: into the log, and from there to the end of the file.
func EraseCost(ctx context.Context, d *db.DB) (disk int64, took time.Duration, err error) {
	index, _, err := db.One[int64](ctx, d.View(), `SELECT (
		SELECT coalesce(sum(CAST(end_block AS INTEGER) - start_block + 1), 0)
		FROM search_segdir WHERE start_block > 0) * (SELECT page_size FROM pragma_page_size)`)
	seconds := d.Size()/wipedASecond + index/indexedASecond + 1
	return 2*index + 1<<20, time.Duration(seconds) * time.Second, db.Fault(d.Path(), "measure the index", err)
}

// eraseIndex writes the index anew; from its texts, where it is damaged, as remade says.
func eraseIndex(ctx context.Context, t *record.Writer) (remade, err error) {
	// What this frees is wiped in any case: written over in the log as well, the index would be there twice.
	if err := t.Exec(ctx, "PRAGMA secure_delete = OFF"); err != nil {
		return nil, err
	}
	err = t.Exec(ctx, "INSERT INTO search (search) VALUES ('optimize')")
	if db.IsDamage(err) {
		remade, err = ErrReindexed, t.Reindex(ctx)
	}
	if err != nil {
		return nil, err
	}
	return remade, t.Describe(ctx, db.ToErase, eraseFile)
}

// overwrite overwrites what the file holds beside what is in use: free pages, and what is free in others. SQLite itself
// leaves copies there of rows that it moves, also with secure_delete, and its VACUUM needs room for two more files.
// What is in use is not written to, so that readers may go on, and whatever stops this leaves the archive as sound as
// it was.
//
// No one else writes to the file meanwhile: the log is empty, and the transaction keeps others from adding to it. It
// changes a row, so that no other connection writes pages back that it has in memory.
func overwrite(ctx context.Context, d *db.DB) error {
	w, err := db.Connect(ctx, d.Path(), "write") // whose memory holds no page from before
	if err != nil {
		return err
	}
	defer w.Close()
	if isRead, err := w.EmptyLog(ctx); isRead || err != nil {
		return cmp.Or(err, db.ErrPending)
	}
	t, err := w.SQL.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer t.Rollback()
	if info, err := os.Stat(d.Path() + "-wal"); err == nil && info.Size() > 0 { // somebody was quicker
		return db.ErrPending
	}
	roots, err := db.Collect(ctx, db.View{Q: t, Zip: w.Zip, Path: d.Path()}, db.Column[int64],
		"SELECT rootpage FROM sqlite_schema WHERE rootpage > 0")
	if err != nil {
		return err
	}
	if err := wipeFile(ctx, d, roots); err != nil {
		return err
	}
	if _, err := t.ExecContext(ctx, "DELETE FROM about WHERE name = ?", db.ToErase); err != nil {
		return err
	}
	return t.Commit()
}

// wipeFile wipes the free parts of the file.
func wipeFile(ctx context.Context, d *db.DB, roots []int64) (err error) {
	file, err := db.Connected.ToWrite(d.File, d.Path())
	if err != nil {
		return err
	}
	w, err := wipe.NewWiper(file)
	if err != nil {
		return err
	}
	if err := w.Wipe(ctx, roots); err != nil {
		return err
	}
	return file.Sync()
}
