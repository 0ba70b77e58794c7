package words

import (
	"fmt"

	"mingpao/cmd/mingpao/internal/diff"
)

// rowWords say what became of a paragraph as a whole.
var rowWords = map[diff.Sign][2]string{
	diff.TakenOut:  {"刪去整段", "paragraph taken out"},
	diff.PutIn:     {"加入整段", "paragraph put in"},
	diff.MovedAway: {"移至第%d段", "moved: now paragraph %d"},
	diff.MovedHere: {"由第%d段移來", "moved: was paragraph %d"},
	diff.Parted:    {"一段分為%d段", "one paragraph became %d"},
	diff.Joined:    {"%d段合為一段", "%d paragraphs became one"},
	diff.Regrouped: {"分段改動", "parted elsewhere"},
}

// Row says what became of a paragraph as a whole; "" of one that stands beside its other version.
func (s Speech) Row(r diff.Row) string {
	text := rowWords[r.Sign][s]
	switch r.Sign {
	case diff.MovedAway, diff.MovedHere:
		return fmt.Sprintf(text, r.Other)
	case diff.Parted:
		return fmt.Sprintf(text, len(r.After()))
	case diff.Joined:
		return fmt.Sprintf(text, len(r.Before()))
	}
	return text
}
