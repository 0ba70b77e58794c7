package plain

import (
	"strings"

	"mingpao/extract/internal/chars"
	"mingpao/extract/internal/dates"
)

// html-to-text writes the address of a link and of a picture in brackets after its words, sets headings in capitals and
// folds at spaces.
var (
	bracketedLink = chars.Compiled(`\s*\[(https?://|\.{1,2}/|/|#|javascript:|mailto:|\?|\w+\.php|[^\]\s]+@)[^\]\s]*\]`)
	bracketedItem = chars.Compiled(`^ \* \S`)
)

func isBracketed(lines []string) bool {
	return countLines(lines, func(l string) bool { return bracketedItem().MatchString(l) }) >= minMarks &&
		countLines(lines, func(l string) bool { return browserFrame().MatchString(l) }) == 0
}

func bracketedLines(lines []string) ([]string, error) {
	var out []string
	for _, l := range spaceFold().unfold(withoutAddresses(lines)) {
		l = strings.TrimPrefix(bracketedLink().ReplaceAllString(l, ""), " * ")
		out = append(out, l)
	}
	return withoutCapitals(out), nil
}

// inCapitals is a line with words of Latin letters, none of them small.
var inCapitals = chars.Compiled(`^[^a-z]*[A-Z]{2}[^a-z]*$`)

// withoutCapitals gives a headline in capitals the letters that the same line has elsewhere. What is left is marked,
// since the page's own letters are lost.
func withoutCapitals(lines []string) []string {
	own := map[string]string{}
	for _, l := range lines {
		if t := headlineOf(l); !inCapitals().MatchString(t) {
			own[strings.ToUpper(t)] = t
		}
	}
	for i, l := range lines {
		if t := headlineOf(l); inCapitals().MatchString(t) && strings.ContainsFunc(t, chars.IsHan) {
			if other, ok := own[t]; ok {
				lines[i] = strings.Replace(l, t, other, 1)
			} else if !chars.EndsSentence(t) && chars.Count(t) <= maxHeadline {
				lines[i] = doubt + l
			}
		}
	}
	return lines
}

// headlineOf is a line without its time and the spaces around it.
func headlineOf(l string) string {
	t, _ := dates.CutTime(chars.Normalise(l))
	return t
}

// withoutAddresses takes out the addresses of links and pictures.
func withoutAddresses(lines []string) (out []string) {
	for _, l := range lines {
		t := strings.TrimSpace(bracketedLink().ReplaceAllString(l, ""))
		if t == "" && t != strings.TrimSpace(l) || addressOnly().MatchString(t) {
			continue
		}
		out = append(out, bracketedLink().ReplaceAllString(l, ""))
	}
	return out
}
