package upkeep_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	diff "github.com/google/go-cmp/cmp"

	"mingpao/extract/site"
	"mingpao/store/frontier"
	"mingpao/store/internal/db"
	"mingpao/store/internal/sample"
	"mingpao/store/internal/upkeep"
	"mingpao/store/model"
	"mingpao/store/record"
)

// lives brings looks in a random order, those that are wrong in a run of their own, which is then taken back: at once
// or last, now and then twice, with an undo of the undo between.
func lives(t *testing.T, a *db.DB, r *rand.Rand, all []record.Sighting) {
	t.Helper()
	all = slices.Clone(all)
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	wrong := slices.DeleteFunc(slices.Clone(all), func(s record.Sighting) bool { return !model.IsWrong(s) })
	right := slices.DeleteFunc(all, model.IsWrong)
	run := begin(t, a, "import")
	early := r.IntN(len(right) + 1)
	bring(t, a, r, 1, right[:early])
	bring(t, a, r, run, wrong)
	if r.IntN(2) == 0 {
		takeBack(t, a, r, run, len(wrong))
		bring(t, a, r, 1, right[early:])
		return
	}
	bring(t, a, r, 1, right[early:])
	takeBack(t, a, r, run, len(wrong))
}

// bring records looks in batches of random sizes.
func bring(t *testing.T, a *db.DB, r *rand.Rand, run int64, all []record.Sighting) {
	t.Helper()
	for len(all) > 0 {
		size := min(1+r.IntN(8), len(all))
		if _, err := record.Record(t.Context(), a, run, all[:size], model.Start.AddDate(0, 1, 0)); err != nil {
			t.Fatal(err)
		}
		all = all[size:]
	}
}

func takeBack(t *testing.T, a *db.DB, r *rand.Rand, run int64, looks int) {
	t.Helper()
	if looks == 0 {
		return
	}
	for range 1 + 2*r.IntN(2) {
		by := begin(t, a, "undo")
		if _, err := upkeep.Undo(t.Context(), a, by, run, "wrong", model.Start.AddDate(0, 1, 0)); err != nil {
			t.Fatal(err)
		}
		run = by
	}
}

func begin(t *testing.T, a *db.DB, command string) int64 {
	t.Helper()
	run, err := frontier.New(a).BeginRun(t.Context(), command, "1.0", model.Start)
	if err != nil {
		t.Fatal(err)
	}
	return run
}

// said is what an archive says, in the words of the model.
func said(t *testing.T, a *db.DB, query string) []string {
	t.Helper()
	rows, err := db.Collect(t.Context(), a.View(), db.Column[string], query)
	if err != nil {
		t.Fatal(err)
	}
	return model.Sorted(rows)
}

// TestModel has archives live through random universes: every other one alone, and split over two that are merged.
func TestModel(t *testing.T) {
	fresh := sample.Clean(t)
	for seed := range sample.Seeds(300) {
		r := rand.New(rand.NewPCG(seed, 24))
		all := model.Universe(r)
		want := model.Rows(all)
		a, b := fresh(), fresh()
		if seed%2 == 0 {
			lives(t, a, r, all)
			if d := diff.Diff(model.Looks(all), said(t, a, model.QueryLooks)); d != "" {
				t.Errorf("seed %d: looks by the model (-) and by the view (+):\n%s", seed, d)
			}
		} else {
			some, others := model.Split(r, all)
			lives(t, a, r, some)
			lives(t, b, r, others)
			merge(t, a, b)
			merge(t, b, a)
			if d := diff.Diff(said(t, a, model.Query), said(t, b, model.Query)); d != "" {
				t.Errorf("seed %d: merged the one way (-) and the other (+):\n%s", seed, d)
			}
		}
		if d := diff.Diff(want, said(t, a, model.Query)); d != "" {
			t.Fatalf("seed %d: model (-) and archive (+) differ:\n%s\n%s", seed, d, told(all))
		}
		if seed%30 < 2 {
			sample.Sound(t, a)
		}
		a.Close()
		b.Close()
	}
}

// told are looks as a person reads them.
func told(all []record.Sighting) string {
	slices.SortFunc(all, func(a, b record.Sighting) int { return a.At.Compare(b.At) })
	var lines []string
	for _, s := range all {
		line := fmt.Sprintf("%s %s %s %s %.8s %s", site.Stamp(s.At), s.Seen, s.Source, cmp.Or(s.URL, "nowhere"),
			s.SHA256, s.Detail)
		if s.Article != nil {
			line += fmt.Sprint(" ", s.Article.ID, " ", s.Article.Title, s.Article.Body, " ", s.Article.Access)
		}
		if model.IsWrong(s) {
			line += " wrong"
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}
