package intake

import (
	"context"
	"runtime/debug"
	"time"

	"mingpao/store"
	"mingpao/store/record"
)

// A transaction is at most so many pages, and of large ones at most so many bytes, as they are packed: two are held in
// memory, the one that is written and the next.
const (
	importBatch = 200
	importBytes = 4 << 20
)

// importMemory is twice what an import needs of the heap. Pages pass through it faster than a busy machine collects
// them: without a limit they take twice as much again.
const importMemory = 80 << 20

// holdLittle has memory collected as soon as an import takes more than it needs, unless a tighter limit was given, and
// returns what ends that.
func holdLittle() (end func()) {
	before := debug.SetMemoryLimit(-1)
	debug.SetMemoryLimit(min(before, importMemory))
	return func() { debug.SetMemoryLimit(before) }
}

// batches writes pages to an archive, batch by batch, each while the next is gathered.
type batches struct {
	archive *store.Archive
	run     int64
	now     time.Time
	next    []record.Sighting
	size    int          // of its pages, in bytes
	writing chan written // gives what became of the batch that is written; nil: none is
	total   record.Imported
}

// written is what became of a batch.
type written struct {
	counts record.Imported
	err    error
}

// add gathers a look. The error may be that of a batch before.
func (b *batches) add(ctx context.Context, s record.Sighting) error {
	b.next = append(b.next, s)
	if b.size += s.Capture.Held(); len(b.next) < importBatch && b.size < importBytes {
		return nil
	}
	return b.begin(ctx)
}

// begin starts to write what was gathered, once the batch before is written. It is written to its end though the
// context ends: what was read is kept.
func (b *batches) begin(ctx context.Context) error {
	if err := b.wait(); err != nil {
		return err
	}
	batch, done := b.next, make(chan written, 1)
	b.next, b.size, b.writing = nil, 0, done
	go func() {
		n, err := b.archive.Import(context.WithoutCancel(ctx), b.run, batch, b.now)
		done <- written{n, err}
	}()
	return nil
}

// wait waits for the batch that is written.
func (b *batches) wait() error {
	if b.writing == nil {
		return nil
	}
	w := <-b.writing
	b.writing = nil
	b.total.Add(w.counts)
	return w.err
}

// end writes the rest.
func (b *batches) end(ctx context.Context) error {
	if err := b.begin(ctx); err != nil {
		return err
	}
	return b.wait()
}
