package export

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf8"

	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/store/catalog"
)

var jsonlFormat = Format{
	Name: "jsonl", Label: "JSONL", MediaType: "application/jsonl", Ending: ".jsonl",
	Help: "one JSON object a line: all fields, nothing lost",
	open: func(w io.Writer, _ Options) (Writer, error) { return jsonLines{w}, nil },
}

type jsonLines struct{ w io.Writer }

// jsonLine is an article with its day and time apart: programs that take a time with an offset for one in Greenwich
// (DuckDB does) have Hong Kong's day from them.
type jsonLine struct {
	*catalog.Article
	Date string `json:"date"` // 2025-12-03
	Time string `json:"time"` // 19:49; "" where the page prints none
}

func (j jsonLines) Add(a *catalog.Article) error {
	date, clock := dateAndTime(a.Published)
	return JSON(j.w, jsonLine{a, date, clock}, "")
}

func (j jsonLines) Close() error { return nil }

// JSON writes a value with the characters as they are, indented or on one line; those that a terminal would act on are
// escaped.
func JSON(w io.Writer, v any, indent string) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", indent)
	if err := enc.Encode(v); err != nil {
		return err
	}
	_, err := w.Write(jsonEscaped(b.Bytes()))
	return err
}

// jsonEscaped is JSON with what Plain deletes as \u202e.
func jsonEscaped(b []byte) []byte {
	text := string(b)
	if terminal.Plain(text) == text {
		return b
	}
	b = nil
	for _, r := range text {
		if acts := string(r); terminal.Plain(acts) == acts {
			b = utf8.AppendRune(b, r)
		} else {
			b = fmt.Appendf(b, `\u%04x`, r)
		}
	}
	return b
}
