package saved

import (
	"bytes"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"mingpao/extract/site"
)

// Witness is who saw a page, by the word of the archive that wrote the file.
type Witness struct {
	Kind    string          `json:"kind"`
	Archive string          `json:"archive,omitempty"`
	Source  site.TimeSource `json:"source"`
	Name    string          `json:"name,omitempty"`
	SHA256  string          `json:"sha256,omitempty"`
	Claims  string          `json:"claims,omitempty"`
	Behind  *Witness        `json:"behind,omitempty"`
}

// Field is the witness as the value of WitnessField.
func (w Witness) Field() string {
	b, err := json.Marshal(w)
	if err != nil {
		return ""
	}
	return url.PathEscape(string(b))
}

// Retraction is the word of the archive that wrote the file that it has taken a look back.
type Retraction struct {
	Archive string `json:"archive"`
	Run     int64  `json:"run"`
	At      string `json:"at"`
	Reason  string `json:"reason,omitempty"`
}

// Field is the retraction as the value of RetractedField.
func (r Retraction) Field() string {
	b, err := json.Marshal(r)
	if err != nil {
		return ""
	}
	return url.PathEscape(string(b))
}

// retractionOf is what a file says of a look that was taken back; nil where it says nothing, or what cannot be.
func retractionOf(field string) *Retraction {
	var r *Retraction
	if len(field) > longestWitness || json.Unmarshal([]byte(unescaped(field)), &r) != nil || r == nil {
		return nil
	}
	if site.ParseStamp(r.At).IsZero() || !isPrintable(r.Archive) || !isPrintable(r.Reason) {
		return nil
	}
	return r
}

// Limits of what a file may say of a witness: no archive writes more.
const (
	longestWitness = 16 << 10
	longestClaim   = 200
	longestChain   = 8 // of archives that hand on a look
)

// witnessKinds are how archives of ours know of a look.
var witnessKinds = []string{"fetched", "import", "archive", "person", "none"}

// witnessOf is what a file says of a witness; nil where it says nothing, or what cannot be.
func witnessOf(field string) *Witness {
	var w *Witness
	if len(field) > longestWitness || json.Unmarshal([]byte(unescaped(field)), &w) != nil || w == nil {
		return nil
	}
	depth := 0
	for one := w; one != nil; one = one.Behind {
		if depth++; depth > longestChain || !one.isCredible() {
			return nil
		}
	}
	return w
}

func (w Witness) isCredible() bool {
	for _, text := range []string{w.Archive, w.Name, w.SHA256, w.Claims} {
		if utf8.RuneCountInString(text) > longestClaim || !isPrintable(text) {
			return false
		}
	}
	return slices.Contains(witnessKinds, w.Kind) && isSource(w.Source)
}

// isSource reports whether a word is one that archives of ours have for what told a time: sourceMoved is that of those
// which an earlier version left without.
func isSource(word site.TimeSource) bool { return word.Belief() > 0 || word == sourceMoved }

const sourceMoved site.TimeSource = "archive-v1"

// isPrintable tells a text of one line that no terminal acts on.
func isPrintable(text string) bool {
	return utf8.ValidString(text) && strings.IndexFunc(text, func(r rune) bool {
		return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029'
	}) < 0
}

// headOf is the status line and header of an answer as the archive that wrote the record had them, "" for none.
func headOf(block []byte) string {
	head, _, found := bytes.Cut(block, []byte("\r\nContent-Length: "))
	if !found || !bytes.HasPrefix(head, []byte("HTTP/")) {
		return ""
	}
	return string(head) + "\r\n"
}
