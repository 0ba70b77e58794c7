package find

import (
	"slices"

	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/web/internal/answer"
	"mingpao/cmd/mingpao/internal/words"
)

// IsOffered reports whether a search can be exported in a format: one file, made of articles.
func IsOffered(f export.Format) bool { return !f.Folder && !f.Sightings }

// Formats are the formats that a search can be exported in.
func Formats() []export.Format {
	return slices.DeleteFunc(export.Formats(), func(f export.Format) bool { return !IsOffered(f) })
}

// formatLabel is the name of a format, in words if there are any.
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
