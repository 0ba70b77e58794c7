package upkeep_test

import (
	"bytes"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/store/catalog"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
	"mingpao/store/internal/sample"
	"mingpao/store/internal/upkeep"
	"mingpao/store/internal/verify"
	"mingpao/store/record"
)

// withPictures is an article that shows pictures.
func withPictures(id string, numbers ...int) record.Sighting {
	art := sample.Article(id, "題"+id, "文"+id)
	for _, n := range numbers {
		art.Images = append(art.Images, sample.Image(n))
	}
	return sample.Sighted(art, captures.Capture{Body: []byte("<p>" + id)}, sample.Noon)
}

func large(i, n int) record.Sighting {
	s := sample.SeenPicture(sample.PictureURL(i), n, sample.Noon, site.TimeFetched)
	s.Capture.Body = sample.LargePicture(n)
	return s
}

// TestRemovePictures: with an article go the pictures that no other one shows, and are named before; what is shown or
// was seen elsewhere stays, and nothing of what goes is left in the file, nor comes back by another archive.
func TestRemovePictures(t *testing.T) {
	a, path := sample.OpenIn(t, "a.db")
	first, second := withPictures("1772380801001", 1, 2, 3, 4), withPictures("1772380801002", 2)
	before := withPictures("1772380801001", 5) // an earlier version
	before.At, before.Capture = before.At.Add(-time.Hour), captures.Capture{Body: []byte("<p>before")}
	gone := record.Sighting{URL: sample.PictureURL(4), At: sample.Noon, Source: site.TimeFetched, Seen: "gone",
		Answer: "HTTP/1.1 404 No\r\n"}
	looks := []record.Sighting{large(1, 1), large(1, 11), large(2, 2), large(3, 3), large(5, 5), large(6, 3), gone, first,
		second, before}
	rand.New(rand.NewPCG(1, 1)).Shuffle(len(looks), func(i, j int) { looks[i], looks[j] = looks[j], looks[i] })
	sample.Record(t, a, looks...)
	sample.Do(t, a,
		"INSERT INTO wanted (url, published) VALUES ('"+sample.PictureURL(1)+"', ''), ('"+sample.PictureURL(2)+"', '')")
	other := sample.Clean(t)()
	merge(t, other, a)

	refs := []site.Ref{sample.Ref(t, first.URL)}
	plan, err := upkeep.PlanRemoval(t.Context(), a, refs)
	size := int64(len(sample.LargePicture(1)) + len(sample.LargePicture(11)) + len(sample.LargePicture(5)))
	if err != nil || plan[0].Pictures != 3 || plan[0].Bytes != size || plan[0].Looks != 2 {
		t.Errorf("plan: %+v, %v", plan, err)
	}
	both, err := upkeep.PlanRemoval(t.Context(), a, append(refs, sample.Ref(t, second.URL)))
	if err != nil || both[0].Pictures != 4 || both[1].Pictures != 1 {
		t.Errorf("plan of both: %d and %d, %v", both[0].Pictures, both[1].Pictures, err)
	}
	mustRemove(t, a, first.Article)
	merge(t, a, other)
	sample.Sound(t, a)
	urls, err := db.Collect(t.Context(), a.View(), db.Column[string],
		"SELECT url FROM addresses UNION SELECT url FROM wanted ORDER BY 1")
	want := []string{sample.PictureURL(2), sample.PictureURL(6), second.URL}
	if diff := cmp.Diff(want, urls); diff != "" || err != nil {
		t.Errorf("addresses: %s, %v", diff, err)
	}
	if n, _, err := catalog.New(a).KeptPictures(t.Context()); n != 2 || err != nil {
		t.Errorf("%d pictures are left, %v", n, err)
	}
	a.Close()
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{1, 11, 5} {
		for some := range slices.Chunk(sample.LargePicture(n)[100:], 64) {
			if len(some) == 64 && bytes.Contains(file, some) {
				t.Fatalf("the file still has a part of picture %d", n)
			}
		}
	}
}

// TestUndoPictures: pictures of an import that is taken back are no longer those of the article, until it is undone.
func TestUndoPictures(t *testing.T) {
	a, _ := sample.OpenIn(t, "a.db")
	sample.Record(t, a, withPictures("1772380801001", 1), large(1, 1))
	run := begin(t, a, "import")
	second := large(1, 2)
	second.At = second.At.Add(time.Hour)
	if _, err := record.Record(t.Context(), a, run, []record.Sighting{second}, sample.Noon.AddDate(0, 1, 0)); err != nil {
		t.Fatal(err)
	}
	kept := func() int {
		all, err := catalog.New(a).Pictures(t.Context(), []extract.Image{sample.Image(1)})
		if err != nil {
			t.Fatal(err)
		}
		return len(all[0])
	}
	for i, want := range []int{2, 1, 2} {
		if got := kept(); got != want {
			t.Errorf("after %d undos: %d pictures, want %d", i, got, want)
		}
		by := begin(t, a, "undo")
		if _, err := upkeep.Undo(t.Context(), a, by, run, "wrong", sample.Noon.AddDate(0, 1, 0)); err != nil {
			t.Fatal(err)
		}
		run = by
		sample.Sound(t, a)
	}
}

// TestPicturesVerified: what is not as it ought to be of pictures is found, and what can be made anew is.
func TestPicturesVerified(t *testing.T) {
	for name, harm := range map[string]string{
		"another size": "UPDATE pictures SET width = 1",
		"not noted":    "DELETE FROM pictures",
		"never seen":   "DELETE FROM sightings WHERE outcome = 'picture'",
		"its bytes":    "UPDATE captures SET data = CAST(x'00' || substr(data, 2) AS BLOB)",
		"cut off":      "UPDATE captures SET data = substr(data, 1, 100)",
	} {
		t.Run(name, func(t *testing.T) {
			a := sample.Open(t)
			sample.Record(t, a, large(1, 1))
			sample.Sound(t, a)
			sample.Do(t, a, harm)
			found := 0
			for range verify.Archive(t.Context(), a) {
				found++
			}
			if found == 0 {
				t.Error("nothing is found")
			}
			if name == "another size" || name == "not noted" {
				if err := upkeep.Repair(t.Context(), a, 1); err != nil {
					t.Fatal(err)
				}
				sample.Sound(t, a)
			}
		})
	}
}

// TestFilteredPictures: with the looks at some articles go those at the pictures that they show, and no others.
func TestFilteredPictures(t *testing.T) {
	a := sample.Open(t)
	other := sample.OnFinance(sample.Article("1772380801009", "題", "文"))
	other.Images = []extract.Image{sample.Image(1), sample.Image(3)}
	sample.Record(t, a, withPictures("1772380801001", 1, 2), large(1, 1), large(2, 2), large(3, 3),
		sample.Sighted(other, captures.Capture{Body: []byte("<p>other")}, sample.Noon))
	for edition, want := range map[string][]string{"pns": {sample.PictureURL(1), sample.PictureURL(2)},
		"fin": {sample.PictureURL(1), sample.PictureURL(3)}, "ol": nil} {
		var got []string
		for s, err := range upkeep.Sightings(t.Context(), a, catalog.Filter{Editions: []string{edition}}) {
			if err != nil {
				t.Fatal(err)
			}
			if s.IsOfPicture() {
				got = append(got, s.URL)
			}
		}
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", edition, diff)
		}
	}
}
