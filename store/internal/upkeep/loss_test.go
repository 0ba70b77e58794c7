package upkeep_test

import (
	"testing"
	"time"

	"mingpao/extract/site"
	"mingpao/store/catalog"
	"mingpao/store/frontier"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
	"mingpao/store/internal/ident"
	"mingpao/store/internal/sample"
	"mingpao/store/internal/upkeep"
	"mingpao/store/queue"
	"mingpao/store/record"
)

// hidden is a text that is removed for good.
const hidden = "不可留下的文字"

// TestRefusalUnmakesNothing: the same page, seen again by a program that cannot read it, remains the article that it
// was.
func TestRefusalUnmakesNothing(t *testing.T) {
	art := sample.Article("1772380801001", "題", "字")
	read := sample.Sighted(art, captures.Capture{Body: []byte("<p>字")}, sample.Noon)
	refused := read
	refused.Article, refused.Refusal, refused.At = nil, "unknown page design", sample.Noon.Add(time.Hour)
	for name, order := range map[string][]record.Sighting{"refused later": {read, refused},
		"refused first": {refused, read}} {
		t.Run(name, func(t *testing.T) {
			a, _ := sample.OpenIn(t, "a.db")
			sample.Record(t, a, order[0])
			sample.Record(t, a, order[1])
			b, _ := sample.OpenIn(t, "b.db")
			c, _ := sample.OpenIn(t, "c.db")
			sample.Record(t, b, order[0])
			sample.Record(t, c, order[1])
			merge(t, b, c)
			if sample.Body(t, a, art.ID) != art.Body || sample.Body(t, b, art.ID) != art.Body {
				t.Error("the article is another")
			}
			sample.Sound(t, a)
		})
	}
}

// TestMergeReadsDamagedAgain: what another archive's damage made of a text never becomes an article here.
func TestMergeReadsDamagedAgain(t *testing.T) {
	whole, _ := sample.OpenIn(t, "whole.db")
	sample.RealPages(t, whole)
	for name, statement := range map[string]string{
		"texts":    "UPDATE texts SET body = 'x' || body",
		"fields":   "UPDATE readings SET fields = '{' WHERE article <> 0",
		"title":    "UPDATE readings SET fields = json_set(fields, '$.title', 'x') WHERE article <> 0",
		"no texts": "DELETE FROM texts",
	} {
		t.Run(name, func(t *testing.T) {
			b, _ := sample.OpenIn(t, "b.db")
			sample.RealPages(t, b)
			sample.Do(t, b, statement)
			a, _ := sample.OpenIn(t, "a.db")
			merge(t, a, b)
			if got, want := sample.Derived(t, a), sample.Derived(t, whole); got != want {
				t.Errorf("merged:\n%s\nwant:\n%s", got, want)
			}
			sample.Sound(t, a)
		})
	}
}

// TestMergeKeepsOurReading: another archive's older rules do not undo what a page was read as here.
func TestMergeKeepsOurReading(t *testing.T) {
	a, _ := sample.OpenIn(t, "a.db")
	b, _ := sample.OpenIn(t, "b.db")
	page := captures.Capture{Body: []byte("<p>字")}
	sample.Record(t, a, sample.Sighted(sample.Article("1772380801001", "題", "字"), page, sample.Noon))
	sample.Record(t, b, sample.Sighted(sample.Article("1772380801001", "題", "舊規則讀的字"), page, sample.Noon.Add(time.Hour)))
	merge(t, a, b)
	if got := sample.Body(t, a, "1772380801001"); got != "字" {
		t.Errorf("read as %q", got)
	}
}

// TestDamagedTextIsNamed: a text that is missing or another is damage, not an article.
func TestDamagedTextIsNamed(t *testing.T) {
	for name, statement := range map[string]string{"missing": "DELETE FROM texts",
		"another": "UPDATE texts SET body = '字子'"} {
		t.Run(name, func(t *testing.T) {
			a, _ := sample.OpenIn(t, "a.db")
			art := sample.Article("1772380801001", "題", "字")
			sample.Record(t, a, sample.Sighted(art, captures.Capture{Body: []byte("<p>字")}, sample.Noon))
			sample.Do(t, a, statement)
			if _, err := catalog.New(a).Versions(t.Context(), ident.ArticleNumber("pns", art.ID)); !db.IsDamage(err) {
				t.Errorf("versions: %v", err)
			}
			if _, err := catalog.New(a).Find(t.Context(), "pns", art.ID); !db.IsDamage(err) {
				t.Errorf("find: %v", err)
			}
		})
	}
}

// TestRemoveOnlyListed: an article that nobody has looked at yet goes with its place in the queue and what lists said
// of it.
func TestRemoveOnlyListed(t *testing.T) {
	a, path := sample.OpenIn(t, "a.db")
	ref := sample.Ref(t, sample.Article("1772380801001", "", "").URL)
	if _, err := frontier.New(a).Add(t.Context(), []queue.Listing{{Ref: ref, Source: "feed", Title: hidden}},
		sample.Noon); err != nil {
		t.Fatal(err)
	}
	if err := upkeep.Remove(t.Context(), a, []site.Ref{ref}, "", sample.Noon); err != nil {
		t.Fatal(err)
	}
	if p, err := frontier.New(a).Next(t.Context(), queue.Want{}, nil, sample.Noon.Add(time.Hour)); err != nil || p != nil {
		t.Errorf("still due: %v, %v", p, err)
	}
	a.Close()
	nothingLeft(t, path, hidden)
}

// TestRemoveDamaged: the page is damaged, but the dictionary that was made of it is not.
func TestRemoveDamaged(t *testing.T) {
	a, path := sample.OpenIn(t, "a.db")
	art := sample.Article("1772380801001", hidden, hidden)
	sample.Record(t, a, sample.Sighted(art, captures.Capture{Body: append(sample.ChromePage(1), hidden...)}, sample.Noon))
	sample.Do(t, a, "UPDATE captures SET data = x'00'")
	if err := upkeep.Remove(t.Context(), a, []site.Ref{{Edition: "pns", ID: art.ID}}, "", sample.Noon); err != nil {
		t.Fatal(err)
	}
	a.Close()
	nothingLeft(t, path, hidden)
}

// TestRemoveDamagedDictionary: a dictionary that cannot be opened may hold the page still.
func TestRemoveDamagedDictionary(t *testing.T) {
	a, _ := sample.OpenIn(t, "a.db")
	art := sample.Article("1772380801001", hidden, hidden)
	sample.Record(t, a, sample.Sighted(art, captures.Capture{Body: append(sample.ChromePage(1), hidden...)}, sample.Noon))
	sample.Do(t, a, "UPDATE dictionaries SET data = substr(data, 1, length(data) - 9)")
	a.Zip.Forget()
	if err := upkeep.Remove(t.Context(), a, []site.Ref{sample.Ref(t, art.URL)}, "", sample.Noon); err != nil {
		t.Fatal(err)
	}
	if n, _, err := db.One[int](t.Context(), a.View(), "SELECT count(*) FROM dictionaries"); n > 0 || err != nil {
		t.Errorf("%d dictionaries are left, %v", n, err)
	}
}

// TestReextractLosesNothing: an article whose looks are lost is not made anew from them when its page is read again.
func TestReextractLosesNothing(t *testing.T) {
	a := sample.Open(t)
	sample.RealPages(t, a)
	sample.Do(t, a, "DELETE FROM sightings")
	for k, err := range upkeep.Pages(t.Context(), a) {
		if err != nil {
			t.Fatal(err)
		}
		art, err := captures.Read(k.URL, k.Capture)
		if err != nil {
			t.Fatal(err)
		}
		art.Title += "？"
		if _, err := upkeep.Reextract(t.Context(), a, 1, k, art); err != nil {
			t.Fatal(err)
		}
	}
	if n, _, err := db.One[int](t.Context(), a.View(), "SELECT count(*) FROM heads"); n != 3 || err != nil {
		t.Errorf("%d articles, want 3; %v", n, err)
	}
}
