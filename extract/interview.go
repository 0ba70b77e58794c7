package extract

import (
	"strings"

	"mingpao/extract/internal/block"
	"mingpao/extract/internal/byline"
	"mingpao/extract/internal/chars"
)

// isAnswer reports whether a line that reads as a credit is somebody's answer in an interview, 文：種花: a question that
// bears its speaker's name is above it, or the same name opens what is certainly speech.
func isAnswer(s block.Spot) bool {
	if above := s.Previous(); above != nil && isQuestion(above.Text) {
		return true
	}
	name, said, ok := cutSpeaker(s.Text())
	if !ok || byline.OpensWithName(said) {
		return false
	}
	for i := range s.Signed {
		l := &s.Signed[i]
		if other, speech, ok := cutSpeaker(l.Text); ok && l.Box == "" && other == name && chars.EndsSentence(speech) {
			return true
		}
	}
	return false
}

// isQuestion is a question with its speaker, 問：最喜歡甚麼？, and no sentence that reports one, 有人問：誰負責？
func isQuestion(t string) bool {
	name, said, ok := cutSpeaker(t)
	return ok && strings.ContainsAny(said, "？?") && chars.EndsSentence(said) &&
		(chars.Count(name) == 1 || !strings.ContainsRune("問說道稱", chars.Last(name)))
}

// maxSpeaker is the length of a name before what is said: 明報記者, Kelvin.
const maxSpeaker = 6

// cutSpeaker splits a line of an interview at the colon after its speaker.
func cutSpeaker(t string) (name, said string, ok bool) {
	name, said, ok = chars.CutColon(t)
	return name, said, ok && name != "" && said != "" && chars.Count(name) <= maxSpeaker
}
