package saved

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"mingpao/extract/saved/internal/undo"
	"mingpao/extract/site"
	"mingpao/extract/unpack"
)

// harEntry is a request and its answer in a HAR file.
type harEntry struct {
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

// har reads the pages of a HAR file, entry by entry.
func (r *Reader) har(t thing, give emit) bool {
	text := &shortStrings{r: t.r}
	dec := json.NewDecoder(text)
	if err := toEntries(dec); err != nil {
		return t.fails(fmt.Errorf("broken HAR: %w", err), give)
	}
	for n := 1; dec.More(); n++ {
		text.left, text.cut = maxOneFile, false
		var e harEntry
		if err := dec.Decode(&e); err != nil {
			return t.fails(fmt.Errorf("broken HAR, entry %d: %w", n, err), give)
		}
		e.cut = text.cut
		t.record = n
		if !r.harPage(t, e, fmt.Sprintf("%s#%d", t.name, n), give) {
			return false
		}
	}
	return true
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

func (r *Reader) harPage(t thing, e harEntry, name string, give emit) bool {
	fails := func(err error) bool { return give(Page{Source: name}, err) }
	content := e.Response.Content
	if kind := answerKind(e.Request.URL, e.Response.Status, content.MIMEType); kind != "" {
		return fails(&PassedOver{kind})
	}
	switch {
	case e.cut:
		return fails(unpack.TooLarge(maxString))
	case content.Text == "":
		return fails(errors.New("the answer was saved without its content"))
	}
	var text io.Reader = strings.NewReader(content.Text)
	if content.Encoding == "base64" {
		text = base64.NewDecoder(base64.StdEncoding, text)
	}
	body, err := undo.Read(text, int64(len(content.Text)))
	if err != nil {
		return fails(err)
	}
	kind := content.MIMEType
	if content.Encoding == "" {
		kind, _, _ = strings.Cut(kind, ";") // text in JSON is UTF-8, whatever it was
	}
	c := undo.Page{Name: name, URL: e.Request.URL, ContentType: kind, Body: body}
	c.Says(site.TimeHAR, e.Started)
	return r.page(t, c, give)
}
