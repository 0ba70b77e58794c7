package frontier

import (
	"context"

	"mingpao/store/internal/db"
	"mingpao/store/queue"
)

// Pictures says which pictures the archive takes.
func (f *Frontier) Pictures(ctx context.Context) (queue.Pictures, error) {
	which, found, err := f.View().About(ctx, db.Pictures)
	if !found {
		which = string(queue.NoPictures)
	}
	return queue.Pictures(which), db.Fault(f.Path(), "read which pictures it takes", err)
}

// TakePictures keeps which pictures the archive takes from now on.
func (f *Frontier) TakePictures(ctx context.Context, which queue.Pictures) error {
	return f.Write(ctx, "keep which pictures it takes", func(ctx context.Context, t *db.Tx) error {
		if which == queue.NoPictures {
			return t.Exec(ctx, "DELETE FROM about WHERE name = ?", db.Pictures)
		}
		return t.Describe(ctx, db.Pictures, string(which))
	})
}
