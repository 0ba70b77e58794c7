package store

import (
	"context"
	"iter"
	"time"

	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/store/catalog"
	"mingpao/store/frontier"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
	"mingpao/store/internal/ident"
	"mingpao/store/internal/migrate"
	"mingpao/store/internal/rescue"
	"mingpao/store/internal/upkeep"
	"mingpao/store/internal/verify"
	"mingpao/store/queue"
	"mingpao/store/record"
)

// Archive is an open archive. One connection writes; its methods may be called from several goroutines, and each is a
// transaction.
type Archive struct{ db *db.DB }

// What an archive takes in and hands out.
type (
	// Capture is a page as served.
	Capture = captures.Capture
	// PageKey is a capture at an address: what a reading is of.
	PageKey = captures.PageKey
	// Kept is a page of the archive with what it was read as.
	Kept = upkeep.Kept
	// Finding is something in an archive that is not as it ought to be.
	Finding = verify.Finding
	// Share is the part of an archive that a check looks at.
	Share = verify.Share
	// Seal is a hash of all that was taken in up to a day of Hong Kong.
	Seal = verify.Seal
	// Held is what an archive says to a seal that somebody has kept.
	Held = verify.Held
	// Claim is what an archive says that its seal of a day is.
	Claim = upkeep.Claim
	// Undone is what taking a run back means.
	Undone = upkeep.Undone
	// Removal is what goes with an article that is removed.
	Removal = upkeep.Removal
	// Salvaged counts what could be saved of a damaged archive.
	Salvaged = rescue.Salvaged
	// Damaged is the error of a row that cannot be read.
	Damaged = db.Damaged
	// Patience is how a run waits for another program that has the archive locked.
	Patience = db.Patience
)

// Errors that callers tell apart.
var (
	ErrUnknown   = db.ErrUnknown
	ErrBusy      = db.ErrBusy
	ErrOlder     = db.ErrOlder
	ErrLocked    = db.ErrLocked
	ErrPending   = db.ErrPending
	ErrReindexed = upkeep.ErrReindexed
)

// Open opens the archive at path to write, makes it where there is none, and brings an older one up to date. Only one
// at a time can; the error is ErrBusy for the others.
func Open(ctx context.Context, path string) (*Archive, error) {
	return OpenPatiently(ctx, path, Patience{})
}

// OpenPatiently is Open for a run that waits for other programs' locks, now and at every write. When its context ends,
// it waits no more.
func OpenPatiently(ctx context.Context, path string, p Patience) (*Archive, error) {
	d, err := migrate.OpenUpToDate(ctx, path, p)
	if err == nil {
		_ = upkeep.Erase(ctx, d) // what a removal has left to do; it says so, too
	}
	return opened(d, err)
}

// OpenReader opens an existing archive to read it. A crawl may be writing to it; it may also lie where no one may
// write.
func OpenReader(ctx context.Context, path string) (*Archive, error) {
	return opened(upkeep.OpenToRead(ctx, path))
}

// OpenMigrated opens a copy of an archive of an older version, up to date, to be read. The copy lies in a folder, and
// goes when the archive is closed.
func OpenMigrated(ctx context.Context, path, folder string) (*Archive, error) {
	return opened(upkeep.OpenMigrated(ctx, path, folder))
}

// OpenCopy copies an archive, be it of an older version, to a file that does not exist yet, and opens that, up to date.
func OpenCopy(ctx context.Context, path, copied string) (*Archive, error) {
	return opened(upkeep.OpenCopy(ctx, path, copied))
}

func opened(d *db.DB, err error) (*Archive, error) {
	if err != nil {
		return nil, err
	}
	return &Archive{d}, nil
}

// CheckCopy reads a copy of the archive: its structure as a whole, and a part of its pages against their hashes.
func CheckCopy(ctx context.Context, path string, share Share) error {
	return upkeep.CheckCopy(ctx, path, share)
}

// Restore puts a backup in the place of the archive at path, or where there is none, and returns the name under which
// the archive before it is kept, with its log. The backup is read whole before.
func Restore(ctx context.Context, backup, path string, now time.Time) (kept string, err error) {
	return rescue.Restore(ctx, backup, path, now)
}

// Salvage saves what can be read of a damaged or cut off archive into a new one. What is lost it names to lost.
func Salvage(ctx context.Context, old, path, program string, now time.Time, lost func(error)) (Salvaged, error) {
	return rescue.Salvage(ctx, old, path, program, now, lost)
}

// CauseOf is the cause for which an archive could not be written, as far as it is known.
func CauseOf(err error) queue.Cause { return db.CauseOf(err) }

// Read is what today's rules make of a page. An article whose page does not tell where it is from has the identity of
// its address.
func Read(url string, c Capture) (*extract.Article, error) { return captures.Read(url, c) }

// Hash is how pages are known again, by their bytes as served.
func Hash(page []byte) string { return ident.Hash(page) }

// Catalog is the archive as those see it who read articles.
func (a *Archive) Catalog() *catalog.Catalog { return catalog.New(a.db) }

// Frontier is the crawl's memory.
func (a *Archive) Frontier() *frontier.Frontier { return frontier.New(a.db) }

// Close closes the archive and lets others write to it.
func (a *Archive) Close() error { return a.db.Close() }

// Path is where the archive lies.
func (a *Archive) Path() string { return a.db.Path() }

// Size is the archive's size in bytes, its log included.
func (a *Archive) Size() int64 { return a.db.Size() }

// Others names what a person keeps beside the archive's own tables: "table notes".
func (a *Archive) Others(ctx context.Context) ([]string, error) { return a.db.Others(ctx) }

// Record adds sightings, all or none, and returns what each meant.
func (a *Archive) Record(ctx context.Context, run int64, sightings []record.Sighting,
	now time.Time) ([]queue.Outcome, error) {
	return record.Record(ctx, a.db, run, sightings, now)
}

// Import records saved pages, a batch a transaction.
func (a *Archive) Import(ctx context.Context, run int64, batch []record.Sighting,
	now time.Time) (record.Imported, error) {
	return record.Import(ctx, a.db, run, batch, now)
}

// Knows reports whether the very sighting is in the archive: an import that is repeated, or goes on, need not read the
// page again. The sighting keeps what was worked out for that.
func (a *Archive) Knows(ctx context.Context, s *record.Sighting) (bool, error) {
	return record.Knows(ctx, a.db, s)
}

// IsEmpty reports whether nothing was seen yet.
func (a *Archive) IsEmpty(ctx context.Context) (bool, error) {
	return record.IsEmpty(ctx, a.db)
}

// Pack compresses the page of an edition's article ahead of its saving, so that several can be packed at a time, and
// drops its bytes. Without a dictionary in use yet it leaves the page to the saving, which makes one.
func (a *Archive) Pack(c Capture, edition string) Capture {
	return captures.Pack(a.db, c, edition)
}

// Sightings yields what was seen of the articles that a filter takes, in the order of its times, with the bytes of
// its page. The zero filter takes all, pages without an article included. It holds one at a time, reads the archive as
// it was when it began, and goes on after a page that is damaged, which is a *Damaged error.
func (a *Archive) Sightings(ctx context.Context, f catalog.Filter) iter.Seq2[record.Sighting, error] {
	return upkeep.Sightings(ctx, a.db, f)
}

// Merge adds the sightings of another archive. What both have is added once, so that a merge can be repeated or
// resumed. What was removed for good here is left out. What was removed there stays away from here, where it is not
// here; what is here stays: Disputed lists it. It goes on after damaged pages and hands them to damaged.
func (a *Archive) Merge(ctx context.Context, other *Archive, run int64, now time.Time,
	damaged func(error)) (record.Imported, error) {
	return upkeep.Merge(ctx, a.db, other.db, run, now, damaged)
}

// Disputed are the articles that were removed for good in another archive and are here. Its word does not bind ours:
// they stay, until somebody removes them here.
func (a *Archive) Disputed(ctx context.Context, other *Archive) ([]catalog.Tombstone, error) {
	return upkeep.Disputed(ctx, a.db, other.db)
}

// PlanUndo is what Undo would do.
func (a *Archive) PlanUndo(ctx context.Context, run int64) (Undone, error) {
	return upkeep.PlanUndo(ctx, a.db, run)
}

// Undo takes back a run: the looks that it took in are kept, marked, and count no longer, and all that follows from
// looks is worked out again. The undo of an undo has them count again. By is the run that does it.
func (a *Archive) Undo(ctx context.Context, by, run int64, reason string, now time.Time) (Undone, error) {
	return upkeep.Undo(ctx, a.db, by, run, reason, now)
}

// PlanRemoval is what Remove would take away, of each article.
func (a *Archive) PlanRemoval(ctx context.Context, refs []site.Ref) ([]Removal, error) {
	return upkeep.PlanRemoval(ctx, a.db, refs)
}

// Remove removes articles for good: texts, versions, looks, index, the pages that no other article's looks need, and
// what other pages were packed with that held them. A tombstone keeps each from coming back. Then nothing of what went
// is left in the file: where ErrPending says that this could not be done yet, the next one who opens it to write does
// it.
func (a *Archive) Remove(ctx context.Context, refs []site.Ref, reason string, now time.Time) error {
	return upkeep.Remove(ctx, a.db, refs, reason, now)
}

// RemoveAs is Remove with the tombstones that articles get: those of another archive, which Disputed lists. What was
// removed before keeps its own.
func (a *Archive) RemoveAs(ctx context.Context, stones []catalog.Tombstone) error {
	return upkeep.RemoveAs(ctx, a.db, stones)
}

// Erase leaves nothing in the file of what was removed: the index is written anew, which names every character of a
// text in turn, and what SQLite has freed is overwritten. It does nothing where nothing was removed since.
func (a *Archive) Erase(ctx context.Context) error {
	return upkeep.Erase(ctx, a.db)
}

// EraseCost is what Erase needs beside the file for a while, and how long it takes. The index is written twice before
// the old one is free: into the log, and from there to the end of the file.
func (a *Archive) EraseCost(ctx context.Context) (int64, time.Duration, error) {
	return upkeep.EraseCost(ctx, a.db)
}

// IsErased reports whether nothing is left in the file of what was removed.
func (a *Archive) IsErased(ctx context.Context) (bool, error) {
	return upkeep.IsErased(ctx, a.db)
}

// Pages yields every page of the archive with its reading, article by article. It holds one at a time. A page that is
// damaged is a *Damaged error; the others follow.
func (a *Archive) Pages(ctx context.Context) iter.Seq2[Kept, error] {
	return upkeep.Pages(ctx, a.db)
}

// Before is what the page was read as; nil where it held no article, or its text is lost.
func (a *Archive) Before(ctx context.Context, k Kept) (*extract.Article, error) {
	return upkeep.Before(ctx, a.db, k)
}

// Reextract keeps what a program made of a page in place of what another one did, where anything differs. It is no
// change of the article. Pages of its article that another program read are read again with it, lest they differ by the
// rules alone: those that are another article to a reader now are returned.
func (a *Archive) Reextract(ctx context.Context, run int64, k Kept, art *extract.Article) ([]record.Rewritten, error) {
	return upkeep.Reextract(ctx, a.db, run, k, art)
}
