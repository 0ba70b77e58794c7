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
	In    words.Speech
	Style terminal.Style
	Cells int
}

// Write writes the versions of an article, each with what was changed in it, and the looks behind it.
func (p History) Write(w io.Writer, art *catalog.Article, versions []catalog.Version, looks []catalog.Look) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n", p.Style.Mark(terminal.Bold, terminal.OneLine(art.Title)),
		p.Style.Mark(terminal.Dim, terminal.Plain(art.URL)))
	for _, s := range diff.Stages(art.Gone, versions, looks) {
		seen := p.In.Looks(s.Looks)
		if s.Version != nil {
			b.WriteString(p.version(s, seen))
		} else {
			b.WriteString("\n" + p.In.Sprintf("%s from the site since %s; the text is kept", p.In.Text(Went(art.Withheld)),
				export.ReadableTime(art.Gone)) + "\n" + p.looks(seen))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (p History) version(s diff.Stage, seen []words.Looks) string {
	what, differs := words.Numbered("first version, %d character|first version, %d characters",
		utf8.RuneCountInString(s.Body)).In(p.In), ""
	if s.Before != nil {
		what = Kinds(p.In, diff.Kinds(&s.Before.Article, &s.Article))
		differs = p.Difference(&s.Before.Article, &s.Article)
	}
	if mark := p.In.Opening(*s.Version); mark != "" {
		what += " (" + mark + ")"
	}
	return "\n" + p.In.Sprintf("revision %d, seen %s: %s", s.Revision, export.ReadableTime(s.Seen), what) + "\n" +
		p.seen(*s.Version, seen) + p.suspect(*s.Version) + differs
}

// seen says how often a version was seen, where that was more than once, and by whose word.
func (p History) seen(v catalog.Version, looks []words.Looks) string {
	times := ""
	if v.Sightings > 1 {
		times = p.In.Sprintf("seen %d times, last %s", v.Sightings, export.ReadableTime(v.LastSeen))
	}
	switch {
	case len(looks) == 1 && times != "":
		return p.line(p.In.Sprintf("%s: %s", times, looks[0].Said))
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
		times := export.ReadableTime(l.First())
		if n := len(l.At); n > 1 {
			times = p.In.Sprintf("%s to %s, %d looks", times, export.ReadableTime(l.Last()), n)
		}
		b.WriteString(p.line(p.In.Sprintf("%s: %s", times, l.Said)))
	}
	return b.String()
}

func (p History) line(text string) string {
	return p.Style.Wrap([]terminal.Span{{Mark: terminal.Dim, Text: terminal.OneLine(text)}}, p.Cells, "  ") + "\n"
}

// suspect says what is suspect about a version.
func (p History) suspect(v catalog.Version) string {
	if v.Suspect == "" {
		return ""
	}
	return "  " + p.In.Sprintf("suspect: %s", p.In.Text(string(v.Suspect))) + "\n"
}

// Difference shows the fields, pictures and paragraphs that differ.
func (p History) Difference(before, after *extract.Article) string {
	var b strings.Builder
	for _, f := range diff.Fields(before, after) {
		spans := append([]terminal.Span{{Text: p.In.Text(f.Name) + p.In.Say("colon")}}, spansOf(diff.Words(f.Old, f.New))...)
		b.WriteString(p.Style.Wrap(spans, p.Cells, "  ") + "\n")
	}
	for _, picture := range diff.ChangedPictures(before, after) {
		b.WriteString(p.Style.Wrap(p.pictureSpans(picture), p.Cells, "  ") + "\n")
	}
	return b.String() + p.Texts(before.Body, after.Body)
}

// pictureSpans are a picture's addresses, then its caption.
func (h History) pictureSpans(p diff.Picture) []terminal.Span {
	what, was, now := "picture", "", ""
	if p.IsFilm {
		what = "film"
	}
	what = h.In.Text(what) + h.In.Say("colon")
	if p.Before != nil {
		was = p.Before.URL
	}
	if p.After != nil {
		now = p.After.URL
	}
	spans := []terminal.Span{{Text: what + terminal.Plain(was)}}
	if was != now { // whole, so that they can be copied
		spans = []terminal.Span{{Text: what}, {Mark: terminal.Gone, Text: terminal.Plain(was)},
			{Mark: terminal.Come, Text: terminal.Plain(now)}}
	}
	return append(append(spans, terminal.Span{Text: " "}), spansOf(p.Caption)...)
}

// Kinds are kinds of change as a person reads them.
func Kinds(in words.Speech, kinds []diff.Kind) string {
	var said []string
	for _, name := range KindNames(kinds) {
		said = append(said, in.Text(name))
	}
	return strings.Join(said, in.Say("comma"))
}

// KindNames are kinds of change as programs read them.
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
	rows := diff.Rows(before, after)
	shown := diff.Near(rows)
	for i, r := range rows {
		switch {
		case shown[i]:
			b.WriteString(p.row(r))
		case i == 0 || shown[i-1]:
			b.WriteString("  …\n")
		}
	}
	return b.String()
}

// row shows what became of a paragraph: one that stands elsewhere now is shown there.
func (p History) row(r diff.Row) string {
	sign := p.In.Row(r)
	if sign == "" || r.Sign == diff.TakenOut || r.Sign == diff.PutIn {
		return p.paragraphs(r.Line)
	}
	text := p.Style.Wrap([]terminal.Span{{Mark: terminal.Dim, Text: "(" + sign + ")"}}, p.Cells, "  ") + "\n"
	if r.Sign == diff.MovedAway {
		return text
	}
	return text + p.paragraphs(r.Line)
}

// paragraphs shows a line as the paragraphs of the newer text; where the older one had an end, it has a sign.
func (p History) paragraphs(l diff.Line) string {
	var b strings.Builder
	for _, one := range l.Merged() {
		b.WriteString(strings.TrimRight(p.Style.Wrap(spansOf(one), p.Cells, "  "), " ") + "\n")
	}
	return b.String()
}

func spansOf(line diff.Line) []terminal.Span {
	var spans []terminal.Span
	for _, s := range line {
		span := terminal.Span{Text: terminal.Plain(s.Text)}
		if s.Break {
			span.Text = "¶"
		}
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
