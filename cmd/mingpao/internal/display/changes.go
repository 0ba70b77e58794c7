package display

import (
	"fmt"
	"strings"

	"mingpao/cmd/mingpao/internal/diff"
	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/site"
	"mingpao/store/catalog"
)

// Change is an entry of the log in one line.
func Change(c diff.Change) string {
	return fmt.Sprintf("%s  %s  %s  %s  (%s)  [%s]", export.ReadableTime(c.At), c.ID, terminal.OneLine(c.Section),
		terminal.OneLine(c.Title), words.English.Witness(c.Witness), strings.Join(KindNames(c.What), ", "))
}

// Counted says how many events there are, and where those are found that are not shown.
func Counted(all []catalog.Event, shown int, p catalog.Period) (sentences []string) {
	span := "since " + p.Since[:len("2026-03-02")]
	if p.Until != "" {
		span += " until " + site.AddDays(p.Until, -1)
	}
	gone := 0
	for _, e := range all {
		if e.IsGone() {
			gone++
		}
	}
	if len(all) == 0 {
		return []string{"nothing was seen to change or go " + span + "."}
	}
	sentences = append(sentences, fmt.Sprintf("%s, %s %s.", words.English.Say("n-changes", len(all)-gone),
		words.English.Say("n-gone", gone), span))
	if shown < len(all) {
		onward := "a higher --limit shows the others"
		if day := dayOf(all[shown]); day != dayOf(all[0]) {
			onward = "--until " + day + " goes on there"
		}
		sentences = append(sentences, fmt.Sprintf("Shown are the latest %d of %d: %s.", shown, len(all), onward))
	}
	return sentences
}

func dayOf(e catalog.Event) string { return e.At[:len("2026-03-02")] }
