package extract

import (
	"fmt"
	"strings"

	"mingpao/extract/internal/window"
)

// Suspicion is a sign that an article may not be all that was written, or not as it was written.
type Suspicion struct {
	Sign   Sign
	Detail string // what was seen, for a person; may be empty
}

// Sign is the kind of a suspicion.
type Sign string

// The signs. New ones may come.
const (
	Unpaired    Sign = "unpaired tags"   // of the text: which of two elements a piece of it belongs to is not certain
	LostLetters Sign = "lost characters" // U+FFFD in the title or the text
	OpeningOnly Sign = "opening only"    // of a paid article
	EndUnseen   Sign = "end not seen"    // of a text: whether it is whole is not known
	HiddenText  Sign = "hidden text"     // whole paragraphs are not shown: are they of the article?
)

// Check reports what is suspect about the article of a page, nothing where it is whole. A page that Parse refuses it
// refuses with the same error: what is damaged beyond a suspicion never passes for an article.
func Check(p Page) (found []Suspicion, err error) {
	defer recovered(&err)
	f, err := read(p, (*window.Page).Cut)
	if err != nil {
		return nil, err
	}
	a, signed := assemble(f)
	a, _, err = finish(&f, a, signed)
	if err != nil {
		return nil, err
	}
	if len(f.Unpaired) > 0 {
		found = append(found, Suspicion{Unpaired, strings.Join(f.Unpaired, " ")})
	}
	if n := strings.Count(a.Title+a.Body, "\uFFFD"); n > 0 {
		found = append(found, Suspicion{LostLetters, fmt.Sprint(n)})
	}
	switch {
	case a.Access == Excerpt:
		found = append(found, Suspicion{Sign: OpeningOnly})
	case a.Access == Unknown && !f.Bare:
		found = append(found, Suspicion{Sign: HiddenText})
	case a.Access == Unknown:
		found = append(found, Suspicion{Sign: EndUnseen})
	}
	return found, nil
}
