package export

import (
	"encoding/json"
	"io"

	"mingpao/store"
)

var jsonlFormat = Format{
	Name: "jsonl", MediaType: "application/jsonl", Ending: ".jsonl", Help: "one JSON object a line: all fields, nothing lost",
	open: func(w io.Writer, _ Options) (Writer, error) { return jsonLines{w}, nil },
}

type jsonLines struct{ w io.Writer }

func (j jsonLines) Add(a *store.Article) error { return JSON(j.w, a, "") }
func (j jsonLines) Close() error               { return nil }

// JSON writes a value with the characters as they are, indented or on one line.
func JSON(w io.Writer, v any, indent string) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", indent)
	return enc.Encode(v)
}
