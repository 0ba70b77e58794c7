package display

import (
	"fmt"

	"mingpao/cmd/mingpao/internal/diff"
	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/site"
	"mingpao/store/catalog"
)

// Change is an entry of the log in one line.
func Change(in words.Speech, c diff.Change) string {
	return fmt.Sprintf("%s  %s  %s  %s  (%s)  [%s]", export.ReadableTime(c.At), c.ID, terminal.OneLine(c.Section),
		terminal.OneLine(c.Title), in.Witness(c.Witness), Kinds(in, c.What))
}

// Counted says how many events there are, and where those are found that are not shown.
func Counted(in words.Speech, all []catalog.Event, shown int, p catalog.Period) (sentences []string) {
	span := in.Sprintf("since %s", p.Since[:len("2026-03-02")])
	if p.Until != "" {
		span = in.Sprintf("since %s until %s", p.Since[:len("2026-03-02")], site.AddDays(p.Until, -1))
	}
	gone := 0
	for _, e := range all {
		if e.IsGone() {
			gone++
		}
	}
	if len(all) == 0 {
		return []string{in.Sprintf("nothing was seen to change or go %s.", span)}
	}
	sentences = append(sentences, in.Sprintf("%s, %s %s.", in.Say("n-changes", len(all)-gone),
		in.Say("n-gone", gone), span))
	if shown < len(all) {
		onward := in.Sprintf("a higher --limit shows the others")
		if day := dayOf(all[shown]); day != dayOf(all[0]) {
			onward = in.Sprintf("--until %s goes on there", day)
		}
		sentences = append(sentences, in.Sprintf("Shown are the latest %d of %d: %s.", shown, len(all), onward))
	}
	return sentences
}

func dayOf(e catalog.Event) string { return e.At[:len("2026-03-02")] }
