package catalog

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"

	"mingpao/store/internal/db"
	"mingpao/store/record"
)

// Witness is whose word a time is, as it is shown. The zero value: not recorded.
type Witness struct {
	Kind    record.WitnessKind `json:"kind"`             // "fetched" only of this archive's own runs
	Name    string             `json:"name"`             // of the file; of another archive
	Record  int                `json:"record"`           // in the file; 0: the file is the page, or not recorded
	TakenIn string             `json:"taken_in"`         // the day on which this archive first had it
	Claims  string             `json:"claims"`           // what the file says of itself: its word
	Behind  *Witness           `json:"behind,omitempty"` // whom the file or the other archive has it from
}

// testimony is what a sighting says of its witness; the text of saidBy.
type testimony struct {
	Witness int64  `json:"witness"`
	Record  int    `json:"record"`
	TakenIn string `json:"taken_in"`
}

// testified is the testimony of a sighting s.
const testified = "json_object('witness', s.witness, 'record', s.record, 'taken_in', s.taken_in)"

// nearest chooses, of several who say the same of one moment, the one who is nearest to it.
const nearest = " ORDER BY instr('fetched archive import person none', w.kind), s.witness LIMIT 1"

// saidBy is the testimony to the first look at version v, NULL where none is found.
const saidBy = `(SELECT ` + testified + `
	FROM sightings AS s JOIN witnesses AS w USING (witness)
	WHERE s.address = v.address AND s.at = v.seen AND s.capture = v.capture AND s.retraction = 0` + nearest + `)`

// witnesses reads who vouches for looks, each witness once.
type witnesses struct {
	v     db.View
	id    string // of this archive
	known map[int64]record.Witness
}

func witnessesOf(v db.View) *witnesses { return &witnesses{v: v, known: map[int64]record.Witness{}} }

// of is the witness of a text of saidBy.
func (w *witnesses) of(ctx context.Context, said sql.NullString) (Witness, error) {
	if !said.Valid {
		return Witness{}, nil
	}
	var t testimony
	if err := json.Unmarshal([]byte(said.String), &t); err != nil {
		return Witness{}, nil // an article can be read without; verify names it
	}
	return w.by(ctx, t)
}

// by is the witness of a testimony.
func (w *witnesses) by(ctx context.Context, t testimony) (Witness, error) {
	known, ok := w.known[t.Witness]
	if !ok {
		var err error
		if known, err = record.WitnessOf(ctx, w.v, t.Witness); db.IsDamage(err) {
			return Witness{}, nil // an article can be read without; verify names it
		}
		if err != nil {
			return Witness{}, err
		}
		w.known[t.Witness] = known
	}
	if w.id == "" {
		id, err := w.v.ArchiveID(ctx)
		if err != nil && !db.IsDamage(err) {
			return Witness{}, err
		}
		w.id = cmp.Or(id, "?")
	}
	shown := w.shown(known)
	shown.Record, shown.TakenIn = t.Record, t.TakenIn
	return shown, nil
}

// shown is a witness as it is shown. Who fetched for another archive did not for this one.
func (w *witnesses) shown(k record.Witness) Witness {
	if k.Kind == record.Fetched && k.Archive == w.id {
		return Witness{Kind: record.Fetched}
	}
	if k.Kind == record.Fetched {
		k = k.HeardFrom(k.Archive)
	}
	return handedOn(k)
}

func handedOn(k record.Witness) Witness {
	shown := Witness{Kind: k.Kind, Name: k.Name, Claims: k.Claims}
	if k.Kind == record.FromArchive || k.Kind == record.Fetched {
		shown.Name = k.Archive
	}
	if k.Behind != nil {
		behind := handedOn(*k.Behind)
		shown.Behind = &behind
	}
	return shown
}

// File is a file by its name, without its folders, and the hash of its bytes.
type File struct{ Name, SHA256 string }

// Taken are the files that imports which came to their end have looks of.
func (a *Catalog) Taken(ctx context.Context) ([]File, error) {
	files, err := db.Collect(ctx, a.View(), func(row db.Scanner) (f File, err error) {
		return f, row.Scan(&f.Name, &f.SHA256)
	}, `SELECT DISTINCT w.name, w.sha256 FROM sightings AS s JOIN runs AS r USING (run) JOIN witnesses AS w USING (witness)
		WHERE r.command = 'import' AND r.archive = '' AND r.status IN (0, 3) AND w.sha256 <> ''`)
	return files, db.Fault(a.Path(), "find files that were taken in", err)
}
