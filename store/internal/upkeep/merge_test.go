package upkeep_test

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mingpao/store/internal/db"
	"mingpao/store/internal/sample"
	"mingpao/store/internal/upkeep"
	"mingpao/store/record"
)

// TestMergeIsUnion splits the sightings over two archives at random, also the same to both, and merges them either way.
func TestMergeIsUnion(t *testing.T) {
	fresh := sample.Clean(t)
	whole := fresh()
	sample.Bring(t, whole, rand.New(rand.NewPCG(1, 1)), sample.Looks())
	want := sample.Derived(t, whole)
	for seed := range sample.Seeds(30) {
		r := rand.New(rand.NewPCG(seed, 9))
		var parts [2][]record.Sighting
		for _, s := range sample.Looks() {
			switch r.IntN(3) {
			case 0:
				parts[0] = append(parts[0], s)
			case 1:
				parts[1] = append(parts[1], s)
			default:
				parts[0], parts[1] = append(parts[0], s), append(parts[1], s)
			}
		}
		a, b := fresh(), fresh()
		sample.Bring(t, a, r, parts[0])
		sample.Bring(t, b, r, parts[1])
		merge(t, a, b)
		if diff := cmp.Diff(want, sample.Derived(t, a)); diff != "" {
			t.Fatalf("seed %d: whole (-) and merged (+) differ:\n%s", seed, diff)
		}
		if n := merge(t, a, b); n.New+n.Changed+n.Unchanged > 0 {
			t.Fatalf("seed %d: merged again: %+v", seed, n)
		}
		a.Close()
		b.Close()
	}
}

func merge(t *testing.T, a, b *db.DB) record.Imported {
	t.Helper()
	n, err := upkeep.Merge(t.Context(), a, b, 1, sample.Noon.AddDate(0, 1, 0),
		func(err error) { t.Errorf("damaged: %v", err) })
	if err != nil {
		t.Fatal(err)
	}
	return n
}
