package catalog_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/store/catalog"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
	"mingpao/store/internal/sample"
	"mingpao/store/internal/upkeep"
	"mingpao/store/record"
	"mingpao/store/search"
)

// roomOf is an archive of articles on four days in two sections, two of them with the same day and section.
func roomOf(t *testing.T) *db.DB {
	t.Helper()
	a := sample.Open(t)
	var batch []record.Sighting
	for i := range 8 {
		code, keyword := []string{"s00001", "s00012"}[i%2], []string{"颱風", "選舉", "巴士"}[i%3]
		art := &extract.Article{
			ID: fmt.Sprintf("17723808%05d", i), Edition: site.Daily, SectionCode: code,
			Section: site.SectionOf(site.Daily, code).Label,
			Title:   keyword + "新聞", Published: fmt.Sprintf("2026-03-%02d", 2+i/2), Authors: []string{[]string{"甲", "乙"}[i/4]},
			Column: []string{"", "日記"}[i%2], Keywords: []string{keyword}, Access: extract.Full, Language: "zh-Hant",
			Body:   "正文談" + keyword + "。",
			Blocks: []extract.Block{{Kind: extract.Paragraph, Text: "正文談" + keyword + "。"}},
		}
		art.URL = "https://news.mingpao.com/pns/x/article/" + fmt.Sprintf("202603%02d", 2+i/2) + "/" + code + "/" + art.ID
		batch = append(batch,
			sample.Sighted(art, captures.Capture{Body: []byte(art.ID)}, sample.Noon.Add(time.Duration(i)*time.Minute)))
	}
	if _, err := record.Import(t.Context(), a, 1, batch, sample.Noon.AddDate(1, 0, 0)); err != nil {
		t.Fatal(err)
	}
	return a
}

func query(t *testing.T, text string, f catalog.Filter) catalog.Query {
	t.Helper()
	if text == "" {
		return catalog.Query{Filter: f}
	}
	e, err := search.ParseQuery(text)
	if err != nil {
		t.Fatal(err)
	}
	return catalog.Query{Expression: e, Filter: f}
}

// selected are the headlines that a query finds, by the catalogue of now, after a place.
func selected(t *testing.T, a *db.DB, q catalog.Query) ([]catalog.Headline, catalog.Facets) {
	t.Helper()
	c, err := catalog.New(a).Catalogue(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	found, err := catalog.New(a).Select(t.Context(), c, q)
	if err != nil {
		t.Fatal(err)
	}
	return listed(t, a, c, found), c.Facets(found, 5)
}

// TestCatalogueIsTheList: the catalogue has the order, the counts, names and sections that SQL gives.
func TestCatalogueIsTheList(t *testing.T) {
	a := roomOf(t)
	c, err := catalog.New(a).Catalogue(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want, err := catalog.New(a).Headlines(t.Context(), catalog.Filter{})
	if got := listed(t, a, c, c.All()); err != nil || len(got) < 5 || fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v, %v: want %v", err, got, want)
	}
	for i, h := range want {
		if at := c.Index(c.All().Ordered(), h.Number); at != i {
			t.Errorf("%s stands at %d, not %d", h.ID, at, i)
		}
	}
	oldest, err := catalog.New(a).OldestFirst(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	got, err := catalog.New(a).Listed(t.Context(), c, oldest)
	want, err0 := catalog.New(a).Headlines(t.Context(), catalog.Filter{OldestFirst: true})
	if err = errors.Join(err, err0); err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("the oldest first: %v, %v: want %v", err, got, want)
	}
	authors, err1 := catalog.New(a).Authors(t.Context(), catalog.Filter{})
	columns, err2 := catalog.New(a).Columns(t.Context(), catalog.Filter{})
	keywords, err3 := catalog.New(a).Keywords(t.Context(), catalog.Filter{})
	sections, err4 := catalog.New(a).Sections(t.Context(), catalog.Filter{})
	held, err5 := catalog.New(a).KeywordsOf(t.Context(), c)
	counted, err6 := catalog.New(a).SectionsOf(t.Context(), c)
	if err := errors.Join(err1, err2, err3, err4, err5, err6); err != nil {
		t.Fatal(err)
	}
	for name, pair := range map[string][2]any{"authors": {c.Names("author"), authors},
		"columns": {c.Names("column"), columns}, "keywords": {held, keywords}, "sections": {counted, sections}} {
		if fmt.Sprint(pair[0]) != fmt.Sprint(pair[1]) || len(authors) == 0 || len(keywords) == 0 {
			t.Errorf("%s: %v, want %v", name, pair[0], pair[1])
		}
	}
}

func TestFacetsAddUp(t *testing.T) {
	a := roomOf(t)
	for _, c := range []struct {
		name, text string
		filter     catalog.Filter
		articles   int
		author     string
	}{
		{"all", "", catalog.Filter{}, 8, "[{乙 4  } {甲 4  }]"},
		{"a word", "颱風", catalog.Filter{}, 3, "[{甲 2  } {乙 1  }]"},
		{"a section", "", catalog.Filter{Sections: []site.Section{{Edition: site.Daily, Code: "s00001"}}}, 4,
			"[{乙 2  } {甲 2  }]"},
		{"a keyword", "", catalog.Filter{Keywords: []string{"選舉"}}, 3, "[{乙 2  } {甲 1  }]"},
		{"days", "正文", catalog.Filter{From: "2026-03-02", To: "2026-03-02"}, 2, "[{甲 2  }]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			listed, f := selected(t, a, query(t, c.text, c.filter))
			if f.Articles != c.articles || len(listed) != c.articles || fmt.Sprint(f.Authors) != c.author {
				t.Errorf("%d counted, %d listed, by %v", f.Articles, len(listed), f.Authors)
			}
		})
	}
}

// TestListsWithoutWhatWent holds for a catalogue that is older than the archive: what was removed since is left out.
func TestListsWithoutWhatWent(t *testing.T) {
	a := roomOf(t)
	before, err := catalog.New(a).Catalogue(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	last := listed(t, a, before, before.All())[3]
	if err := upkeep.Remove(t.Context(), a, []site.Ref{{Edition: last.Edition, ID: last.ID}}, "",
		sample.Noon); err != nil {
		t.Fatal(err)
	}
	if whole := listed(t, a, before, before.All()); len(whole) != 7 || whole[3].ID == last.ID {
		t.Errorf("%d articles, 7 are left", len(whole))
	}
}

func listed(t *testing.T, a *db.DB, c *catalog.Catalogue, s catalog.Set) []catalog.Headline {
	t.Helper()
	all, err := catalog.New(a).Listed(t.Context(), c, s.Ordered())
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestNeighboursAndDays(t *testing.T) {
	a := roomOf(t)
	art, err := catalog.New(a).FindID(t.Context(), "1772380800002")
	if err != nil {
		t.Fatal(err)
	}
	older, newer, err := catalog.New(a).Neighbours(t.Context(), art)
	if err != nil || older == nil || newer == nil || older.ID != "1772380800000" || newer.ID != "1772380800004" {
		t.Errorf("neighbours %+v, %+v, %v", older, newer, err)
	}
	for day, want := range map[string][2]string{
		"": {"2026-03-05", ""}, "2026-03-03": {"2026-03-02", "2026-03-04"}, "2026-03-02": {"", "2026-03-03"},
		"2027-01-01": {"2026-03-05", ""},
	} {
		if before, after, err := catalog.New(a).NearestDays(t.Context(), day); err != nil ||
			[2]string{before, after} != want {
			t.Errorf("%q: %q, %q, %v", day, before, after, err)
		}
	}
}

// TestDamagedHeadline: a list of many shows what it can of one that is damaged; a list of all names it.
func TestDamagedHeadline(t *testing.T) {
	a := sample.Open(t)
	sample.Record(t, a,
		sample.Sighted(sample.Article("1772380801001", "題甲", "字"), captures.Capture{Body: []byte("<p>甲")}, sample.Noon),
		sample.Sighted(sample.Article("1772380801002", "題乙", "字"), captures.Capture{Body: []byte("<p>乙")}, sample.Noon))
	for _, fields := range []string{"{", `{"authors": 5}`} {
		sample.Do(t, a, "UPDATE readings SET fields = '"+fields+"' WHERE article % 100 = 11")
		all, err := catalog.New(a).Headlines(t.Context(), catalog.Filter{})
		if err != nil || len(all) != 2 || all[0].Title != "題甲" || len(all[0].Authors) != 0 || len(all[1].Authors) != 1 {
			t.Errorf("%s: %+v, %v", fields, all, err)
		}
		var listed, damaged []string
		for h, err := range catalog.New(a).List(t.Context(), catalog.Filter{}) {
			if db.IsDamage(err) {
				damaged = append(damaged, err.Error())
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			listed = append(listed, h.Title)
		}
		if len(listed) != 1 || listed[0] != "題乙" || len(damaged) != 1 || !strings.Contains(damaged[0], "1772380801001 is") {
			t.Errorf("%s: listed %v, damaged %v", fields, listed, damaged)
		}
	}
}

// TestArticlesWithoutTexts are the same but for their texts, which are not even looked for.
func TestArticlesWithoutTexts(t *testing.T) {
	a := roomOf(t)
	all := func(f catalog.Filter) (found []string) {
		for art, err := range catalog.New(a).Articles(t.Context(), f) {
			if err != nil {
				t.Fatal(err)
			}
			found = append(found, art.ID+art.Title+art.SHA256+art.Changed)
			if (art.Body == "") != f.NoTexts {
				t.Errorf("%s has the text %q", art.ID, art.Body)
			}
		}
		return found
	}
	want := all(catalog.Filter{})
	if err := a.Write(t.Context(), "lose texts",
		func(ctx context.Context, t *db.Tx) error { return t.Exec(ctx, "DELETE FROM texts") }); err != nil {
		t.Fatal(err)
	}
	if got := all(catalog.Filter{NoTexts: true}); !slices.Equal(got, want) || len(got) == 0 {
		t.Errorf("%v, want %v", got, want)
	}
}
