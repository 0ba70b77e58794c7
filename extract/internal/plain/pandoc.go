package plain

import (
	"strings"

	"mingpao/extract/internal/chars"
)

// pandoc writes a picture as its description in brackets, [] without one, and folds at spaces.
var (
	emptyPicture = chars.Compiled(`^(\[\] ?)+`)
	pandocItem   = chars.Compiled(`^\s*-   \S`)
)

func isPandoc(lines []string) bool {
	isMark := func(l string) bool { return strings.HasPrefix(l, "[]") || pandocItem().MatchString(l) }
	return countLines(lines, isMark) >= minMarks
}

func pandocLines(lines []string) ([]string, error) {
	var out []string
	for _, l := range withoutDescriptions(spaceFold().unfold(lines)) {
		l = emptyPicture().ReplaceAllString(l, "")
		if in, ok := chars.Wrapped(strings.TrimSpace(l), "[", "]"); ok && (chars.EndsSentence(in) || isCaption(in)) {
			l = ""
		}
		out = append(out, l)
	}
	return out, nil
}

// minSpaceFold is the narrowest width at which tools fold at spaces unless they are told.
const minSpaceFold = 70

func spaceFold() fold { return fold{width: minSpaceFold, measure: columns, spaces: true} }

// maxDescription is the number of lines that the description of a picture has.
const maxDescription = 6

// withoutDescriptions leaves out descriptions of pictures that go over several lines.
func withoutDescriptions(lines []string) (out []string) {
	for i := 0; i < len(lines); i++ {
		if end := descriptionEnd(lines, i); end > i {
			i = end
			continue
		}
		out = append(out, lines[i])
	}
	return out
}

// descriptionEnd is the last line of a description that begins at a line and ends below it, else that line.
func descriptionEnd(lines []string, i int) int {
	if !strings.HasPrefix(lines[i], "[") || strings.Contains(lines[i], "]") {
		return i
	}
	for k := i + 1; k < len(lines) && k <= i+maxDescription; k++ {
		if strings.Contains(lines[k], "[") {
			return i
		}
		if strings.HasSuffix(strings.TrimSpace(lines[k]), "]") {
			return k
		}
	}
	return i
}
