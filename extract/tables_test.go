package extract

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"mingpao/extract/internal/block"
	"mingpao/extract/internal/byline"
	"mingpao/extract/internal/dates"
	"mingpao/extract/internal/layout"
	"mingpao/extract/internal/plain"
	"mingpao/extract/internal/window"
	"mingpao/extract/site"
	"mingpao/testdata"
)

// TestEveryRowIsNeeded takes every row of every table away in turn: a row that no saved page misses is a guess.
func TestEveryRowIsNeeded(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and nothing runs at once")
	}
	pages := slices.Concat(rowPages(t, "rows"), rowPages(t, "refused"))
	for _, name := range testdata.Pages() {
		pages = append(pages, txtar.File{Name: name, Data: testdata.Page(name)})
	}
	sound := make([]string, len(pages))
	for i := range pages {
		sound[i] = answer(t, pages[i].Data, (*window.Page).Cut)
	}
	for _, row := range allRows() {
		restore := row.takeAway()
		missed := false
		for i := 0; i < len(pages) && !missed; i++ {
			missed = answer(t, pages[i].Data, (*window.Page).Cut) != sound[i]
		}
		restore()
		if !missed {
			t.Errorf("no saved page misses %s", row.name)
		}
	}
}

// rowPages are the small pages that are kept for rows.
func rowPages(t *testing.T, name string) []txtar.File {
	t.Helper()
	archive, err := txtar.ParseFile("../testdata/" + name + ".txtar")
	if err != nil {
		t.Fatal(err)
	}
	return archive.Files
}

// TestRows compares what the small pages give with testdata/rows.golden.json, which make golden writes.
func TestRows(t *testing.T) {
	got := map[string]any{}
	for _, p := range rowPages(t, "rows") {
		a, signed, err := Explain(Page{Body: p.Data})
		if err != nil {
			t.Errorf("%s: %v", p.Name, err)
			continue
		}
		got[p.Name] = map[string]any{"article": a, "signed": signed}
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(got); err != nil {
		t.Fatal(err)
	}
	const file = "../testdata/rows.golden.json"
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("golden (-) and result (+) differ:\n%s", diff)
	}
}

// TestRefusals has a page for each row of the table of refusals.
func TestRefusals(t *testing.T) {
	for _, p := range rowPages(t, "refused") {
		want, _, _ := strings.Cut(p.Name, "/")
		_, err := Parse(Page{Body: p.Data})
		if no, ok := errors.AsType[*NotArticle](err); !ok || string(no.Reason) != want {
			t.Errorf("%s: %v", p.Name, err)
		}
	}
}

// tableRow is a row that can be taken away.
type tableRow struct {
	name     string
	takeAway func() (restore func())
}

// allRows are the rows of all tables.
func allRows() (all []tableRow) {
	all = append(all, eachRow("rule", &rules, func(r block.Rule) string { return r.Name })...)
	all = append(all,
		eachRow("refusal", &layout.Refusals, func(r layout.Refusal) string { return r.Reason + " " + r.Part })...)
	all = append(all, eachRow("role", &byline.Roles, func(r byline.Role) string { return r.Word })...)
	all = append(all, eachRow("section", &site.Sections, func(s site.Section) string {
		return s.Edition + "/" +
			s.Code
	})...)
	all = append(all, eachRow("layout", &layout.Layouts, func(l layout.Layout) string { return l.Name })...)
	all = append(all, eachRow("half of a day", &dates.Halves, func(h dates.ClockWord) string { return h.Word })...)
	for name, list := range map[string]*[]string{
		"opening column": &byline.OpeningColumns, "related heading": &relatedHeadings, "share button": &plain.ShareButtons,
		"player's button": &plain.PlayerButtons, "lead marker": &block.LeadMarkers, "bar": &byline.Bars,
		"title":       &byline.Titles,
		"news series": &newsSeries, "site's name": &plain.SiteNames, "line outside": &outside,
	} {
		all = append(all, eachRow(name, list, func(s string) string { return s })...)
	}
	for i := range block.Boxes {
		all = append(all, eachRow("box "+block.Boxes[i].Rule, &block.Boxes[i].Tokens, func(s string) string { return s })...)
		all = append(all,
			eachRow("box "+block.Boxes[i].Rule, &block.Boxes[i].Beginning, func(s string) string { return s })...)
	}
	return all
}

// eachRow is each row of a table.
func eachRow[T any](table string, rows *[]T, name func(T) string) (all []tableRow) {
	for i := range *rows {
		all = append(all, tableRow{table + " " + name((*rows)[i]), func() func() {
			sound := *rows
			*rows = slices.Delete(slices.Clone(sound), i, i+1)
			return func() { *rows = sound }
		}})
	}
	return all
}

// TestEveryReasonIsUsed names the reasons that no saved page shows. Broken markup and bytes that are no text are made
// by other tests: they are too large or no text.
func TestEveryReasonIsUsed(t *testing.T) {
	seen := map[Reason]bool{BrokenMarkup: true, NotText: true}
	for _, name := range testdata.Pages() {
		_, err := Parse(Page{Body: testdata.Page(name)})
		if no, ok := errors.AsType[*NotArticle](err); ok {
			seen[no.Reason] = true
		}
	}
	for _, r := range []Reason{HomePage, AccessRefused, NotFound, LoginPage, SectionList, EmptyPage, UnknownDesign,
		UnclearText} {
		if !seen[r] {
			t.Errorf("no saved page is refused as %q", r)
		}
	}
}
