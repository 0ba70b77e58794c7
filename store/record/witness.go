package record

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"mingpao/extract/site"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
	"mingpao/store/internal/ident"
)

// WitnessKind is how we know of a look.
type WitnessKind string

// The kinds of witnesses. They are written into archives and do not change.
const (
	Fetched      WitnessKind = "fetched" // this archive's own run asked the site
	FromFile     WitnessKind = "import"  // a file says so
	FromArchive  WitnessKind = "archive" // another archive says so
	FromPerson   WitnessKind = "person"  // a person gave the time
	FromFileDate WitnessKind = "none"    // nobody recorded the time: it is a file's date
)

// WitnessKinds are all kinds.
var WitnessKinds = []WitnessKind{Fetched, FromFile, FromArchive, FromPerson, FromFileDate}

// Witness says whose word a look is.
type Witness struct {
	Kind    WitnessKind
	Archive string          // that speaks: whose run it was, that imported the file, that was merged; "": not recorded
	Source  site.TimeSource // what told the time
	Name    string          // of the file; "": not recorded
	SHA256  string          // of the file; "": of a folder, or not recorded
	Claims  string          // what the file says of itself: its word
	Behind  *Witness        // whom another archive has it from; nil: not recorded
}

// kindOf is the kind of a witness of our own: who tells the time says how we know.
func kindOf(source site.TimeSource) WitnessKind {
	switch source {
	case site.TimeFetched:
		return Fetched
	case site.TimeGiven:
		return FromPerson
	case site.TimeFile:
		return FromFileDate
	}
	return FromFile
}

// Ours is the witness of a look that an archive itself took in, with what is known of the file.
func (w Witness) Ours(archive string, source site.TimeSource) Witness {
	w.Kind, w.Archive, w.Source = kindOf(source), archive, source
	if w.Behind != nil { // a file that an archive wrote: whatever it says, it is the file's word
		w.Kind = FromFile
	}
	w.Name, w.Claims = ShortName(w.Name), ShortName(w.Claims)
	return w
}

// HeardFrom is a witness as another archive hands it on.
func (w Witness) HeardFrom(archive string) Witness {
	return Witness{Kind: FromArchive, Archive: archive, Source: w.Source, Behind: &w}
}

// longestName is how many characters of a file's name, and of what it claims, are kept.
const longestName = 200

// ShortName is a name as it can be kept and printed.
func ShortName(name string) string {
	runes := []rune(strings.ToValidUTF8(name, "?"))
	runes = runes[:min(len(runes), longestName)]
	for i, r := range runes {
		if !captures.IsHarmless(string(r)) {
			runes[i] = '?'
		}
	}
	return string(runes)
}

// Number is the number that archives give a witness, unless it is taken.
func (w Witness) Number() int64 { return w.Chain()[0] }

// Chain are the numbers of a witness and of all those whom its look went through. A look that is here by the word of
// any of them is no other look: it comes home, or again by another way.
func (w *Witness) Chain() []int64 {
	if w == nil {
		return nil
	}
	others, behind := w.Behind.Chain(), int64(0)
	if len(others) > 0 {
		behind = others[0]
	}
	number := ident.NumberOf(strings.Join([]string{"witness", string(w.Kind), w.Archive, string(w.Source),
		w.Name, w.SHA256, w.Claims, fmt.Sprint(behind)}, "\n"))
	return append([]int64{number}, others...)
}

// longestChain is how many archives may hand on a look.
const longestChain = 8

// IsCredible reports whether a witness can be one.
func (w Witness) IsCredible() bool { return w.isCredible(longestChain) }

func (w Witness) isCredible(depth int) bool {
	for _, text := range []string{w.Archive, w.Name, w.Claims} {
		if text != ShortName(text) {
			return false
		}
	}
	return depth > 0 && captures.IsCode(string(w.Kind)) && captures.IsCode(string(w.Source)) &&
		(w.SHA256 == "" || captures.IsHash(w.SHA256)) && (w.Behind == nil || w.Behind.isCredible(depth-1))
}

// WitnessOf is the witness with a number.
func WitnessOf(ctx context.Context, v db.View, number int64) (Witness, error) {
	return witnessOf(ctx, v, number, longestChain)
}

func witnessOf(ctx context.Context, v db.View, number int64, depth int) (w Witness, err error) {
	var behind int64
	err = v.Row(ctx, `SELECT kind, archive, source, name, sha256, claims, coalesce(behind, 0) FROM witnesses
		WHERE witness = ?`, number).Scan(&w.Kind, &w.Archive, &w.Source, &w.Name, &w.SHA256, &w.Claims, &behind)
	switch {
	case errors.Is(err, sql.ErrNoRows) || depth == 0:
		return w, db.Damagedf("the witness of a look is missing")
	case err != nil || behind == 0:
		return w, err
	}
	other, err := witnessOf(ctx, v, behind, depth-1)
	w.Behind = &other
	return w, err
}

// SaveWitness keeps a witness once and returns its number.
func (t *Writer) SaveWitness(ctx context.Context, w Witness) (int64, error) {
	behind := int64(0)
	if w.Behind != nil {
		var err error
		if behind, err = t.SaveWitness(ctx, *w.Behind); err != nil {
			return 0, err
		}
	}
	key := w
	key.Behind = nil
	known := keptWitness{key, behind}
	if number := t.witnesses[known]; number != 0 {
		return number, nil
	}
	number, err := saveWitness(ctx, t.Tx, w, behind)
	t.witnesses[known] = number
	return number, err
}

// keptWitness tells witnesses apart.
type keptWitness struct {
	Witness
	behind int64
}

func saveWitness(ctx context.Context, t *db.Tx, w Witness, behind int64) (int64, error) {
	for number := w.Number(); ; number++ {
		n, err := t.Changed(ctx, `INSERT INTO witnesses (witness, kind, archive, source, name, sha256, claims, behind)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`, number, string(w.Kind), w.Archive, string(w.Source), w.Name,
			w.SHA256, w.Claims, captures.NullNumber(behind))
		if n > 0 || err != nil {
			return number, err
		}
		same, _, err := db.One[bool](ctx, t.View, `SELECT kind = ?2 AND archive = ?3 AND source = ?4 AND name = ?5
			AND sha256 = ?6 AND claims = ?7 AND behind IS ?8 FROM witnesses WHERE witness = ?1`, number, string(w.Kind),
			w.Archive,
			string(w.Source), w.Name, w.SHA256, w.Claims, captures.NullNumber(behind))
		if same || err != nil {
			return number, err
		}
	}
}

// ID is the id of the archive that is written to.
func (t *Writer) ID(ctx context.Context) (id string, err error) {
	if t.id == "" {
		t.id, err = t.ArchiveID(ctx)
	}
	return t.id, err
}

// testify gives a sighting its witness: that of another archive, or ours.
func (t *Writer) testify(ctx context.Context, s *Sighting) error {
	id, err := t.ID(ctx)
	if err != nil {
		return err
	}
	if s.Witness.Kind == "" {
		s.Witness = s.Witness.Ours(id, s.Source)
	}
	s.Source = s.Witness.Source
	return nil
}
