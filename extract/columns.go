package extract

import (
	"slices"
	"strings"

	"mingpao/extract/internal/chars"
	"mingpao/extract/site"
)

// openingColumns are columns that open their headlines with their name in sections where other words do so, too, or
// that stand alone above them.
var openingColumns = []string{"社評", "Editorial", "體壇快訊", "話你知", "幫你格價", "封面故事", "科技觀潮", "名人樓市論壇"}

// isSpeaker tells by its end a word that names who speaks: 營養師, 心理學家, 教育局. Before a headline's colon it is no column.
func isSpeaker(word string) bool {
	return strings.ContainsRune("家師員長者會局署", chars.Last(word))
}

// column is the name of the regular column that an article belongs to, "" where it belongs to none.
func column(f *form, signed []signedLine) string {
	for _, name := range []string{columnOfPage(f), openingColumn(f)} {
		if name != "" {
			return name
		}
	}
	for _, l := range signed {
		if l.rule.effect == series {
			name, _ := seriesColumn(l.text)
			return name
		}
	}
	for _, l := range signed {
		if l.rule.effect == label {
			in, _ := labelText(l.text)
			if name := behindAuthor(f.title, in); name != "" {
				return name
			}
		}
	}
	return ""
}

// columnOfPage goes by the labels at the top of the page.
func columnOfPage(f *form) string {
	switch traits := f.ref.Section().Traits; {
	case traits.Byline:
		if rest, ok := strings.CutPrefix(f.title, f.page+"．"); ok && f.page != "" {
			name, _, _ := chars.CutColon(rest)
			return name
		}
		return f.page
	case traits.Confirmed:
		if len(confirmedByTitle(f.title, f.byline)) > 0 {
			return behindAuthor(f.title, f.byline)
		}
		return f.byline
	}
	return ""
}

// behindAuthor is 欄名 of X 欄名 where the headline confirms that X is a person.
func behindAuthor(title, line string) string {
	if len(confirmedByTitle(title, line)) == 0 {
		return ""
	}
	head, _, _ := chars.CutColon(afterBar(title))
	return strings.TrimSpace(strings.TrimPrefix(line, head))
}

// openingColumn is the name before the first colon of the headline, or in its opening brackets.
func openingColumn(f *form) string {
	head, rest, ok := chars.CutColon(f.title)
	switch {
	case f.ref.Edition == site.Finance:
		if name, ok := namedColumn(f.title); ok {
			return name + "專欄"
		}
		head = strings.Trim(head, "《》【】")
	case !ok || rest == "":
		return ""
	}
	if slices.Contains(openingColumns, head) {
		return head
	}
	n := chars.Count(head)
	if f.ref.Section().Traits.Openings && n >= 3 && n <= 6 && isAllHan(head) && !isSpeaker(head) {
		return head
	}
	return ""
}

func labelText(t string) (string, bool) {
	if in, ok := chars.Wrapped(t, "[", "]"); ok {
		return in, true
	}
	return chars.Wrapped(t, "［", "］")
}

func seriesColumn(t string) (string, bool) {
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
