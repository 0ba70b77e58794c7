package intake

import (
	"strings"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/words"
)

func (i *Import) summary() string {
	var b strings.Builder
	in := words.To(i.Out)
	if i.DryRun {
		b.WriteString(in.Text(cli.Rehearsed))
	}
	b.WriteString(in.Sprintf("%s: new %d, changed %d, unchanged %d, without an article %d",
		PagesOf(i.Pages), i.total.New, i.total.Changed, i.total.Unchanged+i.total.Known, i.Failed))
	for _, extra := range []struct {
		n    int
		text string
	}{
		{i.total.Removed, "removed for good and left out %d"},
		{i.total.Corrected, "times corrected %d"},
		{i.total.FileTimes, "%d time taken from the files|%d times taken from the files"},
		{i.missing, "%d look that found no page|%d looks that found no page"},
		{i.keptOut, "removed elsewhere and kept out %d"},
		{i.disputed, "removed elsewhere and here %d"},
		{i.waiting, "%d look waits for the page that it names|%d looks wait for the page that they name"},
		{i.total.Pictures, "pictures %d"},
	} {
		if extra.n > 0 {
			b.WriteString(in.Text(", ") + words.Numbered(extra.text, extra.n).In(in))
		}
	}
	b.WriteString(i.Tally.Passed())
	if i.untaken > 0 && !i.isWatch() {
		b.WriteString(words.Numbered("; %d picture in these files not taken (--pictures)|"+
			"; %d pictures in these files not taken (--pictures)", i.untaken).In(in))
	}
	return b.String()
}
