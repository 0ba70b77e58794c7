package record

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"mingpao/store/internal/db"
	"mingpao/store/queue"
)

// Leaf stands for a look in the seal of the day on which it was taken in. It is of what the look itself says, and so
// never changes: which page a look found that names none, or one that was still to come, is worked out, and is not in
// it.
type Leaf [sha256.Size]byte

// said is a look as its leaf has it.
type said struct{ url, at, witness, outcome, detail, page string }

// leaf is the hash of the parts, each with its length before it and a comma after, as in "3:abc,".
func (s said) leaf() Leaf {
	_, isNamed := OriginalOf(s.detail)
	named, isOf := strings.CutPrefix(s.detail, OfPage)
	switch {
	case isNamed: // it may have come, on a later day
		s.outcome, s.page = string(queue.SeenUnmodified), ""
	case s.detail == AsBefore:
		s.page = ""
	case isOf:
		s.detail, s.page = "", named
	}
	return sha256.Sum256([]byte(netstrings(s.url, s.at, s.witness, s.outcome, s.detail, s.page)))
}

// netstrings joins texts so that no two lists of them are the same.
func netstrings(texts ...string) string {
	var b strings.Builder
	for _, text := range texts {
		fmt.Fprintf(&b, "%d:%s,", len(text), text)
	}
	return b.String()
}

// text is a witness as a leaf has it: not by its number, which may be another one in a copy.
func (w Witness) text() string {
	behind := ""
	if w.Behind != nil {
		behind = w.Behind.text()
	}
	return netstrings(string(w.Kind), w.Archive, string(w.Source), w.Name, w.SHA256, w.Claims, behind)
}

// Day is all that was taken in on a day.
type Day struct {
	Date   string
	Leaves []Leaf
}

// Seal is the hash of a day and the one before, of which it has the hash: in hexadecimal, "" for none.
func (d Day) Seal(before string) string {
	slices.SortFunc(d.Leaves, func(a, b Leaf) int { return bytes.Compare(a[:], b[:]) })
	h := sha256.New()
	h.Write([]byte(netstrings(before, d.Date)))
	for _, leaf := range slices.Compact(d.Leaves) {
		h.Write(leaf[:])
	}
	return hex.EncodeToString(h.Sum(nil))
}

// leafRows are looks as leaves have them, and the leaves of those that are gone, by their days.
const leafRows = "SELECT " + livingLeaf + `
	WHERE ?1 = 'null' OR s.taken_in IN (SELECT value FROM json_each(?1))
	UNION ALL SELECT day, '', '', 0, '', '', '', sha256 FROM leaves
	WHERE ?1 = 'null' OR day IN (SELECT value FROM json_each(?1)) ORDER BY day`

// livingLeaf is such a row of a look that is there.
const livingLeaf = `s.taken_in AS day, coalesce(a.url, ''), s.at, s.witness, s.outcome, s.detail,
	coalesce(c.sha256, ''), ''
	FROM sightings AS s LEFT JOIN addresses AS a USING (address) LEFT JOIN captures AS c USING (capture)`

// leafReader reads rows of looks.
type leafReader struct {
	v         db.View
	witnesses map[int64]string
}

// row is a leaf of a day.
type row struct {
	day  string
	leaf Leaf
}

func (r *leafReader) scan(ctx context.Context, from db.Scanner) (one row, err error) {
	var s said
	var witness int64
	var kept string
	if err = from.Scan(&one.day, &s.url, &s.at, &witness, &s.outcome, &s.detail, &s.page, &kept); err != nil {
		return one, err
	}
	if kept != "" {
		n, err := hex.Decode(one.leaf[:], []byte(kept[:min(len(kept), 2*sha256.Size)]))
		if n < sha256.Size || err != nil {
			err = db.Damagedf("the leaf of a look of %.10s is none", one.day)
		}
		return one, err
	}
	s.witness, err = r.witness(ctx, witness)
	one.leaf = s.leaf()
	return one, err
}

// witness is the text of one; "" where it is lost, which is another leaf.
func (r *leafReader) witness(ctx context.Context, number int64) (text string, err error) {
	text, known := r.witnesses[number]
	if known {
		return text, nil
	}
	w, err := WitnessOf(ctx, r.v, number)
	switch {
	case err == nil:
		text = w.text()
	case db.IsDamage(err):
		err = nil
	}
	r.witnesses[number] = text
	return text, err
}
