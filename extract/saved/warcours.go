package saved

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"

	"mingpao/extract/saved/internal/undo"
	"mingpao/extract/site"
)

// Fields of records that this program's export writes, and that WARC has none for. With them an import gives the same
// archive.
const (
	TimeField = "Mingpao-Time-Source" // who vouches for WARC-Date
	SeenField = "Mingpao-Seen"        // of what is no page: gone, absent, refused
	// of a look that saw no page anew: what was answered, or what it means; percent-encoded
	DetailField  = "Mingpao-Detail"
	AddressField = "Mingpao-Address" // the page's address, percent-encoded, where it is no record's target; empty: unknown
)

// isOurs tells a record that an export wrote.
func (w record) isOurs() bool { return w.Field(TimeField) != "" }

// isMissing tells a record that says only that there was no page.
func (w record) isMissing() bool { return w.isOurs() && w.Field(SeenField) != "" }

// timeSource is what tells the time of a record: it does, whoever it says told it. It is believed when it says that
// nobody did.
func (w record) timeSource() site.TimeSource {
	if w.claims == string(site.TimeFile) {
		return site.TimeFile
	}
	return site.TimeWARC
}

// address is where the page was looked for.
func (w record) address() string {
	if !w.Has(AddressField) {
		return w.target()
	}
	return unescaped(w.Field(AddressField))
}

// unescaped undoes percent-encoding; what is none stays as it is.
func unescaped(field string) string {
	if text, err := url.PathUnescape(field); err == nil {
		return text
	}
	return field
}

var missings = []string{"gone", "absent", "refused"}

func isGone(status int) bool { return status == http.StatusNotFound || status == http.StatusGone }

// missing hands on that an article was not there.
func (w record) missing(what, detail string) bool {
	if !w.options.Missing {
		return w.passes("answer that a page is " + what)
	}
	if !slices.Contains(missings, what) {
		return w.fails(fmt.Errorf("%s %q is unknown to this version", SeenField, what))
	}
	p := Page{Source: w.name, File: w.from(), Missing: what, Detail: detail}
	p.URL = w.address()
	var err error
	p.Seen, p.SeenFrom, err = w.seen([]undo.Claim{{From: w.timeSource(), Text: w.Field("WARC-Date")}})
	return w.give(p, err)
}
