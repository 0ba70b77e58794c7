package cli

import (
	"cmp"
	"io"
	"maps"
	"slices"

	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/store/record"
)

// NameDisputed names what others have taken back and counts here: their word does not bind those who saw it, too.
func NameDisputed(w io.Writer, all map[record.Retraction]int) {
	for _, r := range slices.SortedFunc(maps.Keys(all), func(a, b record.Retraction) int {
		return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Archive, b.Archive), cmp.Compare(a.Run, b.Run))
	}) {
		words.Fprintf(w, "looks that archive %.8s took back on %.10s%s, and that count here by the word of others: %d\n",
			terminal.Plain(r.Archive), terminal.Plain(r.At), terminal.InBrackets(r.Reason), all[r])
	}
}
