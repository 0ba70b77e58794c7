package store

import (
	"context"
	"iter"

	"mingpao/store/internal/upkeep"
	"mingpao/store/internal/verify"
)

// Seal is the seal of a day; of "" that of the last day that has ended, or where none has, of the last.
func (a *Archive) Seal(ctx context.Context, day string) (Seal, error) {
	return verify.SealOf(ctx, a.db, day)
}

// Hold holds the archive against a seal of a day that somebody has kept. It reads all that was taken in.
func (a *Archive) Hold(ctx context.Context, hash, day string) (Held, error) {
	return verify.Hold(ctx, a.db, hash, day)
}

// Claims are the archive's latest seal, if a day has been sealed, and those that it has heard of from others.
func (a *Archive) Claims(ctx context.Context) ([]Claim, error) {
	return upkeep.Claims(ctx, a.db)
}

// Hear keeps what others say of their seals, with the run that heard it.
func (a *Archive) Hear(ctx context.Context, run int64, claims []Claim) error {
	return upkeep.Hear(ctx, a.db, run, claims)
}

// Verify reads the whole archive and yields what is wrong with it: the file and its indexes, every page against its
// hash, dictionaries, what was read from pages, whether what follows from the sightings is what is kept, and whether
// the index of the text is of the texts. It goes on after damage. The one error is that the context has ended: not all
// was read then.
func (a *Archive) Verify(ctx context.Context) iter.Seq2[Finding, error] {
	return verify.Archive(ctx, a.db)
}

// VerifyPart is Verify for a part of the pages, articles and texts. The file's structure is looked at as a whole.
func (a *Archive) VerifyPart(ctx context.Context, share Share) iter.Seq2[Finding, error] {
	return verify.Part(ctx, a.db, share)
}

// Repair makes anew what can be made: what pages were read as, what follows from the sightings, SQLite's indexes and
// the index of the text. Pages that are lost stay lost.
func (a *Archive) Repair(ctx context.Context, run int64) error {
	return upkeep.Repair(ctx, a.db, run)
}

// Backup writes a copy of the archive to a file that does not exist yet or is empty, with the archive's owner and mode.
// A crawl may go on meanwhile. It copies page by page, as the archive was when it began.
func (a *Archive) Backup(ctx context.Context, path string) error {
	return upkeep.Backup(ctx, a.db, path)
}

// Vacuum gives the space of what was deleted back and brings the index into its fastest form.
func (a *Archive) Vacuum(ctx context.Context) error {
	return upkeep.Vacuum(ctx, a.db)
}
