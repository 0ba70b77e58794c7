package display

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"mingpao/cmd/mingpao/internal/diff"
	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract"
	"mingpao/store/catalog"
)

// History is how the changes of an article are shown, in lines of so many cells; 0 is no limit.
type History struct {
	Style terminal.Style
	Cells int
}

// Write writes the versions of an article, each with what was changed in it, and the looks behind it.
func (p History) Write(w io.Writer, art *catalog.Article, versions []catalog.Version, looks []catalog.Look) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n", p.Style.Mark(terminal.Bold, terminal.OneLine(art.Title)),
		p.Style.Mark(terminal.Dim, terminal.Plain(art.URL)))
	var missing []words.Looks
	for i, v := range versions {
		var seen []words.Looks
		seen, missing = parted(words.English.Looks(catalog.Between(versions, i, looks)), art.Gone)
		what, differs := fmt.Sprintf("first version, %d characters", utf8.RuneCountInString(v.Body)), ""
		if i > 0 {
			before := &versions[i-1].Article
			what = strings.Join(KindNames(diff.Kinds(before, &v.Article)), ", ")
			differs = p.difference(before, &v.Article)
		}
		if mark := words.English.Opening(v); mark != "" {
			what += " (" + mark + ")"
		}
		fmt.Fprintf(&b, "\nrevision %d, seen %s: %s\n%s%s", v.Revision, export.ReadableTime(v.Seen), what, p.seen(v, seen)+suspect(v), differs)
	}
	if art.Gone != "" {
		fmt.Fprintf(&b, "\n%s from the site since %s; the text is kept\n%s", Went(art.Withheld),
			export.ReadableTime(art.Gone), p.looks(missing))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// parted takes the looks that found an article gone from the others.
func parted(all []words.Looks, gone string) (seen, missing []words.Looks) {
	for _, l := range all {
		if gone != "" && l.IsMissing && l.First >= gone {
			missing = append(missing, l)
		} else {
			seen = append(seen, l)
		}
	}
	return seen, missing
}

// seen says how often a version was seen, where that was more than once, and by whose word.
func (p History) seen(v catalog.Version, looks []words.Looks) string {
	times := ""
	if v.Sightings > 1 {
		times = fmt.Sprintf("seen %d times, last %s", v.Sightings, export.ReadableTime(v.LastSeen))
	}
	switch {
	case len(looks) == 1 && times != "":
		return p.line(times + ": " + looks[0].Said)
	case len(looks) == 1:
		return p.line(looks[0].Said)
	case times != "":
		return p.line(times) + p.looks(looks)
	}
	return p.looks(looks)
}

// looks says when looks were, and whose word that is.
func (p History) looks(all []words.Looks) string {
	var b strings.Builder
	for _, l := range all {
		times := export.ReadableTime(l.First)
		if l.N > 1 {
			times += fmt.Sprintf(" to %s, %d looks", export.ReadableTime(l.Last), l.N)
		}
		b.WriteString(p.line(times + ": " + l.Said))
	}
	return b.String()
}

func (p History) line(text string) string {
	return p.Style.Wrap([]terminal.Span{{Mark: terminal.Dim, Text: terminal.OneLine(text)}}, p.Cells, "  ") + "\n"
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
