package display

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"mingpao/cmd/mingpao/internal/diff"
	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/extract"
	"mingpao/store/catalog"
)

// History is how the changes of an article are shown, in lines of so many cells; 0 is no limit.
type History struct {
	Style terminal.Style
	Cells int
}

// Write writes the versions of an article, each with what was changed in it.
func (p History) Write(w io.Writer, art *catalog.Article, versions []catalog.Version) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n", p.Style.Mark(terminal.Bold, terminal.OneLine(art.Title)),
		p.Style.Mark(terminal.Dim, terminal.Plain(art.URL)))
	for i, v := range versions {
		if i == 0 {
			fmt.Fprintf(&b, "\nrevision 1, seen %s: first version, %d characters\n", export.ReadableTime(v.Seen),
				utf8.RuneCountInString(v.Body))
			b.WriteString(seenAgain(v) + suspect(v))
			continue
		}
		before := versions[i-1]
		kinds := KindNames(diff.Kinds(&before.Article, &v.Article))
		fmt.Fprintf(&b, "\nrevision %d, seen %s: %s", v.Revision, export.ReadableTime(v.Seen), strings.Join(kinds, ", "))
		b.WriteString("\n" + seenAgain(v) + suspect(v) + p.difference(&before.Article, &v.Article))
	}
	if art.Gone != "" {
		fmt.Fprintf(&b, "\n%s from the site since %s; the text is kept\n", Went(art.Withheld), export.ReadableTime(art.Gone))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// seenAgain says how often a version was seen, where that was more than once.
func seenAgain(v catalog.Version) string {
	if v.Sightings < 2 {
		return ""
	}
	return fmt.Sprintf("  seen %d times, last %s\n", v.Sightings, export.ReadableTime(v.LastSeen))
}

// suspect says what is suspect about a version.
func suspect(v catalog.Version) string {
	if v.Suspect == "" {
		return ""
	}
	return "  suspect: " + string(v.Suspect) + "\n"
}

// difference shows the fields and clauses that differ.
func (p History) difference(before, after *extract.Article) string {
	var b strings.Builder
	for _, f := range diff.Fields(before, after) {
		spans := []terminal.Span{
			{Text: f.Name + ": "}, {Mark: terminal.Gone, Text: terminal.OneLine(f.Old)},
			{Mark: terminal.Come, Text: terminal.OneLine(f.New)},
		}
		b.WriteString(p.Style.Wrap(spans, p.Cells, "  ") + "\n")
	}
	return b.String() + p.Texts(before.Body, after.Body)
}

// KindNames are kinds of change as they are printed.
func KindNames(kinds []diff.Kind) []string {
	var names []string
	for _, k := range kinds {
		names = append(names, string(k))
	}
	return names
}

// Texts shows the difference of two texts. Paragraphs that stay are shown only beside those that change.
func (p History) Texts(before, after string) string {
	if before == after {
		return ""
	}
	var b strings.Builder
	lines := diff.Merged(before, after)
	shown := diff.Near(lines)
	for i, line := range lines {
		switch {
		case shown[i]:
			b.WriteString(strings.TrimRight(p.Style.Wrap(spansOf(line), p.Cells, "  "), " ") + "\n")
		case i == 0 || shown[i-1]:
			b.WriteString("  …\n")
		}
	}
	return b.String()
}

func spansOf(line diff.Line) []terminal.Span {
	var spans []terminal.Span
	for _, s := range line {
		span := terminal.Span{Text: terminal.Plain(s.Text)}
		switch s.Op {
		case diff.Gone:
			span.Mark = terminal.Gone
		case diff.Come:
			span.Mark = terminal.Come
		}
		spans = append(spans, span)
	}
	return spans
}
