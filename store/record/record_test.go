package record_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mingpao/store/internal/sample"
	"mingpao/store/record"
)

// TestOrderDoesNotMatter brings the same sightings in many orders, in batches that break off, with repetitions.
func TestOrderDoesNotMatter(t *testing.T) {
	fresh := sample.Clean(t)
	sorted := sample.Looks()
	slices.SortStableFunc(sorted, func(a, b record.Sighting) int { return a.At.Compare(b.At) })
	calm := fresh()
	if _, err := record.Record(t.Context(), calm, 1, sorted, sample.Noon.AddDate(0, 1, 0)); err != nil {
		t.Fatal(err)
	}
	want := sample.Derived(t, calm)
	for seed := range sample.Seeds(200) {
		r := rand.New(rand.NewPCG(seed, 7))
		all := sample.Looks()
		all = append(all, all[r.IntN(len(all))], all[r.IntN(len(all))])
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		a := fresh()
		sample.Bring(t, a, r, all)
		if diff := cmp.Diff(want, sample.Derived(t, a)); diff != "" {
			t.Fatalf("seed %d: in order (-) and shuffled (+) differ:\n%s", seed, diff)
		}
		if seed%20 == 0 {
			sample.Sound(t, a)
		}
		a.Close()
	}
}
