package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/spf13/cobra"

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
					return writeJSON(s.out, versions, "  ")
				}
				return paged(s.out, func(w io.Writer) error { return printHistory(w, styleFor(s.out), art, versions) })
			})
		},
	}
	dbFlag(cmd, &db)
	cmd.Flags().BoolVar(&asJSON, "json", false, "all versions as JSON")
	return cmd
}

func printHistory(w io.Writer, st style, art *store.Article, versions []store.Version) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n", st.bold(plain(art.Title)), st.dim(art.URL))
	for i, v := range versions {
		if i == 0 {
			fmt.Fprintf(&b, "\nrevision 1, seen %s: first version, %d characters\n", readableTime(v.Seen), len([]rune(v.Body)))
			b.WriteString(seenAgain(v))
			continue
		}
		before := versions[i-1]
		kinds := changes(&before.Article, &v.Article)
		fmt.Fprintf(&b, "\nrevision %d, seen %s: %s", v.Revision, readableTime(v.Seen), strings.Join(kinds, ", "))
		b.WriteString("\n" + seenAgain(v))
		for _, f := range []struct{ name, old, new string }{
			{"headline", before.Title, v.Title},
			{"authors", strings.Join(before.Authors, "、"), strings.Join(v.Authors, "、")},
			{"time", before.Published, v.Published},
			{"access", string(before.Access), string(v.Access)},
		} {
			if f.old != f.new {
				fmt.Fprintf(&b, "  %s: %s%s\n", f.name, mayBe(st.gone, f.old), mayBe(st.come, f.new))
			}
		}
		b.WriteString(textChanges(before.Body, v.Body, st))
	}
	if art.Gone != "" {
		fmt.Fprintf(&b, "\ngone from the site since %s; the text is kept\n", readableTime(art.Gone))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// seenAgain says how often a version was seen, where that was more than once.
func seenAgain(v store.Version) string {
	if v.Sightings < 2 {
		return ""
	}
	return fmt.Sprintf("  seen %d times, last %s\n", v.Sightings, readableTime(v.LastSeen))
}

func mayBe(mark func(string) string, text string) string {
	if text == "" {
		return ""
	}
	return mark(plain(text))
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
func textChanges(old, new string, st style) string {
	if old == new {
		return ""
	}
	lines := strings.Split(string(diff.Diff("old", clauses(old), "new", clauses(new))), "\n")
	var b strings.Builder
	line := "  "
	end := func() {
		if t := strings.TrimRight(line, " "); t != "" {
			b.WriteString(t + "\n")
		}
		line = "  "
	}
	for _, l := range lines[min(3, len(lines)):] {
		if l == "" {
			continue
		}
		if strings.HasPrefix(l, "@@ -1,") { // nothing is left out before the first clause
			continue
		}
		text, paragraph := strings.CutSuffix(l[1:], paragraphMark)
		switch text = plain(text); l[0] {
		case '@':
			end()
			line += "…"
			continue
		case '-':
			line += st.gone(text)
		case '+':
			line += st.come(text)
		default:
			line += text
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

// clauses puts every clause on a line of its own.
func clauses(text string) []byte {
	var b strings.Builder
	for p := range strings.SplitSeq(text, "\n\n") {
		runes := []rune(p)
		for i, r := range runes {
			b.WriteRune(r)
			last := i == len(runes)-1
			if !last && strings.ContainsRune("。！？；，", r) && !strings.ContainsRune("」』）。！？", runes[i+1]) {
				b.WriteByte('\n')
			}
		}
		b.WriteString(paragraphMark + "\n")
	}
	return []byte(b.String())
}
