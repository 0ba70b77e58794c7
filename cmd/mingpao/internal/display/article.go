package display

import (
	"fmt"
	"io"
	"strings"

	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract"
	"mingpao/store/catalog"
)

// Article writes a version of an article, in lines of so many cells. Last is who vouches for the last look at it.
func Article(w io.Writer, in words.Speech, st terminal.Style, cells int, art *catalog.Article, v catalog.Version,
	last catalog.Witness) error {
	about := export.About(&v.Article)
	if art.Latest > 1 {
		about += " · " + in.Sprintf("revision %d of %d", v.Revision, art.Latest)
	}
	if v.Revision == art.Revision && art.Latest > art.Revision {
		about += " · " + in.Sprintf("since then only an opening was seen, which differs")
	}
	if mark := in.Access(v.Access); mark != "" {
		about += " · " + mark
	}
	if art.Gone != "" {
		about += " · " + in.Sprintf("%s since %s (%s)", in.Text(Went(art.Withheld)), export.ReadableTime(art.Gone),
			in.Witness(art.GoneBy))
	}
	seen := seenBy(in, v, art.LastSeen, last)
	var b strings.Builder
	part := func(mark terminal.Mark, before, text string) {
		if text != "" {
			b.WriteString(before + st.Wrap([]terminal.Span{{Mark: mark, Text: terminal.Plain(text)}}, cells, "") + "\n")
		}
	}
	part(terminal.Bold, "", v.Title)
	part(terminal.Dim, "", about)
	part(terminal.Dim, "", seen)
	part(terminal.Dim, "", v.URL)
	part(terminal.Mark{}, "\n", v.Body)
	part(terminal.Mark{}, "\n", v.AuthorNote)
	for _, i := range v.Images {
		if i.Caption != "" {
			part(terminal.Dim, "\n", "圖："+i.Caption)
		}
	}
	if note := export.AccessNote(v.Access); note != "" {
		part(terminal.Mark{}, "\n", in.Text(note))
	}
	if v.Access == extract.Excerpt {
		part(terminal.Dim, "", in.Text("a subscriber's browser can save the whole for mingpao import --watch"))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// seenBy says when a version was first seen and its article last, and whose word that is.
func seenBy(in words.Speech, v catalog.Version, lastSeen string, last catalog.Witness) string {
	first, by := in.Witness(v.Witness), in.Witness(last)
	if first == by {
		return in.Sprintf("seen %s, last %s: %s", export.ReadableTime(v.Seen), export.ReadableTime(lastSeen), by)
	}
	return in.Sprintf("seen %s: %s; last %s: %s", export.ReadableTime(v.Seen), first, export.ReadableTime(lastSeen), by)
}

// explained is as wide as what stands before a block's text.
var explained = strings.Repeat(" ", 31)

// Blocks writes kind, rule and text of every block of a page, in columns; lines take so many cells, 0 is no limit.
func Blocks(w io.Writer, cells int, art *extract.Article, signed []extract.Signed) error {
	var b strings.Builder
	line := func(kind, rule, text string) {
		room := 0
		if cells > 0 {
			room = max(shortestName, cells-len(explained))
		}
		text = strings.ReplaceAll(terminal.Wrap(terminal.Plain(text), room), "\n", "\n"+explained)
		fmt.Fprintf(&b, "%-9s  %-18s  %s\n", kind, rule, text)
	}
	if art != nil {
		line("title", art.Layout, art.Title)
	}
	for _, s := range signed {
		line(string(s.Kind), s.Rule, s.Text)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
