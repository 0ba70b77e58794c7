package web

import (
	"slices"

	"mingpao/cmd/mingpao/internal/export"
)

// isOffered tells a format that a search can be taken away as: one file, made of articles.
func isOffered(f export.Format) bool { return !f.Folder && !f.Sightings }

func exportFormats() []export.Format {
	return slices.DeleteFunc(export.Formats(), func(f export.Format) bool { return !isOffered(f) })
}

// formatLabel is what a format is called: in words, where there are any.
func (q *request) formatLabel(f export.Format) string {
	if key := "format-" + f.Name; knows(key) {
		return q.say(key)
	}
	return f.Label
}

// exportNames are the names of these formats.
func exportNames() (names []string) {
	for _, f := range exportFormats() {
		names = append(names, f.Name)
	}
	return names
}
