package upkeep_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mingpao/extract/site"
	"mingpao/store/frontier"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
	"mingpao/store/internal/sample"
	"mingpao/store/internal/upkeep"
	"mingpao/store/queue"
	"mingpao/store/record"
)

// TestRemove: nothing of an article is left in the file, it does not come back, and its neighbours stay.
func TestRemove(t *testing.T) {
	path := filepath.Join(t.TempDir(), "mingpao.db")
	a := sample.OpenAt(t, path)
	const secret = "不可留下的文字"
	var looks []record.Sighting
	for i := range 40 { // enough for a dictionary made of several pages
		art := sample.Article("17723808"+strings.Repeat("0", 3)+string(rune('0'+i/10))+string(rune('0'+i%10)), "題", "留下的文字")
		if i < 5 {
			art.Title, art.Body = secret+"題", secret+string(rune('A'+i))
			art.Images = nil
		}
		page := append(sample.ChromePage(i), []byte(art.Title+art.Body)...)
		looks = append(looks, sample.Sighted(art, captures.Capture{Body: page}, sample.Noon))
		if i == 0 {
			looks = append(looks,
				sample.Sighted(art, captures.Capture{Body: append(page, " again"...)}, sample.Noon.AddDate(0, 0, 1)))
		}
	}
	if _, err := record.Record(t.Context(), a, 1, looks, sample.Noon.AddDate(0, 1, 0)); err != nil {
		t.Fatal(err)
	}
	var refs []site.Ref
	for _, l := range looks[:6] {
		refs = append(refs, site.Ref{Edition: l.Article.Edition, ID: l.Article.ID})
	}
	if err := upkeep.Remove(t.Context(), a, refs, "court order", sample.Noon); err != nil {
		t.Fatal(err)
	}
	sample.Sound(t, a)
	outcomes, err := record.Record(t.Context(), a, 1, looks, sample.Noon.AddDate(0, 1, 0))
	if err != nil || outcomes[0] != queue.Removed || outcomes[len(outcomes)-1] != queue.Known {
		t.Errorf("brought again: %v, %v", outcomes, err)
	}
	if added, err := frontier.New(a).Add(t.Context(), []queue.Listing{{Ref: sample.Ref(t, looks[0].URL), Source: "feed"}},
		sample.Noon); err != nil || len(added.New) != 0 {
		t.Errorf("listed again: %v, %v", added, err)
	}
	n := 0
	for kept, err := range upkeep.Pages(t.Context(), a) {
		if err != nil || bytes.Contains(kept.Capture.Body, []byte(secret)) {
			t.Errorf("page %s: %v", kept.URL, err)
		}
		n++
	}
	if n != 35 {
		t.Errorf("%d pages are left, want 35", n)
	}
	a.Close()
	nothingLeft(t, path, secret)
}

// nothingLeft searches a file, and every packed blob in it, for a text as it is and as the index cuts it.
func nothingLeft(t *testing.T, path, secret string) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(raw, []byte(secret)) || bytes.Contains(raw, []byte(strings.Join(strings.Split(secret, ""), " "))) {
		t.Error("the file still has the text")
	}
	a, err := upkeep.OpenToRead(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	numbers, err := db.Collect(t.Context(), a.View(), db.Column[int64], "SELECT dictionary FROM dictionaries")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range numbers {
		text, err := captures.DictionaryText(t.Context(), a.View(), n)
		if err != nil || bytes.Contains(text, []byte(secret)) {
			t.Errorf("dictionary %d still has the text, %v", n, err)
		}
	}
}
