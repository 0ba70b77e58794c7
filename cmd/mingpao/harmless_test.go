package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"
	"unicode"

	"mingpao/cmd/mingpao/internal/charts"
	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/display"
	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract"
	"mingpao/store"
	"mingpao/store/catalog"
	"mingpao/store/queue"
	"mingpao/store/record"
	"mingpao/store/search"
)

// hostile is text that acts on something somewhere: spreadsheets, terminals, browsers, parsers, readers.
const hostile = "=cmd()|' /C calc'!A0 \x1b[31m\u202e\u2066 </script><script>alert(1)</script> \"quoted\" 'single' " +
	"]]> <!-- & \u2028 \u2029 | * _ # `code` \ufffe"

// hostileArchive holds one article that is made of it.
func hostileArchive(t *testing.T) (*store.Archive, *catalog.Article) {
	t.Helper()
	a, err := store.Open(t.Context(), t.TempDir()+"/mingpao.db")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	art := &extract.Article{
		ID: "1772726401001", Edition: "pns", URL: "https://news.mingpao.com/pns/x/article/20260306/s00012/1772726401001",
		Section: hostile, SectionCode: "s00012",
		Title: hostile, Body: hostile, Authors: []string{hostile}, AuthorNote: hostile, Column: hostile,
		Keywords: []string{hostile}, Credits: []string{hostile},
		Published: "2026-03-06", Access: extract.Full, Blocks: []extract.Block{{Kind: extract.Paragraph, Text: hostile}},
		Images: []extract.Image{{URL: "https://fs.mingpao.com/x.jpg", Caption: hostile}}, Layout: "news",
	}
	if _, err := a.Import(t.Context(), 1, []record.Sighting{sightingOf(art, "x", time.Now())}, time.Now()); err != nil {
		t.Fatal(err)
	}
	found, err := a.Catalog().Find(t.Context(), "pns", art.ID)
	if err != nil {
		t.Fatal(err)
	}
	return a, found
}

// acts fails on what a terminal or a reader would act on.
func acts(t *testing.T, name, text string) {
	t.Helper()
	for _, r := range text {
		if unicode.IsControl(r) && r != '\n' && r != '\t' && r != '\r' || unicode.Is(unicode.Bidi_Control, r) ||
			r == '\u2028' || r == '\u2029' {
			t.Errorf("%s: %U in %q", name, r, text)
			return
		}
	}
}

func TestTerminalIsSafe(t *testing.T) {
	a, art := hostileArchive(t)
	var shown, history bytes.Buffer
	v, err := cli.Version(t.Context(), a, art, 0)
	if err != nil {
		t.Fatal(err)
	}
	v.Witness = catalog.Witness{Kind: record.FromFile, Name: hostile, Claims: hostile}
	looks := []catalog.Look{{Seen: queue.SeenGone, Detail: hostile, Witness: v.Witness}}
	if err := display.Article(&shown, words.English, terminal.Style{}, 0, art, v, v.Witness); err != nil {
		t.Fatal(err)
	}
	other := v
	other.Body += "。" + hostile
	other.Revision = 2
	if err := (display.History{In: words.English}).Write(&history, art, []catalog.Version{v, other}, looks); err != nil {
		t.Fatal(err)
	}
	query, err := search.ParseQuery("calc OR quoted")
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"list": display.Line(words.English, display.HeadlineOf(art)), "show": shown.String(), "history": history.String(),
		"snippet": display.Snippet(art.Body, query, terminal.Style{}, 0),
		"text":    export.Text(&art.Article), "markdown": export.Markdown(&art.Article), "error": oneLine(hostile),
	} {
		acts(t, name, text)
	}
}

func TestStatsAreSafe(t *testing.T) {
	a, _ := hostileArchive(t)
	days, err := a.Catalog().Days(t.Context(), catalog.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	acts(t, "stats", charts.CoverageOf(days, catalog.Filter{}).Text(words.English, 80))
	for _, by := range groupings[:6] {
		acts(t, "stats by "+by, charts.Lines(charts.Grouped(days, by), 80, 80))
	}
}

// TestExportMemory exports many articles and expects it to take no more memory than a few.
func TestExportMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("makes an archive of thousands of articles")
	}
	a, err := store.Open(t.Context(), t.TempDir()+"/mingpao.db")
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	body := strings.Repeat("一段文字，長短如常。", 60)
	var batch []record.Sighting
	for i := range 5000 {
		id := fmt.Sprintf("%013d", 1_700_000_000_000+i)
		batch = append(batch, sightingOf(&extract.Article{ID: id, Edition: "pns", Title: id, Section: "要聞",
			SectionCode: "s00001",
			URL:         "https://news.mingpao.com/pns/x/article/20260306/s00001/" + id, Published: "2026-03-06", Body: body,
			Blocks: []extract.Block{{Kind: extract.Paragraph, Text: body}}}, id, time.Now()))
	}
	if _, err := a.Import(t.Context(), 1, batch, time.Now()); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"jsonl", "csv", "epub", "bibtex", "csl"} {
		format, _ := export.Named(name)
		peak := peakMemory(func() {
			if _, err := format.Write(io.Discard, export.Options{}, a.Catalog().Articles(t.Context(),
				format.Filter(catalog.Filter{}))); err != nil {
				t.Fatal(err)
			}
		})
		if peak > 40<<20 {
			t.Errorf("%s: %d MB", name, peak>>20)
		}
	}
}
