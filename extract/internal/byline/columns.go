package byline

import (
	"slices"
	"strings"

	"mingpao/extract/internal/block"
	"mingpao/extract/internal/chars"
	"mingpao/extract/site"
)

// OpeningColumns are columns that open their headlines with their name in sections where other words do so, too, or
// that are alone above them.
var OpeningColumns = []string{"社評", "Editorial", "體壇快訊", "話你知", "幫你格價", "封面故事", "科技觀潮", "名人樓市論壇"}

// isSpeaker reports whether a word names, by its end, someone who speaks: 營養師, 心理學家, 教育局. Before a headline's colon
// it is no column.
func isSpeaker(word string) bool {
	return strings.ContainsRune("家師員長者會局署", chars.Last(word))
}

// Column is the name of the regular column that an article belongs to, "" where it belongs to none.
func Column(f *block.Form, signed []block.Signed) string {
	for _, name := range []string{columnOfPage(f), openingColumn(f)} {
		if name != "" {
			return name
		}
	}
	for _, l := range signed {
		if l.Rule.Effect == block.Series {
			name, _ := SeriesColumn(l.Text)
			return name
		}
	}
	for _, l := range signed {
		if l.Rule.Effect == block.Label {
			in, _ := LabelText(l.Text)
			if name := afterAuthor(f.Title, in); name != "" {
				return name
			}
		}
	}
	return ""
}

// columnOfPage goes by the labels at the top of the page.
func columnOfPage(f *block.Form) string {
	switch traits := f.Ref.Section().Traits; {
	case traits.Byline:
		if rest, ok := strings.CutPrefix(f.Title, f.Page+"．"); ok && f.Page != "" {
			name, _, _ := chars.CutColon(rest)
			return name
		}
		return f.Page
	case traits.Confirmed:
		if len(confirmedByTitle(f.Title, f.Byline)) > 0 {
			return afterAuthor(f.Title, f.Byline)
		}
		return f.Byline
	}
	return ""
}

// afterAuthor is 欄名 of X 欄名 where the headline confirms that X is a person.
func afterAuthor(title, line string) string {
	if len(confirmedByTitle(title, line)) == 0 {
		return ""
	}
	head, _, _ := chars.CutColon(afterBar(title))
	return strings.TrimSpace(strings.TrimPrefix(line, head))
}

// openingColumn is the name before the first colon of the headline, or in its opening brackets.
func openingColumn(f *block.Form) string {
	head, rest, ok := chars.CutColon(f.Title)
	switch {
	case f.Ref.Edition == site.Finance:
		if name, ok := namedColumn(f.Title); ok {
			return name + "專欄"
		}
		head = strings.Trim(head, "《》【】")
	case !ok || rest == "":
		return ""
	}
	ref := f.Ref
	if slices.Contains(OpeningColumns, head) || slices.Contains(openings, opening{ref.Edition, ref.SectionCode, head}) {
		return head
	}
	n := chars.Count(head)
	if f.Ref.Section().Traits.Openings && n >= 3 && n <= 6 && isAllHan(head) && !isSpeaker(head) {
		return head
	}
	return ""
}

// LabelText returns the text of a label in square brackets.
func LabelText(t string) (string, bool) {
	if in, ok := chars.Wrapped(t, "[", "]"); ok {
		return in, true
	}
	return chars.Wrapped(t, "［", "］")
}

// SeriesColumn returns the column of （欄名‧五十五）.
func SeriesColumn(t string) (string, bool) {
	in, ok := chars.Bracketed(t)
	if !ok || chars.Count(in) > 20 {
		return "", false
	}
	i := strings.LastIndexAny(in, "‧·．•・")
	if i <= 0 {
		return "", false
	}
	number := strings.TrimLeft(in[i:], "‧·．•・")
	return in[:i], number != "" && strings.Trim(number, "0123456789〇零一二三四五六七八九十百廿卅") == ""
}
