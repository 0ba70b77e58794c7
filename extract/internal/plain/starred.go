package plain

import (
	"strings"

	"mingpao/extract/internal/block"
	"mingpao/extract/internal/chars"
)

// Debian's html2text sets headings between stars, joins the words of a link by low lines, folds at spaces and leaves no
// line between paragraphs.
var (
	starredLine = chars.Compiled(`^\s*(\*{2,6})_?\s*(.*?)\s*_?(\*{2,6})\s*$`)
	picked      = chars.Compiled(`^\s*\[One of: `)
)

func isStarred(lines []string) bool {
	isMark := func(l string) bool { return starredLine().MatchString(l) || picked().MatchString(l) }
	return countLines(lines, isMark) >= minMarks
}

func starredLines(lines []string) (out []string, err error) {
	lines = withoutAddresses(withoutChoices(lines))
	f, folded := spaceFold(), false
	for i, l := range lines {
		heading := starredLine().FindStringSubmatch(l)
		if heading != nil {
			l = heading[2]
		}
		l = strings.ReplaceAll(strings.ReplaceAll(l, "_", " "), "[Unknown INPUT type]", "")
		if folded {
			out[len(out)-1] = join(out[len(out)-1], l, true)
		} else {
			out = append(out, l)
		}
		next := i+1 < len(lines) && !starredLine().MatchString(lines[i+1])
		folded = heading == nil && next && f.isFold(l, lines[i+1])
		if folded && chars.Count(out[len(out)-1]) <= block.MaxSubheading && isTextProse(lines[i+1]) {
			out[len(out)-1] = doubt + out[len(out)-1] // it may be a heading
		}
	}
	return out, nil
}

// withoutChoices leaves out the lists of choices, which begin with One of and go over many lines.
func withoutChoices(lines []string) (out []string) {
	in := false
	for _, l := range lines {
		in = in || picked().MatchString(l)
		if !in {
			out = append(out, l)
			continue
		}
		if end := strings.LastIndex(l, "]"); end >= 0 {
			in = false
			out = append(out, l[end+1:])
		}
	}
	return out
}
