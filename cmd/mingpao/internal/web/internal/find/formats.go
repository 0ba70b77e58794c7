package find

import (
	"slices"

	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/web/internal/answer"
	"mingpao/cmd/mingpao/internal/words"
)

// IsOffered tells a format that a search can be taken away as: one file, made of articles.
func IsOffered(f export.Format) bool { return !f.Folder && !f.Sightings }

func Formats() []export.Format {
	return slices.DeleteFunc(export.Formats(), func(f export.Format) bool { return !IsOffered(f) })
}

// formatLabel is what a format is called: in words, where there are any.
func formatLabel(q *answer.Request, f export.Format) string {
	if key := "format-" + f.Name; words.Knows(key) {
		return q.Say(key)
	}
	return f.Label
}

// FormatNames are the names of these formats.
func FormatNames() (names []string) {
	for _, f := range Formats() {
		names = append(names, f.Name)
	}
	return names
}
