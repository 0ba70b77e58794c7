package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/extract"
	"mingpao/store"
)

func newHistory(s streams) *cobra.Command {
	var db string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "history ID|URL",
		Short: "Show what was changed in an article, and when",
		Args:  exactly(1, "history: name an article by its address or id"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return read(cmd.Context(), db, func(a *store.Archive) error {
				art, err := lookUp(cmd.Context(), a, args[0])
				if err != nil {
					return err
				}
				versions, err := a.Versions(cmd.Context(), art.Number)
				if err != nil {
					return err
				}
				if asJSON {
					return export.JSON(s.out, versions, "  ")
				}
				p := historyPrinter{terminal.StyleFor(s.out), terminal.Width(s.out)}
				return terminal.Paged(s.out, func(w io.Writer) error { return p.print(w, art, versions) })
			})
		},
	}
	dbFlag(cmd, &db)
	cmd.Flags().BoolVar(&asJSON, "json", false, "all versions as JSON")
	return cmd
}

// historyPrinter prints what was changed, in lines of so many cells.
type historyPrinter struct {
	style terminal.Style
	cells int
}

func (p historyPrinter) print(w io.Writer, art *store.Article, versions []store.Version) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n", p.style.Mark(terminal.Bold, oneLine(art.Title)), p.style.Mark(terminal.Dim, plain(art.URL)))
	for i, v := range versions {
		if i == 0 {
			fmt.Fprintf(&b, "\nrevision 1, seen %s: first version, %d characters\n", export.ReadableTime(v.Seen), utf8.RuneCountInString(v.Body))
			b.WriteString(seenAgain(v))
			continue
		}
		before := versions[i-1]
		kinds := changes(&before.Article, &v.Article)
		fmt.Fprintf(&b, "\nrevision %d, seen %s: %s", v.Revision, export.ReadableTime(v.Seen), strings.Join(kinds, ", "))
		b.WriteString("\n" + seenAgain(v) + p.difference(&before.Article, &v.Article))
	}
	if art.Gone != "" {
		fmt.Fprintf(&b, "\ngone from the site since %s; the text is kept\n", export.ReadableTime(art.Gone))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// seenAgain says how often a version was seen, where that was more than once.
func seenAgain(v store.Version) string {
	if v.Sightings < 2 {
		return ""
	}
	return fmt.Sprintf("  seen %d times, last %s\n", v.Sightings, export.ReadableTime(v.LastSeen))
}

// difference shows the fields and clauses that differ.
func (p historyPrinter) difference(before, after *extract.Article) string {
	var b strings.Builder
	for _, f := range []struct{ name, old, new string }{
		{"headline", before.Title, after.Title},
		{"authors", strings.Join(before.Authors, "、"), strings.Join(after.Authors, "、")},
		{"time", before.Published, after.Published},
		{"access", string(before.Access), string(after.Access)},
	} {
		if f.old != f.new {
			spans := []terminal.Span{{Text: f.name + ": "}, {Mark: terminal.Gone, Text: oneLine(f.old)}, {Mark: terminal.Come, Text: oneLine(f.new)}}
			b.WriteString(p.style.Wrap(spans, p.cells, "  ") + "\n")
		}
	}
	return b.String() + p.textChanges(before.Body, after.Body)
}

// changes names the kinds of change between two versions.
func changes(a, b *extract.Article) []string {
	var kinds []string
	for _, k := range []struct {
		name string
		is   bool
	}{
		{"headline", a.Title != b.Title},
		{"text", a.Body != b.Body},
		{"authors", !slices.Equal(a.Authors, b.Authors)},
		{"time", a.Published != b.Published},
		{"access", a.Access != b.Access},
		{"pictures", !slices.Equal(a.Images, b.Images) || !slices.Equal(a.Videos, b.Videos)},
		{"keywords", !slices.Equal(a.Keywords, b.Keywords)},
	} {
		if k.is {
			kinds = append(kinds, k.name)
		}
	}
	if len(kinds) == 0 {
		return []string{"notices only"}
	}
	return kinds
}

// textChanges shows the difference of two texts by clause: Chinese has no spaces to go by. Clauses that stay are shown only
// beside those that change.
func (p historyPrinter) textChanges(old, new string) string {
	if old == new {
		return ""
	}
	lines := strings.Split(string(diff.Diff("old", clauses(old), "new", clauses(new))), "\n")
	var b strings.Builder
	var spans []terminal.Span
	end := func() {
		if t := strings.TrimRight(p.style.Wrap(spans, p.cells, "  "), " "); t != "" {
			b.WriteString(t + "\n")
		}
		spans = nil
	}
	for _, l := range lines[min(3, len(lines)):] {
		if l == "" || strings.HasPrefix(l, "@@ -1,") { // nothing is left out before the first clause
			continue
		}
		text, paragraph := strings.CutSuffix(l[1:], paragraphMark)
		switch text = plain(text); l[0] {
		case '@':
			end()
			spans = append(spans, terminal.Span{Text: "…"})
			continue
		case '-':
			spans = append(spans, terminal.Span{Mark: terminal.Gone, Text: text})
		case '+':
			spans = append(spans, terminal.Span{Mark: terminal.Come, Text: text})
		default:
			spans = append(spans, terminal.Span{Text: text})
		}
		if paragraph && l[0] != '-' {
			end()
		}
	}
	end()
	return b.String()
}

// paragraphMark stands at the end of a paragraph's last clause.
const paragraphMark = "¶"

// clauses puts every clause on a line of its own: what ends with a mark of Chinese, or of a Latin sentence before a space.
func clauses(text string) []byte {
	var b strings.Builder
	for p := range strings.SplitSeq(text, "\n\n") {
		runes := []rune(p)
		for i, r := range runes {
			b.WriteRune(r)
			if i < len(runes)-1 && endsClause(runes, i) {
				b.WriteByte('\n')
			}
		}
		b.WriteString(paragraphMark + "\n")
	}
	return []byte(b.String())
}

func endsClause(runes []rune, i int) bool {
	r, next := runes[i], runes[i+1]
	switch {
	case strings.ContainsRune("。！？；，", r):
		return !strings.ContainsRune("」』）。！？", next)
	case r == ' ' && i > 0:
		return strings.ContainsRune(".,;:!?”\")", runes[i-1])
	}
	return false
}
