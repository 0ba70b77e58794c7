package store

import "context"

// Open opens the archive at path to write, makes it where there is none, and brings an older one up to date. Only one
// at a time can; the error is ErrBusy for the others.
func Open(ctx context.Context, path string) (*Archive, error) {
	return OpenPatiently(ctx, path, Patience{})
}

// OpenPatiently is Open for a run that waits for other programs' locks, now and at every write. When its context ends,
// it waits no more.
func OpenPatiently(ctx context.Context, path string, p Patience) (*Archive, error) {
	a, err := openUpToDate(ctx, path, p)
	if err == nil {
		_ = a.Erase(ctx) // what a removal has left to do; it says so, too
	}
	return a, err
}

// OpenReader opens an existing archive to read it. A crawl may be writing to it; it may also lie where nobody may
// write.
func OpenReader(ctx context.Context, path string) (*Archive, error) { return openToRead(ctx, path) }
