package store

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"mingpao/extract/site"
	"mingpao/store/catalog"
	"mingpao/store/frontier"
	"mingpao/store/internal/sample"
	"mingpao/store/queue"
	"mingpao/store/record"
)

// reader is somebody whom the digest tells what is new.
type reader struct {
	t    *testing.T
	a    *Archive
	told int64
}

func newReader(t *testing.T) *reader {
	return &reader{t: t, a: &Archive{sample.OpenAt(t, filepath.Join(t.TempDir(), "a.db"))}}
}

// run does something as a run and ends it, unless the run is to be killed.
func (r *reader) run(command string, killed bool, do func(run int64) error) int64 {
	r.t.Helper()
	run, err := r.a.Frontier().BeginRun(r.t.Context(), command, "test", today)
	if err == nil {
		err = do(run)
	}
	if err == nil && !killed {
		err = r.a.Frontier().EndRun(r.t.Context(), run, frontier.Counts{}, 0, today)
	}
	if err != nil {
		r.t.Fatal(err)
	}
	return run
}

// today is after everything that was seen.
var today = sample.Noon.AddDate(1, 0, 0)

func (r *reader) take(all ...record.Sighting) int64 {
	return r.run("import", false, func(run int64) error {
		_, err := r.a.Record(r.t.Context(), run, all, today)
		return err
	})
}

// undo takes a run back, and returns the run that did it.
func (r *reader) undo(of int64) int64 {
	return r.run("undo", false, func(run int64) error {
		_, err := r.a.Undo(r.t.Context(), run, of, "", today)
		return err
	})
}

// digest is what is told: new articles, changes of texts, what is gone.
func (r *reader) digest() string {
	r.t.Helper()
	through, err := r.a.Frontier().TakenIn(r.t.Context())
	if err != nil {
		r.t.Fatal(err)
	}
	span := catalog.Span{After: r.told, Through: max(r.told, through)}
	numbers, err := r.a.Catalog().Fresh(r.t.Context(), span)
	if err == nil {
		numbers, err = r.a.Catalog().Among(r.t.Context(), catalog.Query{}, numbers)
	}
	var lines []string
	for _, n := range numbers {
		news, wrong := r.a.Catalog().News(r.t.Context(), n, span)
		if wrong != nil {
			r.t.Fatal(wrong)
		}
		lines = append(lines, lineOf(news)...)
	}
	if err != nil {
		r.t.Fatal(err)
	}
	r.told = span.Through
	slices.Sort(lines)
	return strings.Join(lines, " ")
}

func lineOf(n catalog.News) (lines []string) {
	if n.IsNew {
		lines = append(lines, "new:"+n.Article.Body)
	}
	for _, c := range n.Changes {
		lines = append(lines, c.Before.Body+">"+c.After.Body)
	}
	if n.IsGone {
		lines = append(lines, "gone:"+n.Article.Body)
	}
	return lines
}

func at(hours int) time.Time { return sample.Noon.Add(time.Duration(hours) * time.Hour) }

func gone(n, hours int) record.Sighting {
	s := sample.Seen(n, "", at(hours))
	s.Article, s.Capture, s.Seen, s.Detail = nil, Capture{}, queue.SeenGone, "HTTP 404"
	return s
}

// TestNews: what is told is what was taken in since, whatever its time; nothing is lost, and nothing is told twice.
func TestNews(t *testing.T) {
	for _, c := range []struct {
		name string
		do   func(r *reader) []string // what each digest told
		want []string
	}{
		{"new, then nothing", func(r *reader) []string {
			r.take(sample.Seen(1, "甲", at(1)))
			return []string{r.digest(), r.digest()}
		}, []string{"new:甲", ""}},
		{"the same again", func(r *reader) []string {
			r.take(sample.Seen(1, "甲", at(1)))
			r.digest()
			r.take(sample.Seen(1, "甲", at(9)))
			return []string{r.digest()}
		}, []string{""}},
		{"changed and gone", func(r *reader) []string {
			r.take(sample.Seen(1, "甲", at(1)))
			r.digest()
			r.take(sample.Seen(1, "乙", at(2)), gone(1, 3), gone(1, 40))
			return []string{r.digest(), r.digest()}
		}, []string{"gone:乙 甲>乙", ""}},
		{"a late import of an older text", func(r *reader) []string {
			r.take(sample.Seen(1, "乙", at(900)))
			r.digest()
			r.take(sample.Seen(1, "甲", at(1)))
			return []string{r.digest(), r.digest()}
		}, []string{"甲>乙", ""}},
		{"a late import between", func(r *reader) []string {
			r.take(sample.Seen(1, "甲", at(1)), sample.Seen(1, "丙", at(9)))
			r.digest()
			r.take(sample.Seen(1, "乙", at(5)))
			return []string{r.digest()}
		}, []string{"乙>丙 甲>乙"}},
		{"taken back before it was told", func(r *reader) []string {
			r.take(sample.Seen(1, "甲", at(1)))
			r.digest()
			r.undo(r.take(sample.Seen(1, "乙", at(2)), sample.Seen(2, "丁", at(2))))
			return []string{r.digest()}
		}, []string{""}},
		{"taken back, told of nothing, and given back", func(r *reader) []string {
			by := r.undo(r.take(sample.Seen(1, "甲", at(1))))
			first := r.digest()
			r.undo(by)
			return []string{first, r.digest(), r.digest()}
		}, []string{"", "new:甲", ""}},
		{"what is told is taken back", func(r *reader) []string {
			r.take(sample.Seen(1, "甲", at(1)))
			second := r.take(sample.Seen(1, "乙", at(2)))
			r.digest()
			r.undo(second)
			return []string{r.digest()}
		}, []string{""}},
		{"removed", func(r *reader) []string {
			s := sample.Seen(1, "甲", at(1))
			r.take(s, sample.Seen(2, "乙", at(1)))
			if err := r.a.Remove(r.t.Context(), []site.Ref{{Edition: "pns", ID: s.Article.ID}}, "", at(2)); err != nil {
				r.t.Fatal(err)
			}
			return []string{r.digest()}
		}, []string{"new:乙"}},
		{"a run that goes on is told of when it has ended", func(r *reader) []string {
			r.run("crawl", true, func(run int64) error {
				_, err := r.a.Record(r.t.Context(), run, []record.Sighting{sample.Seen(1, "甲", at(1))}, today)
				return err
			})
			first := r.digest()
			r.take(sample.Seen(2, "乙", at(2)))
			return []string{first, r.digest(), r.digest()}
		}, []string{"", "new:乙 new:甲", ""}},
		{"a merge", func(r *reader) []string {
			other := newReader(r.t)
			other.take(sample.Seen(1, "甲", at(1)), sample.Seen(1, "乙", at(2)))
			other.take(sample.Seen(2, "丁", at(2)))
			r.take(sample.Seen(1, "乙", at(5)))
			r.digest()
			r.run("merge", false, func(run int64) error {
				_, err := r.a.Merge(r.t.Context(), other.a, run, today, func(err error) { r.t.Error(err) })
				return err
			})
			return []string{r.digest(), r.digest()}
		}, []string{"new:丁 甲>乙", ""}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.do(newReader(t)); !slices.Equal(got, c.want) {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// TestNewsInAnyOrder: whatever is taken in first, each article is told of once as new, and every change that the
// archive ends with was told.
func TestNewsInAnyOrder(t *testing.T) {
	for seed := range sample.Seeds(6) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			r, random := newReader(t), rand.New(rand.NewPCG(seed, 7))
			all := sample.Looks()
			random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
			told := ""
			for len(all) > 0 {
				n := min(len(all), 1+random.IntN(6))
				r.take(all[:n]...)
				all = all[n:]
				if random.IntN(2) == 0 {
					told += r.digest() + " "
				}
			}
			told += r.digest()
			for n, want := range r.final() {
				if !strings.Contains(told, want) {
					t.Errorf("article %d: %s was not told: %s", n, want, told)
				}
			}
			if again := r.digest(); again != "" {
				t.Errorf("told twice: %s", again)
			}
		})
	}
}

// final are the changes that the archive ends with, by the tables that follow.
func (r *reader) final() map[int64]string {
	changes := map[int64]string{}
	for art, err := range r.a.Catalog().Articles(r.t.Context(), catalog.Filter{}) {
		if err != nil {
			r.t.Fatal(err)
		}
		versions, err := r.a.Catalog().Versions(r.t.Context(), art.Number)
		if err != nil {
			r.t.Fatal(err)
		}
		for i := 1; i < len(versions); i++ {
			if versions[i].Body != versions[i-1].Body {
				changes[art.Number] = versions[i-1].Body + ">" + versions[i].Body
			}
		}
	}
	return changes
}

// TestFollows: a question is asked once, begins with what comes after it, and what was told of it never goes back.
func TestFollows(t *testing.T) {
	r := newReader(t)
	f, ctx := r.a.Frontier(), t.Context()
	last := r.take(sample.Seen(1, "甲", at(1)))
	for i, isNew := range []bool{true, false} {
		if got, err := f.Follow(ctx, `{"query":"甲"}`, at(1)); got != isNew || err != nil {
			t.Errorf("%d: %t, %v", i, got, err)
		}
	}
	all, err := f.Follows(ctx)
	if err != nil || len(all) != 1 || all[0].Told != last || all[0].Said != `{"query":"甲"}` {
		t.Fatal(all, err)
	}
	for _, through := range []int64{last + 4, last + 2} {
		if err := f.Tell(ctx, through, all); err != nil {
			t.Fatal(err)
		}
	}
	if all, err = f.Follows(ctx); err != nil || all[0].Told != last+4 {
		t.Error(all, err)
	}
	for i, was := range []bool{true, false} {
		if got, err := f.Unfollow(ctx, all[0].Number); got != was || err != nil {
			t.Errorf("%d: %t, %v", i, got, err)
		}
	}
}
