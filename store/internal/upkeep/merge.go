package upkeep

import (
	"context"
	"iter"
	"slices"
	"time"

	"mingpao/extract/told"
	"mingpao/store/frontier"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
	"mingpao/store/queue"
	"mingpao/store/record"
)

// MergeBatch is how many sightings are merged in one transaction, mergeBytes how much of pages and pictures: a merge
// that was cut short goes on there.
const (
	MergeBatch = 200
	mergeBytes = 16 << 20
)

// InBatches has looks recorded, some at a time, until there is an error.
func InBatches(looks iter.Seq2[record.Sighting, error], take func([]record.Sighting) error) error {
	var batch []record.Sighting
	size := 0
	for s, err := range looks {
		if err != nil {
			return err
		}
		batch = append(batch, s)
		if size += s.Capture.Held(); len(batch) < MergeBatch && size < mergeBytes {
			continue
		}
		if err := take(batch); err != nil {
			return err
		}
		batch, size = nil, 0
	}
	if len(batch) == 0 {
		return nil
	}
	return take(batch)
}

// Merge adds the sightings of another archive. What both have is added once, so that a merge can be repeated or
// resumed. What was removed for good here is left out. What was removed there stays away from here, where it is not
// here; what is here stays: Disputed lists it. It goes on after damaged pages and hands them to damaged.
func Merge(ctx context.Context, d *db.DB, other *db.DB, run int64, now time.Time,
	damaged func(error)) (n record.Imported, err error) {
	if err := mergeRemovals(ctx, d, other); err != nil {
		return n, err
	}
	m := merge{here: d, from: other.View(), now: now, heard: map[int64]heard{},
		disputed: map[record.Retraction]int{}}
	if m.id, err = m.here.View().ArchiveID(ctx); err == nil {
		m.theirID, err = m.from.ArchiveID(ctx)
	}
	if err != nil {
		return n, db.Fault(other.Path(), "read archive's id", err)
	}
	if m.runs, err = mergeRuns(ctx, d, other, m.theirID); err != nil {
		return n, err
	}
	keys, pictures, err := m.keys(ctx)
	if err != nil {
		return n, db.Fault(other.Path(), "read sightings", err)
	}
	if n, err = m.bring(ctx, run, keys, damaged); err != nil {
		return n, err
	}
	given, err := m.given(ctx, pictures)
	if err != nil {
		return n, db.Fault(d.Path(), "look for pictures", err)
	}
	brought, err := m.bring(ctx, run, given, damaged)
	n.Add(brought)
	if err != nil {
		return n, err
	}
	keys = append(keys, given...)
	if err := m.retract(ctx, run, keys); err != nil {
		return n, err
	}
	n.Add(record.Imported{Disputed: m.disputed})
	claims, err := Claims(ctx, other)
	if err != nil {
		return n, err
	}
	return n, Hear(ctx, d, run, claims)
}

// keys are the looks of the other archive, and those at pictures: pages before what refers to them.
func (m *merge) keys(ctx context.Context) (keys, pictures []record.SightingKey, err error) {
	if m.pictures, err = pictureAddresses(ctx, m.from); err != nil {
		return nil, nil, err
	}
	for k, err := range db.Each(ctx, m.from, record.ScanKey, "SELECT "+record.KeyColumns+` FROM sightings AS s
		ORDER BY outcome NOT IN ('page', 'picture'), capture, at, address`) {
		if err != nil {
			return nil, nil, err
		}
		if _, is := m.pictures[k.Address]; is {
			pictures = append(pictures, k)
		} else {
			keys = append(keys, k)
		}
	}
	return keys, pictures, nil
}

// given are the looks at those pictures that articles here show: those of what was removed for good stay out with it.
func (m *merge) given(ctx context.Context, looks []record.SightingKey) ([]record.SightingKey, error) {
	urls := map[string]bool{}
	for _, k := range looks {
		urls[m.pictures[k.Address]] = true
	}
	given, err := captures.Given(ctx, m.here.View(), urls)
	return slices.DeleteFunc(looks, func(k record.SightingKey) bool { return !given[m.pictures[k.Address]] }), err
}

// bring records what of some looks is not here, in batches.
func (m *merge) bring(ctx context.Context, run int64, keys []record.SightingKey,
	damaged func(error)) (n record.Imported, err error) {
	missing := func(yield func(record.Sighting, error) bool) {
		for _, k := range keys {
			s, known, err := m.missing(ctx, k)
			switch {
			case db.IsDamage(err):
				damaged(told.Errorf("archive %s: %w", m.from.Path, err))
			case err == nil && known:
				n.Known++
			case !yield(s, err):
				return
			}
		}
	}
	err = InBatches(missing, func(batch []record.Sighting) error {
		counts, err := m.record(ctx, run, batch)
		n.Add(counts)
		return err
	})
	return n, err
}

// record records a batch; what is new joins the queue of the crawl.
func (m *merge) record(ctx context.Context, run int64, batch []record.Sighting) (n record.Imported, err error) {
	outcomes, err := record.Record(ctx, m.here, run, batch, m.now)
	if err != nil {
		return n, err
	}
	var found []int64
	for i, o := range outcomes {
		if o == queue.New {
			found = append(found, captures.Reading{Article: batch[i].Article}.Number())
		}
	}
	return record.CountOf(batch, outcomes), frontier.New(m.here).Join(ctx, found, m.now)
}

// merge is an archive that is brought into another.
type merge struct {
	here        *db.DB
	from        db.View
	id, theirID string
	now         time.Time
	runs        map[int64]int64  // the numbers here of its runs
	heard       map[int64]heard  // its witnesses, by their numbers there
	pictures    map[int64]string // its addresses of pictures, by their numbers there
	disputed    map[record.Retraction]int
}

// heard is a witness of another archive as it is ours: that archive says so.
type heard struct {
	record.Witness
	chain []int64 // it is known here by the word of any of these
}

// hears is what a witness of the other archive is here.
func (m *merge) hears(theirs int64, w record.Witness) heard {
	h, known := m.heard[theirs]
	if !known {
		h.Witness = w.HeardFrom(m.theirID)
		h.chain = h.Witness.Chain()
		m.heard[theirs] = h
	}
	return h
}

// missing is a sighting of another archive, unless it is known here.
func (m *merge) missing(ctx context.Context, k record.SightingKey) (s record.Sighting, known bool, err error) {
	if s, err = Bare(ctx, m.from, k); err != nil {
		return s, false, err
	}
	h := m.hears(k.Witness, s.Witness)
	for _, witness := range h.chain {
		k.Witness = witness
		if known, err = record.Holds(ctx, m.here.View(), s.URL, k, s.SHA256); known || err != nil {
			return s, known, err
		}
	}
	if err = Fill(ctx, m.from, &s, k); err == nil {
		err = Distrust(&s, m.now)
	}
	s.Witness, s.Record, s.TakenIn, s.ReadBy = h.Witness, 0, "", m.runs[k.Run]
	if s.Seen == queue.SeenPage {
		s.Detail = "" // what it named until its page came
	}
	return s, false, err
}
