package record

import (
	"context"
	"slices"
	"time"

	"mingpao/extract/site"
	"mingpao/store/internal/db"
	"mingpao/store/internal/ident"
	"mingpao/store/queue"
)

// Imported counts what became of saved pages. FileTimes are those of the first three whose time is only their file's,
// Corrected those of Unchanged whose time was only a file's before. Pictures are looks at them that were not there.
type Imported struct {
	New, Changed, Unchanged, Corrected, Known, Removed, Without, FileTimes, Pictures int

	Disputed map[Retraction]int // looks that count here, although who brings them has taken them back
}

// Import records saved pages, a batch a transaction.
func Import(ctx context.Context, d *db.DB, run int64, batch []Sighting, now time.Time) (n Imported, err error) {
	outcomes, err := Record(ctx, d, run, batch, now)
	return CountOf(batch, outcomes), err
}

// CountOf counts what a batch meant.
func CountOf(batch []Sighting, outcomes []queue.Outcome) (n Imported) {
	for i, o := range outcomes {
		if batch[i].IsOfPicture() {
			if batch[i].Seen == queue.SeenPicture && o == queue.None {
				n.Pictures++
			}
			continue
		}
		if batch[i].Source == site.TimeFile &&
			slices.Contains([]queue.Outcome{queue.New, queue.Changed, queue.Unchanged}, o) {
			n.FileTimes++
		}
		switch o {
		case queue.New:
			n.New++
		case queue.Changed:
			n.Changed++
		case queue.Corrected:
			n.Add(Imported{Unchanged: 1, Corrected: 1})
		case queue.Known:
			n.Known++
		case queue.Removed:
			n.Removed++
		case queue.None:
			n.Without++
		case queue.Disputed:
			n.Add(Imported{Known: 1, Disputed: map[Retraction]int{*batch[i].TakenBack: 1}})
		default:
			n.Unchanged++
		}
	}
	return n
}

// Knows reports whether the very sighting is in the archive: an import that is repeated, or goes on, need not read the
// page again. The sighting keeps what was worked out for that.
func Knows(ctx context.Context, d *db.DB, s *Sighting) (bool, error) {
	ref, _ := site.ParseURL(s.URL)
	url := addressOf(s.URL, ref, ident.ArticleNumber(ref.Edition, ref.ID))
	id, err := d.View().ArchiveID(ctx)
	if err != nil {
		return false, db.Fault(d.Path(), "look for sighting", err)
	}
	k := SightingKey{At: site.Stamp(s.At), Witness: s.Witness.Ours(id, s.Source).Number(), Outcome: string(s.Seen),
		Detail: s.Detail}
	found, err := Holds(ctx, d.View(), url, k, s.Capture.Sum())
	return found, db.Fault(d.Path(), "look for sighting", err)
}

// Holds reports whether a sighting of an address, as it is kept, and of a page is in the archive. It looks where
// SaveAddress puts an address: at its number or, where that was taken, close after it. A folder of saved pages may have
// one address, the unknown one, and one time: the page is what tells its sightings apart. A look that found a page as
// before may have found another one here, and one that waits for its page is that look, too.
func Holds(ctx context.Context, v db.View, url string, k SightingKey, sha256 string) (bool, error) {
	_, found, err := db.One[int](ctx, v, `SELECT 1 FROM addresses CROSS JOIN sightings USING (address)
		WHERE addresses.address BETWEEN ?1 AND ?1 + 15 AND url = ?2 AND at = ?3 AND witness = ?4 AND outcome = ?5
		AND (capture = CASE ?6 WHEN '' THEN 0 ELSE (SELECT capture FROM captures WHERE sha256 = ?6) END
			OR outcome = 'unmodified' AND (detail = ?7 AND ?7 = ?8 OR capture = 0 AND detail = ?9 || ?6))`,
		ident.AddressNumber(url), url, k.At, k.Witness, k.Outcome, sha256, k.Detail, AsBefore, OfPage)
	return found, err
}

// IsEmpty reports whether nothing was seen yet.
func IsEmpty(ctx context.Context, d *db.DB) (bool, error) {
	some, _, err := db.One[bool](ctx, d.View(), "SELECT EXISTS (SELECT 1 FROM sightings)")
	return !some, db.Fault(d.Path(), "look for sightings", err)
}

// Add adds the counts of another batch.
func (n *Imported) Add(m Imported) {
	n.New += m.New
	n.Changed += m.Changed
	n.Unchanged += m.Unchanged
	n.Corrected += m.Corrected
	n.Known += m.Known
	n.Removed += m.Removed
	n.Without += m.Without
	n.FileTimes += m.FileTimes
	n.Pictures += m.Pictures
	for r, looks := range m.Disputed {
		if n.Disputed == nil {
			n.Disputed = map[Retraction]int{}
		}
		n.Disputed[r] += looks
	}
}
