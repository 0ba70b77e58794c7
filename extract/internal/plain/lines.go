package plain

import (
	"strings"

	"mingpao/extract/internal/block"
	"mingpao/extract/internal/byline"
	"mingpao/extract/internal/chars"
	"mingpao/extract/internal/dates"
)

// textLine is a line of a page saved as text, normalised and not empty.
type textLine struct {
	text  string
	apart bool // an empty line is above it
}

// textLines are the lines of a page saved as text, without what the saving tool added. date is the day that the tool
// wrote before the first line, "" without one.
func textLines(raw []string) (lines []textLine, date string, err error) {
	if raw, err = undone(raw); err != nil {
		return nil, "", err
	}
	apart := true
	for _, r := range raw {
		for l := range strings.SplitSeq(boxStart.Replace(r), "\n") {
			if l = withoutChoice(normalised(l)); l != "" && len(lines) == 0 && date == "" {
				date, l = cutDumpDate(l)
			}
			apart = apart || l == ""
			switch {
			case l == "":
			case !apart && len(lines) > 0 && goesWith(lines[len(lines)-1].text, l):
				lines[len(lines)-1].text += " " + l
			case isRemnant(l):
			default:
				lines, apart = append(lines, textLine{l, apart}), false
			}
		}
	}
	return lines, date, nil
}

// goesWith reports whether a line is the address or the number that ends the one above it, set apart because it is a
// link.
func goesWith(above, l string) bool {
	isAddress := strings.Contains(l, "@") && !strings.Contains(l, " ") || strings.HasPrefix(l, "/ ") ||
		chars.IsColon(chars.Last(above)) && strings.Contains(strings.ToLower(l), "mingpao")
	return isAddress && !strings.ContainsFunc(l, chars.IsHan) && chars.Count(above) <= maxLabel &&
		!chars.EndsSentence(above) && len(byline.Credits(above)) == 0
}

// boxStart sets the login box off from a paragraph to which a tool has joined it.
var boxStart = strings.NewReplacer("明報電子報訂戶登記", "\n明報電子報訂戶登記", wall, "\n"+wall)

// normalised is a line, normalised. The cells of a row come apart by a tab.
func normalised(l string) string {
	whole := chars.Normalise(l)
	if !strings.Contains(l, cellMark) || !strings.Contains(whole, " ") {
		return whole
	}
	cells, filled := strings.Split(l, cellMark), 0
	for i := range cells {
		if cells[i] = chars.Normalise(cells[i]); cells[i] != "" {
			filled++
		}
	}
	if filled < 2 {
		return whole
	}
	return strings.TrimRight(strings.Join(cells, cellMark), cellMark)
}

// cellMark is what browsers put between the cells of a row.
const cellMark = "\t"

// lineOf is a line of the text.
func lineOf(t string) block.Line {
	if strings.Contains(t, cellMark) {
		return block.Line{Kind: block.Row, Text: t}
	}
	return block.Line{Text: t}
}

// splitLines splits at any of the marks that systems and editors end a line with.
func splitLines(s string) []string {
	ends := strings.NewReplacer("\r\n", "\n", "\r", "\n", "\f", "\n", "\v", "\n", "\u0085", "\n", "\u2028", "\n",
		"\u2029", "\n")
	return strings.Split(ends.Replace(s), "\n")
}

// endsLine reports whether a text's last line has an end: one that has none may be cut short.
func endsLine(text []byte) bool { return len(text) > 0 && text[len(text)-1] <= '\r' }

// cutDumpDate cuts off the date that a web crawl writes before a page's first line: date 2025-09-01, date 2020-08.
func cutDumpDate(l string) (date, rest string) {
	day, ok := strings.CutPrefix(l, "date ")
	day, rest, _ = strings.Cut(day, " ")
	if !ok || !chars.Fits(day, "0000-00-00") && !chars.Fits(day, "0000-00") {
		return "", l
	}
	return dates.Day(day), strings.TrimSpace(rest)
}
