package lines

import (
	"cmp"
	"encoding/json"
	"errors"
	"strings"

	"mingpao/extract/internal/chars"
)

// record has the members of a line that corpora have: C4, mC4, CulturaX and FineWeb (text), RedPajama (raw_content,
// date_download), OSCAR (content, warc_headers), HPLT (u, ts).
type record struct {
	Text       string `json:"text"`
	HTML       string `json:"html"`
	RawContent string `json:"raw_content"`
	Content    string `json:"content"`

	URL string `json:"url"`
	U   string `json:"u"`

	Timestamp    string `json:"timestamp"`
	Date         string `json:"date"`
	DateDownload string `json:"date_download"`
	TS           string `json:"ts"`

	WARC origin `json:"warc_headers"`
	Meta origin `json:"meta"`
}

// origin is where some corpora note it apart from the text.
type origin struct {
	URL       string `json:"url"`
	Timestamp string `json:"timestamp"`
	Target    string `json:"warc-target-uri"`
	Date      string `json:"warc-date"`
}

// Record is a page of a corpus. What the line does not say is "".
type Record struct {
	Text, HTML, URL, Seen string
}

// ErrBroken is for a line that is no JSON.
var ErrBroken = errors.New("broken JSON")

// Parse reads a line. A member of another type than expected is as if it were not there.
func Parse(line []byte) (Record, error) {
	var r record
	var other *json.UnmarshalTypeError
	if err := json.Unmarshal(line, &r); err != nil && !errors.As(err, &other) {
		return Record{}, ErrBroken
	}
	return Record{
		Text: cmp.Or(r.Text, r.RawContent, r.Content),
		HTML: r.HTML,
		URL:  strings.TrimSpace(cmp.Or(r.URL, r.U, r.WARC.Target, r.Meta.URL)),
		Seen: cmp.Or(r.Timestamp, r.DateDownload, r.Date, r.TS, r.WARC.Date, r.Meta.Timestamp),
	}, nil
}

// IsEmpty reports whether a line is an object without a page.
func IsEmpty(line []byte) bool {
	r, err := Parse(line)
	return err == nil && r.Text == "" && r.HTML == ""
}

// withText is the opening of a line with one of the members that hold a page.
var withText = chars.Compiled(`^(\xEF\xBB\xBF)?\s*\{[^\n]*"(?:text|html|raw_content|content)"\s*:\s*"`)

// object is the opening of a line that is an object.
var object = chars.Compiled(`^(\xEF\xBB\xBF)?\s*\{[ \t]*"`)

// Begin reports whether a file that begins so has a JSON object a line, and whether these hold pages.
func Begin(head []byte) (isLines, hasPages bool) {
	return object().Match(head), withText().Match(head)
}
