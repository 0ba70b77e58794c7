package upkeep_test

import (
	"errors"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/store/catalog"
	"mingpao/store/frontier"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
	"mingpao/store/internal/sample"
	"mingpao/store/internal/upkeep"
	"mingpao/store/queue"
	"mingpao/store/record"
)

func mustRemove(t *testing.T, a *db.DB, all ...*extract.Article) {
	t.Helper()
	var refs []site.Ref
	for _, art := range all {
		refs = append(refs, site.Ref{Edition: art.Edition, ID: art.ID})
	}
	if err := upkeep.Remove(t.Context(), a, refs, "court order", sample.Noon); err != nil &&
		!errors.Is(err, upkeep.ErrReindexed) {
		t.Fatal(err)
	}
	if done, err := upkeep.IsErased(t.Context(), a); err != nil || !done {
		t.Errorf("erased: %v, %v", done, err)
	}
	sample.Sound(t, a)
}

// TestRemoveAliases: what was seen and listed at another address that led to the article goes with it.
func TestRemoveAliases(t *testing.T) {
	a, path := sample.OpenIn(t, "a.db")
	art := sample.OnFinance(sample.Article("1772380801001", "題", "字"))
	alias := sample.Sighted(art, captures.Capture{Body: []byte("<p>字")}, sample.Noon)
	alias.URL = sample.InstantURL("1772380801002")
	gone := record.Sighting{URL: alias.URL, At: sample.Noon.Add(time.Hour), Source: site.TimeFetched, Seen: queue.SeenGone,
		Detail: hidden}
	listing := queue.Listing{Ref: sample.Ref(t, alias.URL), Source: "feed", Title: hidden}
	if _, err := frontier.New(a).Add(t.Context(), []queue.Listing{listing}, sample.Noon); err != nil {
		t.Fatal(err)
	}
	gone.Answer = "HTTP/1.1 410 Gone\r\nLink: " + hidden + "\r\n"
	sample.Record(t, a, alias, gone)
	mustRemove(t, a, art)
	n, _, err := db.One[int](t.Context(), a.View(), `SELECT (SELECT count(*) FROM sightings) + (SELECT count(*)
		FROM listings) + (SELECT count(*) FROM pages) + (SELECT count(*) FROM answers)`)
	if n > 0 || err != nil {
		t.Errorf("%d rows are left, %v", n, err)
	}
	a.Close()
	nothingLeft(t, path, hidden)
}

// TestRemoveLeavesOthers: an article that has looks of its own stays as it was, whatever page was taken for its once.
func TestRemoveLeavesOthers(t *testing.T) {
	one, other := sample.Article("1772380801001", "甲題", "甲文"), sample.Article("1772380801002", "乙題", "乙文")
	finance := sample.OnFinance(sample.Article("1772380801003", "丙題", "丙文"))
	look := func(art *extract.Article, url, page string, hour int) record.Sighting {
		s := sample.Sighted(art, captures.Capture{Body: []byte(page)}, sample.Noon.Add(time.Duration(hour)*time.Hour))
		s.URL = url
		return s
	}
	still := func(url string, hour int) record.Sighting {
		return record.Sighting{URL: url, At: sample.Noon.Add(time.Duration(hour) * time.Hour), Source: site.TimeFetched,
			Seen: queue.SeenUnmodified}
	}
	for _, c := range []struct {
		name  string
		looks []record.Sighting // of what stays
		harm  []record.Sighting // with what is removed
		gone  *extract.Article
		stays *extract.Article
	}{
		{"its address gave the article's page once", []record.Sighting{look(other, other.URL, "<p>乙", 1)},
			[]record.Sighting{look(one, one.URL, "<p>甲", 1), look(one, other.URL, "<p>甲", 2)}, one, other},
		{"its page was given for the article's", []record.Sighting{look(other, other.URL, "<p>乙", 1),
			look(other, one.URL, "<p>乙二", 2)}, []record.Sighting{look(one, one.URL, "<p>甲", 1)}, one, other},
		{"it was seen nowhere else", []record.Sighting{look(other, one.URL, "<p>乙", 1)},
			[]record.Sighting{look(one, one.URL, "<p>甲", 2)}, one, other},
		{"its page is the same", []record.Sighting{look(other, other.URL, "<p>文", 1)},
			[]record.Sighting{look(one, one.URL, "<p>文", 1)}, one, other},
		{"instant news that led elsewhere once",
			[]record.Sighting{look(onInstant(other), sample.InstantURL(other.ID), "<p>乙", 1)},
			[]record.Sighting{look(finance, sample.InstantURL(other.ID), "<p>丙", 2),
				look(finance, finance.URL, "<p>丙", 3)}, finance,
			onInstant(other)},
		{"a look that found it as before", []record.Sighting{look(other, other.URL, "<p>乙", 1), still(other.URL, 3)},
			[]record.Sighting{look(one, other.URL, "<p>甲", 2)}, one, other},
	} {
		t.Run(c.name, func(t *testing.T) {
			want, _ := sample.OpenIn(t, "want.db")
			sample.Record(t, want, c.looks...)
			a, _ := sample.OpenIn(t, "a.db")
			sample.Record(t, a, append(c.harm, c.looks...)...)
			mustRemove(t, a, c.gone)
			if got, want := sample.Derived(t, a), sample.Derived(t, want); got != want {
				t.Errorf("left:\n%s\nwant:\n%s", got, want)
			}
			if _, err := catalog.New(a).Find(t.Context(), c.stays.Edition, c.stays.ID); err != nil {
				t.Errorf("what stays: %v", err)
			}
			if _, err := catalog.New(a).Find(t.Context(), c.gone.Edition, c.gone.ID); !errors.Is(err, db.ErrUnknown) {
				t.Errorf("what goes: %v", err)
			}
		})
	}
}

func onInstant(art *extract.Article) *extract.Article {
	copied := *art
	copied.Edition, copied.URL = site.Instant, sample.InstantURL(art.ID)
	return &copied
}

// otherThan leaves out the looks at an article, under any of its names.
func otherThan(all []record.Sighting, art *extract.Article) (others []record.Sighting) {
	for _, s := range all {
		ref, _ := site.ParseURL(s.URL)
		if s.Article == nil && ref.ID != art.ID || s.Article != nil && s.Article.ID != art.ID {
			others = append(others, s)
		}
	}
	return slices.DeleteFunc(others, func(s record.Sighting) bool {
		return s.IsOfPicture() && isShown(all, s) && !isShown(others, s)
	})
}

// isShown reports whether an article of some looks shows the picture that another one is at.
func isShown(looks []record.Sighting, picture record.Sighting) bool {
	return slices.ContainsFunc(looks, func(s record.Sighting) bool {
		return s.Article != nil && slices.ContainsFunc(s.Article.Images, func(i extract.Image) bool {
			return site.PictureURL(i.URL) == site.PictureURL(picture.URL)
		})
	})
}

// anyArticle is one of those that some looks found.
func anyArticle(r *rand.Rand, all []record.Sighting) *extract.Article {
	for {
		if s := all[r.IntN(len(all))]; s.Article != nil {
			return s.Article
		}
	}
}

// TestRemoveIsAsNeverSeen: what is left is what an archive has that never saw the article.
func TestRemoveIsAsNeverSeen(t *testing.T) {
	fresh := sample.Clean(t)
	for seed := range sample.Seeds(10) {
		r := rand.New(rand.NewPCG(seed, 11))
		all := sample.Looks()
		gone := anyArticle(r, all)
		want, a := fresh(), fresh()
		sample.Bring(t, want, r, otherThan(all, gone))
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		sample.Bring(t, a, r, all)
		mustRemove(t, a, gone)
		if diff := cmp.Diff(sample.Derived(t, want), sample.Derived(t, a)); diff != "" {
			t.Fatalf("seed %d: never seen (-) and removed (+) differ:\n%s", seed, diff)
		}
		a.Close()
		want.Close()
	}
}

// TestMergeWithRemovals: a removal acts in the archive where it was ordered, and on what arrives there later; it does
// not travel to what another archive holds.
func TestMergeWithRemovals(t *testing.T) {
	fresh := sample.Clean(t)
	for seed := range sample.Seeds(10) {
		r := rand.New(rand.NewPCG(seed, 13))
		all := sample.Looks()
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		ours, theirs := all[:len(all)/2], all[len(all)/3:]
		weRemove, theyRemove := anyArticle(r, ours), anyArticle(r, theirs)
		a, b, want := fresh(), fresh(), fresh()
		sample.Bring(t, a, r, ours)
		sample.Bring(t, b, r, theirs)
		mustRemove(t, a, weRemove)
		mustRemove(t, b, theyRemove)
		left := otherThan(ours, weRemove)
		arrive := otherThan(otherThan(theirs, theyRemove), weRemove)
		there := slices.Concat(left, arrive)
		arrive = slices.DeleteFunc(arrive, func(s record.Sighting) bool { return s.IsOfPicture() && !isShown(there, s) })
		sample.Bring(t, want, r, append(left, arrive...))
		merge(t, a, b)
		if diff := cmp.Diff(sample.Derived(t, want), sample.Derived(t, a)); diff != "" {
			t.Fatalf("seed %d: expected (-) and merged (+) differ:\n%s", seed, diff)
		}
		for _, one := range []*db.DB{a, b, want} {
			one.Close()
		}
	}
}

// TestPlanRemoval: who is asked is told what goes, and what stays although it is touched.
func TestPlanRemoval(t *testing.T) {
	a, _ := sample.OpenIn(t, "a.db")
	art := sample.OnFinance(sample.Article("1772380801001", "題", "文"))
	same := sample.OnFinance(sample.Article("1772380801009", "題", "文"))
	alias := sample.Sighted(art, captures.Capture{Body: []byte("<p>文")}, sample.Noon)
	alias.URL = sample.InstantURL("1772380801002")
	sample.Record(t, a, alias, sample.Sighted(art, captures.Capture{Body: []byte("<p>又")}, sample.Noon.Add(time.Hour)),
		sample.Sighted(same, captures.Capture{Body: []byte("<p>文")}, sample.Noon))
	ref := site.Ref{Edition: art.Edition, ID: art.ID}
	all, err := upkeep.PlanRemoval(t.Context(), a, []site.Ref{ref})
	if err != nil {
		t.Fatal(err)
	}
	r := all[0]
	if !r.IsHere() || r.Before != nil || r.Title != "題" || r.Versions != 1 || r.Looks != 2 || r.Pages != 1 {
		t.Errorf("plan: %+v", r)
	}
	if len(r.Aliases) != 1 || r.Aliases[0].ID != "1772380801002" || len(r.Sharing) != 1 || r.Sharing[0].ID != same.ID {
		t.Errorf("with it %+v, sharing %+v", r.Aliases, r.Sharing)
	}
	mustRemove(t, a, art)
	if all, err = upkeep.PlanRemoval(t.Context(), a, []site.Ref{ref}); err != nil || all[0].IsHere() ||
		all[0].Before == nil || all[0].Before.Reason != "court order" {
		t.Errorf("afterwards: %+v, %v", all, err)
	}
}

// TestMergeBringsNoOrders: what another archive removed stays out, and what is here stays here, until somebody says so.
func TestMergeBringsNoOrders(t *testing.T) {
	here, there := sample.Article("1772380801001", "甲題", "甲文"), sample.Article("1772380801002", "乙題", "乙文")
	fresh := sample.Article("1772380801003", "丙題", "丙文")
	a, path := sample.OpenIn(t, "a.db")
	b, _ := sample.OpenIn(t, "b.db")
	page := func(art *extract.Article) record.Sighting {
		return sample.Sighted(art, captures.Capture{Body: []byte("<p>" + art.Body)}, sample.Noon)
	}
	sample.Record(t, a, page(here))
	sample.Record(t, b, page(here), page(there), page(fresh))
	mustRemove(t, b, here, there)
	want := sample.Derived(t, a)
	if n := merge(t, a, b); n.New != 1 || n.Removed != 0 {
		t.Errorf("merged: %+v", n)
	}
	if _, err := catalog.New(a).Find(t.Context(), "pns", here.ID); err != nil {
		t.Errorf("what is here: %v\n%s", err, want)
	}
	if outcomes, err := record.Record(t.Context(), a, 1, []record.Sighting{page(there)}, sample.Noon); err != nil ||
		outcomes[0] != queue.Removed {
		t.Errorf("what is not here came in: %v, %v", outcomes, err)
	}
	stones, err := upkeep.Disputed(t.Context(), a, b)
	if err != nil || len(stones) != 1 || stones[0].ID != here.ID || stones[0].Reason != "court order" {
		t.Fatal(stones, err)
	}
	if err := upkeep.RemoveAs(t.Context(), a, stones); err != nil {
		t.Fatal(err)
	}
	if again, err := upkeep.Disputed(t.Context(), a, b); err != nil || len(again) != 0 {
		t.Errorf("disputed still: %v, %v", again, err)
	}
	sample.Sound(t, a)
	a.Close()
	nothingLeft(t, path, here.Body)
}
