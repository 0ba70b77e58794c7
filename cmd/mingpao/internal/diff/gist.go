package diff

import (
	"slices"

	"mingpao/extract"
)

// gist is what a reader looks for in a change: what was changed in the headline, else in the first clause that was.
func gist(before, after *extract.Article) (l Line, isHeadline bool) {
	if before.Title != after.Title {
		return Words(before.Title, after.Title), true
	}
	return firstChanged(before.Body, after.Body), false
}

// sides are the older and the newer text of a line.
func (l Line) sides() (before, after string) {
	for _, s := range l {
		if s.Op != Come {
			before += s.Text
		}
		if s.Op != Gone {
			after += s.Text
		}
	}
	return before, after
}

// What is shown of a change in a text, in characters: of it, and of what is before.
const (
	maxShown = 64
	maxLead  = 10
)

// firstChanged is the first place in which two texts differ; none where they do not.
func firstChanged(before, after string) Line {
	for _, row := range Rows(before, after) {
		if i := slices.IndexFunc(row.Line, func(s Span) bool { return s.Op != Same }); i >= 0 {
			return excerpt(row.Line, i)
		}
	}
	return nil
}

// excerpt is a line from shortly before a part on.
func excerpt(l Line, from int) (some Line) {
	if from > 0 && !l[from-1].Break {
		lead := []rune(l[from-1].Text)
		if from > 1 || len(lead) > maxLead {
			lead = append([]rune("…"), lead[max(0, len(lead)-maxLead):]...)
		}
		some = Line{{Text: string(lead), Near: true}}
	}
	left := maxShown
	for _, s := range l[from:] {
		text := []rune(s.Text)
		if s.Break || left == 0 {
			break
		}
		if len(text) > left {
			text = append(text[:left:left], '…')
		}
		s.Text = string(text)
		some, left = append(some, s), max(0, left-len(text))
	}
	return some
}
