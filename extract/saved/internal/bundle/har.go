package bundle

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"

	"mingpao/extract/saved/internal/undo"
	"mingpao/extract/unpack"
)

// Entry is a request and its answer in a HAR file.
type Entry struct {
	Started string `json:"startedDateTime"`
	Request struct {
		URL string `json:"url"`
	} `json:"request"`
	Response struct {
		Status  int `json:"status"`
		Content struct {
			MIMEType string `json:"mimeType"`
			Text     string `json:"text"`
			Encoding string `json:"encoding"`
		} `json:"content"`
	} `json:"response"`
	cut bool // a string of it was too long to be kept
}

// Entries yields the entries of a HAR file one by one; an error is the last thing.
func Entries(r io.Reader) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		text := &shortStrings{r: r}
		dec := json.NewDecoder(text)
		if err := toEntries(dec); err != nil {
			yield(Entry{}, fmt.Errorf("broken HAR: %w", err))
			return
		}
		for n := 1; dec.More(); n++ {
			text.left, text.cut = undo.MaxOneFile, false
			var e Entry
			if err := dec.Decode(&e); err != nil {
				yield(e, fmt.Errorf("broken HAR, entry %d: %w", n, err))
				return
			}
			e.cut = text.cut
			if !yield(e, nil) {
				return
			}
		}
	}
}

// toEntries reads up to the first entry: {"log": {…, "entries": [.
func toEntries(dec *json.Decoder) error {
	for depth := 0; ; {
		token, err := dec.Token()
		if err == io.EOF {
			return errors.New("no entries")
		}
		if err != nil {
			return err
		}
		switch token {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		case "entries":
			if depth == logDepth {
				_, err := dec.Token()
				return err
			}
		}
	}
}

// logDepth is how deep the members of "log" stand.
const logDepth = 2

// Body is what was answered.
func (e Entry) Body() ([]byte, error) {
	content := e.Response.Content
	switch {
	case e.cut:
		return nil, unpack.TooLarge(maxString)
	case content.Text == "":
		return nil, errors.New("the answer was saved without its content")
	}
	var text io.Reader = strings.NewReader(content.Text)
	if content.Encoding == "base64" {
		text = base64.NewDecoder(base64.StdEncoding, text)
	}
	return undo.Read(text, int64(len(content.Text)))
}

// ContentType is the type of the answer. Text in JSON is UTF-8, whatever it was.
func (e Entry) ContentType() string {
	kind := e.Response.Content.MIMEType
	if e.Response.Content.Encoding == "" {
		kind, _, _ = strings.Cut(kind, ";")
	}
	return kind
}
