package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"time"
)

// What is left to do after a removal stands in the archive until it is done, by whoever opens it to write.
const (
	toErase   = "erase" // the name of the fact
	eraseAll  = "index, file"
	eraseFile = "file"
)

// ErrPending is for a removal whose bytes are still in the file, though no query finds them.
var ErrPending = errors.New("what was removed is still in the file: another program is using it; the next run that " +
	"writes while nobody does erases it")

// ErrReindexed is for a removal that is done, and found the index of the text damaged.
var ErrReindexed = errors.New("the index of the text was damaged, and has been made anew")

// IsErased reports whether nothing is left in the file of what was removed.
func (a *Archive) IsErased(ctx context.Context) (bool, error) {
	_, pending, err := a.at().about(ctx, toErase)
	return !pending, fault(a.Path(), "read what is to be erased", err)
}

// Erase leaves nothing in the file of what was removed: the index is written anew, which names every character of a
// text in turn, and what SQLite has freed is overwritten. It does nothing where nothing was removed since.
func (a *Archive) Erase(ctx context.Context) error {
	left, pending, err := a.at().about(ctx, toErase)
	if err != nil || !pending {
		return fault(a.Path(), "erase", err)
	}
	var remade error
	if left != eraseFile {
		err := a.record(ctx, "erase", func(ctx context.Context, t *writer) (err error) {
			remade, err = t.eraseIndex(ctx)
			return err
		})
		if err != nil {
			return err
		}
	}
	err = a.wipe(ctx)
	_ = a.here.note(a.Path())
	if isDamage(err) { // SQLite can write a file anew whose indexes are damaged
		if failure := a.compact(ctx); failure != nil {
			return fmt.Errorf("%w; what was removed is still in the file (%w)", failure, err)
		}
		return remade
	}
	if isBusy(err) {
		err = ErrPending
	}
	return cmp.Or(fault(a.Path(), "erase", err), remade)
}

// What Erase was seen to do in a second, on a machine of two cores with a solid disk.
const (
	wipedASecond   = 100 << 20 // bytes of the file
	indexedASecond = 8 << 20   // bytes of the index
)

// EraseCost is what Erase needs beside the file for a while, and how long it takes. The index is written twice before
// the old one is free: into the log, and from there behind the file.
func (a *Archive) EraseCost(ctx context.Context) (disk int64, d time.Duration, err error) {
	index, _, err := one[int64](ctx, a.at(), `SELECT (SELECT coalesce(sum(CAST(end_block AS INTEGER) - start_block + 1), 0)
		FROM search_segdir WHERE start_block > 0) * (SELECT page_size FROM pragma_page_size)`)
	seconds := a.Size()/wipedASecond + index/indexedASecond + 1
	return 2*index + 1<<20, time.Duration(seconds) * time.Second, fault(a.Path(), "measure the index", err)
}

// eraseIndex writes the index anew; from its texts, where it is damaged, as remade says.
func (t *writer) eraseIndex(ctx context.Context) (remade, err error) {
	// What this frees is wiped in any case: written over in the log as well, the index would be there twice.
	if err := t.exec(ctx, "PRAGMA secure_delete = OFF"); err != nil {
		return nil, err
	}
	err = t.exec(ctx, "INSERT INTO search (search) VALUES ('optimize')")
	if isDamage(err) {
		remade, err = ErrReindexed, t.reindex(ctx)
	}
	if err != nil {
		return nil, err
	}
	return remade, t.describe(ctx, toErase, eraseFile)
}

// wipe overwrites what the file holds beside what is in use: free pages, and what is free in others. SQLite itself
// leaves copies there of rows that it moves, also with secure_delete, and its VACUUM needs room for two more files.
// What is in use is not written to, so that readers may go on, and whatever stops this leaves the archive as sound as
// it was.
//
// Nobody else writes to the file meanwhile: the log is empty, and the transaction keeps others from adding to it. It
// changes a row, so that no other connection writes pages back that it has in memory.
func (a *Archive) wipe(ctx context.Context) error {
	w, err := connect(ctx, a.Path(), "write") // whose memory holds no page from before
	if err != nil {
		return err
	}
	defer w.Close()
	if isRead, err := w.emptyLog(ctx); isRead || err != nil {
		return cmp.Or(err, ErrPending)
	}
	t, err := w.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer t.Rollback()
	if info, err := os.Stat(a.Path() + "-wal"); err == nil && info.Size() > 0 { // somebody was quicker
		return ErrPending
	}
	roots, err := collect(ctx, view{t, w.zip, a.Path()}, single[int64],
		"SELECT rootpage FROM sqlite_schema WHERE rootpage > 0")
	if err != nil {
		return err
	}
	if err := a.wipeFile(ctx, roots); err != nil {
		return err
	}
	if _, err := t.ExecContext(ctx, "DELETE FROM about WHERE name = ?", toErase); err != nil {
		return err
	}
	return t.Commit()
}

// wipeFile wipes the free parts of the file.
func (a *Archive) wipeFile(ctx context.Context, roots []int64) (err error) {
	file, err := connected.toWrite(a.file, a.Path())
	if err != nil {
		return err
	}
	w, err := newWiper(file)
	if err != nil {
		return err
	}
	if err := w.wipe(ctx, roots); err != nil {
		return err
	}
	return file.Sync()
}
