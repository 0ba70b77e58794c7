package inquiry

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/store"
	"mingpao/store/catalog"
	"mingpao/store/corpus"
	"mingpao/store/queue"
	"mingpao/store/record"
)

// now is after all that the archive holds.
var now = time.Date(2026, 3, 20, 12, 0, 0, 0, site.Zone)

// anArchive has articles of two sections. Lists of 2 and 3 March were read to the end, of one section.
func anArchive(t *testing.T) *store.Archive {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.db")
	a, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	var looks []record.Sighting
	for i, one := range []struct{ day, code, section, text, author string }{
		{"2026-03-02", "s00001", "要聞", "渡輪加班，渡輪再加班。", "方靜文"},
		{"2026-03-02", "s00001", "要聞", "山徑封閉。", "李"},
		{"2026-03-05", "s00002", "港聞", "渡輪停航。", "李"},
	} {
		id := fmt.Sprintf("%013d", 1_772_000_000_000+i)
		art := &extract.Article{ID: id, Edition: site.Daily, Section: one.section, SectionCode: one.code, Title: "題目",
			URL:  "https://news.mingpao.com/pns/x/article/" + strings.ReplaceAll(one.day, "-", "") + "/" + one.code + "/" + id,
			Body: one.text, Blocks: []extract.Block{{Kind: extract.Paragraph, Text: one.text}}, Authors: []string{one.author},
			Published: one.day, Access: extract.Full, Layout: "news"}
		looks = append(looks, record.Sighting{URL: art.URL, At: now.AddDate(0, 0, -1), Source: site.TimeFetched,
			Seen: queue.SeenPage, Article: art, Capture: store.Capture{Body: []byte(id)}})
	}
	if _, err := a.Import(t.Context(), 1, looks, now); err != nil {
		t.Fatal(err)
	}
	days := []string{"2026-03-02", "2026-03-03"}
	if err := a.Frontier().Cover(t.Context(), site.Daily, "s00001", days, now); err != nil {
		t.Fatal(err)
	}
	return a
}

func ask(t *testing.T, a *store.Archive, trend Trend, terms ...string) *Counted {
	t.Helper()
	for _, text := range terms {
		term, err := ParseTerm(text, trend.Hits)
		if err != nil {
			t.Fatal(err)
		}
		trend.Terms = append(trend.Terms, term)
	}
	trend.Now, trend.Sound = now, func(texts corpus.Texts) corpus.Texts { return texts }
	c, err := trend.Ask(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// values are a term's values in order, – where nothing is known.
func values(c *Counted, term int) string {
	var all []string
	for j := range c.Spans {
		all = append(all, c.Cell(term, j))
	}
	return strings.Join(all, " ")
}

// TestTrend: what was not read is not known, what was read and has nothing is zero, and what only an article tells of
// is known in part.
func TestTrend(t *testing.T) {
	a := anArchive(t)
	front := []site.Section{{Edition: "pns", Code: "s00001"}}
	march := catalog.Filter{Sections: front, From: "2026-03-01", To: "2026-03-04"}
	for name, c := range map[string]struct {
		Trend
		want string
	}{
		"a day":             {Trend{By: "day", Filter: march}, "– 1 0 –"},
		"hits":              {Trend{By: "day", Filter: march, Hits: true}, "– 2 0 –"},
		"of articles":       {Trend{By: "day", Filter: march, Per: "articles"}, "– 500.00 – –"},
		"of characters":     {Trend{By: "day", Filter: march, Per: "characters", Hits: true}, "– 100000.00 – –"},
		"all sections":      {Trend{By: "day"}, "1 0 – 1"},
		"a month":           {Trend{By: "month"}, "2"},
		"a year":            {Trend{By: "year", Hits: true}, "3"},
		"sections":          {Trend{By: "section"}, "1 1"},
		"the edition":       {Trend{By: "edition", Per: "articles"}, "666.67"},
		"authors":           {Trend{By: "author"}, "1 1"},
		"hits of authors":   {Trend{By: "author", Hits: true}, "2 1"},
		"of a single one":   {Trend{By: "day", Filter: catalog.Filter{Authors: []string{"李"}}}, "0 0 – 1"},
		"days still ahead":  {Trend{By: "day", Filter: catalog.Filter{From: "2026-03-19", To: "2026-12-31"}}, "– –"},
		"weeks from Monday": {Trend{By: "week"}, "2"},
	} {
		t.Run(name, func(t *testing.T) {
			if c.Filter.From > "2026-03-05" { // no article: nothing to count
				c.Terms, c.Now = nil, now
				if _, err := c.Ask(t.Context(), a); !errors.Is(err, ErrNothing) {
					t.Errorf("%v", err)
				}
				return
			}
			if got := values(ask(t, a, c.Trend, "渡輪"), 0); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// TestNothingToCount: that no article fits is not said where none has what they are counted by.
func TestNothingToCount(t *testing.T) {
	a := anArchive(t)
	long := catalog.Filter{To: "1999"}
	for _, c := range []struct {
		by     string
		filter catalog.Filter
		want   error
	}{
		{"author", catalog.Filter{}, ErrNoAuthor},
		{"column", catalog.Filter{}, ErrNoColumn},
		{"author", long, ErrNothing},
		{"column", long, ErrNothing},
		{"month", long, ErrNothing},
	} {
		if err := (Trend{By: c.by, Filter: c.filter}).nothing(t.Context(), a.Catalog()); !errors.Is(err, c.want) {
			t.Errorf("by %s, to %q: %v, want %v", c.by, c.filter.To, err, c.want)
		}
	}
}

// TestTrendTellsOfWhatWasRead: days that were read and bring no article have no share of articles, but were read.
func TestTrendTellsOfWhatWasRead(t *testing.T) {
	c := ask(t, anArchive(t), Trend{By: "day", Per: "articles", Filter: catalog.Filter{
		Sections: []site.Section{{Edition: "pns", Code: "s00001"}}, From: "2026-02-27", To: "2026-03-04"}}, "渡輪")
	c.Spans[5].Coverage = c.Spans[4].Coverage // that of the 3rd
	var b bytes.Buffer
	if err := c.Text(&b, 80); err != nil || !strings.Contains(b.String(), "–  read\n2026-03-04 ") {
		t.Errorf("%v:\n%s", err, &b)
	}
}

// TestTrendPrints: in every form what is not known is no zero.
func TestTrendPrints(t *testing.T) {
	a := anArchive(t)
	c := ask(t, a, Trend{By: "day", Filter: catalog.Filter{Sections: []site.Section{{Edition: "pns", Code: "s00001"}},
		From: "2026-02-27", To: "2026-03-04"}}, "渡輪", "山徑")
	for name, print := range map[string]func(*bytes.Buffer) error{
		"CSV":  func(b *bytes.Buffer) error { return c.CSV(b) },
		"JSON": func(b *bytes.Buffer) error { return c.JSON(b) },
		"SVG":  func(b *bytes.Buffer) error { return c.SVG(b) },
		"text": func(b *bytes.Buffer) error { return c.Text(b, 80) },
	} {
		var b bytes.Buffer
		if err := print(&b); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, want := range map[string][]string{
			"CSV": {"term,day,articles,hits,of_articles,value,read,partly,not_read\n", "渡輪,2026-03-01,0,,0,,0,0,1\n",
				"渡輪,2026-03-02,1,,2,1,1,0,0\n", "山徑,2026-03-03,0,,0,0,1,0,0\n"},
			"JSON": {`"coverage":{"read":0,"partly":0,"not_read":1},"day":"2026-03-01","of_articles":0,` +
				`"term":"渡輪","value":null}`},
			"SVG":  {`aria-label="渡輪, 山徑"`, `<title>2026-03-02: 1 read</title>`},
			"text": {"2026-02-27 – 2026-03-01: not read\n", "2026-03-02           1           1  read\n"},
		}[name] {
			if !strings.Contains(b.String(), want) {
				t.Errorf("%s lacks %q:\n%s", name, want, b.String())
			}
		}
		if gaps := strings.Count(b.String(), `class="gap"`); name == "SVG" && gaps != 4 {
			t.Errorf("%d gaps, want 4", gaps)
		}
		if name == "JSON" && !json.Valid(bytes.Split(b.Bytes(), []byte("\n"))[0]) {
			t.Error(b.String())
		}
	}
}

// TestTerms: what cannot be asked is said in one line that says what to do.
func TestTerms(t *testing.T) {
	for name, c := range map[string]struct {
		text   string
		places bool
		want   string
	}{
		"nothing": {"", false, "name what to look for"},
		"too long": {strings.Repeat("文", 10_000), false,
			"10000 characters are too many to look for; give at most 200"},
		"an author":        {"author:李", true, "author:李 has no place in a text; name a word, and the author with --author"},
		"an author counts": {"author:李", false, ""},
		"a word":           {"颱風 OR 暴雨", true, ""},
	} {
		_, err := ParseTerm(c.text, c.places)
		if got := fmt.Sprint(err); got != cmp.Or(c.want, "<nil>") {
			t.Errorf("%s: %s", name, got)
		}
	}
	for pattern, isGood := range map[string]bool{`警方(說|指)`: true, `(`: false, strings.Repeat("文", 10_000): false,
		`((a+)+)+$`: true} {
		if _, err := ParsePattern(pattern); (err == nil) != isGood {
			t.Errorf("%.20s: %v", pattern, err)
		}
	}
}

// TestCatastrophe: a pattern that takes other engines for ever takes no time.
func TestCatastrophe(t *testing.T) {
	p, err := ParsePattern(`(a+)+$`)
	if err != nil {
		t.Fatal(err)
	}
	text := catalog.Text{Body: strings.Repeat("a", 5000) + "b"}
	c := Concordance{Pattern: p, Width: 5, Sort: byDay}
	for line := range c.Lines(corpus.Of(text)) {
		t.Errorf("%+v", line)
	}
}

// TestSorted: every order is that of sorting in memory, and lines that are alike stay by day.
func TestSorted(t *testing.T) {
	var lines []corpus.Line
	for i := range 300 {
		lines = append(lines, corpus.Line{Day: fmt.Sprint(i), Left: fmt.Sprint("左", i%7), Right: fmt.Sprint(i % 5),
			Authors: []string{fmt.Sprint("人", i%3)}, SectionCode: fmt.Sprint(i % 4)})
	}
	days := func(lines iter.Seq2[corpus.Line, error]) (all []string) {
		for l, err := range lines {
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, l.Day)
		}
		return all
	}
	for _, by := range Sorts[1:] {
		want := slices.Clone(lines)
		slices.SortStableFunc(want, func(a, b corpus.Line) int { return cmp.Compare(keyOf(a, by), keyOf(b, by)) })
		if got := days(sorted(listed(lines), by)); !slices.Equal(got, days(listed(want))) {
			t.Errorf("by %s: %q", by, got)
		}
	}
	// To the left one reads from the hit on.
	three := []corpus.Line{{Day: "3", Left: "乙甲"}, {Day: "2", Left: "丙甲"}, {Day: "1", Left: "甲乙"}}
	left := days(sorted(listed(three), "left"))
	if !slices.Equal(left, []string{"1", "2", "3"}) {
		t.Errorf("%q", left)
	}
}

func listed(lines []corpus.Line) iter.Seq2[corpus.Line, error] {
	return func(yield func(corpus.Line, error) bool) {
		for _, l := range lines {
			if !yield(l, nil) {
				return
			}
		}
	}
}
