package display

import (
	"fmt"
	"io"
	"strings"

	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/store/catalog"
)

// Line is an article on one line: time, section, id, headline, authors.
func Line(in words.Speech, h catalog.Headline) string {
	line := fmt.Sprintf("%-16s  %s  %s  %s", export.ReadableTime(h.Published), h.ID, terminal.Plain(h.Section),
		terminal.OneLine(h.Title))
	if names := strings.Join(h.Authors, "、"); names != "" && !strings.Contains(h.Title, names) {
		line += "  " + terminal.OneLine(names)
	}
	if mark := in.Access(h.Access); mark != "" {
		line += "  [" + mark + "]"
	}
	if h.Revision > 1 {
		line += "  [" + in.Sprintf("revision %d", h.Revision) + "]"
	}
	if h.Gone != "" {
		line += "  [" + in.Text(Went(h.Withheld)) + " " + h.Gone[:min(10, len(h.Gone))] + "]"
	}
	return line
}

// HeadlineOf is what a list shows of an article.
func HeadlineOf(a *catalog.Article) catalog.Headline {
	return catalog.Headline{ID: a.ID, Section: a.Section, Title: a.Title, Authors: a.Authors, Published: a.Published,
		Access: a.Access, Revision: a.Revision, Gone: a.Gone, Withheld: a.Withheld}
}

// Fitted is one line, broken for a screen; what does not fit goes on below, indented.
func Fitted(line string, out io.Writer) string {
	line = terminal.Line(line)
	if !terminal.Is(out) {
		return line
	}
	const indent = "    "
	return strings.ReplaceAll(terminal.Wrap(line, terminal.Columns(out)-len(indent)), "\n", "\n"+indent)
}

// Went says what became of an article that the site shows no more.
func Went(isWithheld bool) string {
	if isWithheld {
		return "withheld for legal reasons"
	}
	return "gone"
}
