package export

import (
	"reflect"
	"strings"

	"mingpao/cmd/mingpao/internal/diff"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/store/catalog"
)

// CiteBoth cites two versions of an article, the earlier one first; the other says what differs.
func CiteBoth(before, after catalog.Version) []Citation {
	if before.Revision > after.Revision {
		before, after = after, before
	}
	both := []Citation{CitationOfVersion(before), CitationOfVersion(after)}
	both[1].Differs = differing(before, after)
	return both
}

// differing says when two versions were seen and what differs between them, in the language of their text.
func differing(before, after catalog.Version) string {
	speech := words.Chinese
	if after.Language == "en" {
		speech = words.English
	}
	return speech.Say("cite-differ",
		before.Revision, ReadableTime(before.Seen), ReadableTime(before.LastSeen),
		after.Revision, ReadableTime(after.Seen), ReadableTime(after.LastSeen),
		strings.Join(differences(speech, before, after), speech.Say("cite-and")))
}

func differences(speech words.Speech, before, after catalog.Version) (parts []string) {
	if reflect.DeepEqual(before.Article, after.Article) {
		return []string{speech.Say("cite-same")}
	}
	for _, kind := range diff.Kinds(&before.Article, &after.Article) {
		switch kind {
		case diff.Headline:
			parts = append(parts, speech.Say("cite-headline", before.Title, after.Title))
		case diff.Text:
			added, removed := diff.Size(before.Body, after.Body)
			parts = append(parts, speech.Say("cite-text", added, removed))
		default:
			parts = append(parts, speech.Say("change-"+string(kind)))
		}
	}
	return parts
}
