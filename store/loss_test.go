package store

import (
	"bytes"
	"path/filepath"
	"testing"
	"time"

	"mingpao/extract/site"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
	"mingpao/store/internal/ident"
	"mingpao/store/queue"
	"mingpao/store/record"
	"mingpao/testdata"
)

// hidden is a text that is removed for good.
const hidden = "不可留下的文字"

func archiveIn(t *testing.T, name string) (a *Archive, path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), name)
	return openAt(t, path), path
}

func mustRecord(t *testing.T, a *Archive, all ...record.Sighting) {
	t.Helper()
	if _, err := a.Record(t.Context(), 1, all, noon.AddDate(0, 1, 0)); err != nil {
		t.Fatal(err)
	}
}

func mustDo(t *testing.T, a *Archive, statement string) {
	t.Helper()
	if _, err := a.db.SQL.Exec(statement); err != nil {
		t.Fatal(err)
	}
}

func bodyOf(t *testing.T, a *Archive, id string) string {
	t.Helper()
	art, err := a.Catalog().Find(t.Context(), "pns", id)
	if err != nil {
		t.Fatal(err)
	}
	return art.Body
}

// TestRefusalUnmakesNothing: the same page, seen again by a program that cannot read it, remains the article that it
// was.
func TestRefusalUnmakesNothing(t *testing.T) {
	art := article("1772380801001", "題", "字")
	read := sighted(art, captures.Capture{Body: []byte("<p>字")}, noon)
	refused := read
	refused.Article, refused.Refusal, refused.At = nil, "unknown page design", noon.Add(time.Hour)
	for name, order := range map[string][]record.Sighting{"refused later": {read, refused}, "refused first": {refused, read}} {
		t.Run(name, func(t *testing.T) {
			a, _ := archiveIn(t, "a.db")
			mustRecord(t, a, order[0])
			mustRecord(t, a, order[1])
			b, _ := archiveIn(t, "b.db")
			c, _ := archiveIn(t, "c.db")
			mustRecord(t, b, order[0])
			mustRecord(t, c, order[1])
			merge(t, b, c)
			if bodyOf(t, a, art.ID) != art.Body || bodyOf(t, b, art.ID) != art.Body {
				t.Error("the article is another")
			}
			sound(t, a)
		})
	}
}

// TestMergeReadsDamagedAgain: what another archive's damage made of a text never becomes an article here.
func TestMergeReadsDamagedAgain(t *testing.T) {
	whole, _ := archiveIn(t, "whole.db")
	realPages(t, whole)
	for name, statement := range map[string]string{
		"texts":    "UPDATE texts SET body = 'x' || body",
		"fields":   "UPDATE readings SET fields = '{' WHERE article <> 0",
		"title":    "UPDATE readings SET fields = json_set(fields, '$.title', 'x') WHERE article <> 0",
		"no texts": "DELETE FROM texts",
	} {
		t.Run(name, func(t *testing.T) {
			b, _ := archiveIn(t, "b.db")
			realPages(t, b)
			mustDo(t, b, statement)
			a, _ := archiveIn(t, "a.db")
			merge(t, a, b)
			if got, want := derivedDump(t, a), derivedDump(t, whole); got != want {
				t.Errorf("merged:\n%s\nwant:\n%s", got, want)
			}
			sound(t, a)
		})
	}
}

// TestMergeKeepsOurReading: another archive's older rules do not undo what a page was read as here.
func TestMergeKeepsOurReading(t *testing.T) {
	a, _ := archiveIn(t, "a.db")
	b, _ := archiveIn(t, "b.db")
	page := captures.Capture{Body: []byte("<p>字")}
	mustRecord(t, a, sighted(article("1772380801001", "題", "字"), page, noon))
	mustRecord(t, b, sighted(article("1772380801001", "題", "舊規則讀的字"), page, noon.Add(time.Hour)))
	merge(t, a, b)
	if got := bodyOf(t, a, "1772380801001"); got != "字" {
		t.Errorf("read as %q", got)
	}
}

// TestDamagedTextIsNamed: a text that is missing or another is damage, not an article.
func TestDamagedTextIsNamed(t *testing.T) {
	for name, statement := range map[string]string{"missing": "DELETE FROM texts",
		"another": "UPDATE texts SET body = '字子'"} {
		t.Run(name, func(t *testing.T) {
			a, _ := archiveIn(t, "a.db")
			art := article("1772380801001", "題", "字")
			mustRecord(t, a, sighted(art, captures.Capture{Body: []byte("<p>字")}, noon))
			mustDo(t, a, statement)
			if _, err := a.Catalog().Versions(t.Context(), ident.ArticleNumber("pns", art.ID)); !db.IsDamage(err) {
				t.Errorf("versions: %v", err)
			}
			if _, err := a.Catalog().Find(t.Context(), "pns", art.ID); !db.IsDamage(err) {
				t.Errorf("find: %v", err)
			}
		})
	}
}

// TestRemoveOnlyListed: an article that nobody has looked at yet goes with its place in the queue and what lists said
// of it.
func TestRemoveOnlyListed(t *testing.T) {
	a, path := archiveIn(t, "a.db")
	ref := mustRef(t, article("1772380801001", "", "").URL)
	if _, err := a.Frontier().Add(t.Context(), []queue.Listing{{Ref: ref, Source: "feed", Title: hidden}}, noon); err != nil {
		t.Fatal(err)
	}
	if err := a.Remove(t.Context(), []site.Ref{ref}, "", noon); err != nil {
		t.Fatal(err)
	}
	if p, err := a.Frontier().Next(t.Context(), queue.Want{}, nil, noon.Add(time.Hour)); err != nil || p != nil {
		t.Errorf("still due: %v, %v", p, err)
	}
	a.Close()
	nothingLeft(t, path, hidden)
}

// TestRemoveDamaged: the page is damaged, but the dictionary that was made of it is not.
func TestRemoveDamaged(t *testing.T) {
	a, path := archiveIn(t, "a.db")
	art := article("1772380801001", hidden, hidden)
	mustRecord(t, a, sighted(art, captures.Capture{Body: append(chromePage(1), hidden...)}, noon))
	mustDo(t, a, "UPDATE captures SET data = x'00'")
	if err := a.Remove(t.Context(), []site.Ref{{Edition: "pns", ID: art.ID}}, "", noon); err != nil {
		t.Fatal(err)
	}
	a.Close()
	nothingLeft(t, path, hidden)
}

// TestRemoveDamagedDictionary: a dictionary that cannot be opened may hold the page still.
func TestRemoveDamagedDictionary(t *testing.T) {
	a, _ := archiveIn(t, "a.db")
	art := article("1772380801001", hidden, hidden)
	mustRecord(t, a, sighted(art, captures.Capture{Body: append(chromePage(1), hidden...)}, noon))
	mustDo(t, a, "UPDATE dictionaries SET data = substr(data, 1, length(data) - 9)")
	a.db.Zip.Forget()
	if err := a.Remove(t.Context(), []site.Ref{mustRef(t, art.URL)}, "", noon); err != nil {
		t.Fatal(err)
	}
	if n, _, err := db.One[int](t.Context(), a.db.At(), "SELECT count(*) FROM dictionaries"); n > 0 || err != nil {
		t.Errorf("%d dictionaries are left, %v", n, err)
	}
}

// TestUnmodifiedIsReadAtItsAddress: a page that does not tell where it is from is another article under another
// address, and what a look there found unmodified is that one.
func TestUnmodifiedIsReadAtItsAddress(t *testing.T) {
	a, _ := archiveIn(t, "a.db")
	page := captures.Capture{ContentType: "text/html", Body: bytes.ReplaceAll(testdata.Page("pns-opinion.html"),
		[]byte("1772726401001"), nil)}
	one, two := article("1772380801001", "", "").URL, article("1772380801002", "", "").URL
	first, err := captures.Read(one, page)
	if err != nil || first.ID != "1772380801001" {
		t.Fatal(first, err)
	}
	again := record.Sighting{URL: two, At: noon.Add(2 * time.Hour), Source: site.TimeFetched, Seen: queue.SeenUnmodified,
		SHA256: ident.Hash(page.Body)}
	mustRecord(t, a, record.Sighting{URL: one, At: noon, Source: site.TimeFetched, Seen: queue.SeenPage, Capture: page,
		Article: first}, again)
	found, err := a.Catalog().Find(t.Context(), "pns", "1772380801002")
	if err != nil || found.ID != "1772380801002" || found.FirstSeen != site.Stamp(again.At) {
		t.Errorf("article %s, first seen %s, %v", found.ID, found.FirstSeen, err)
	}
	sound(t, a)
}
