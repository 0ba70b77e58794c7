package saved

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"mingpao/extract/saved/internal/undo"
	"mingpao/extract/site"
)

// Fields of records that this program's export writes, and that WARC has none for. With them an import gives the same
// archive.
const (
	TimeField = "Mingpao-Time-Source" // who vouches for WARC-Date
	SeenField = "Mingpao-Seen"        // of what is no page: gone, absent, refused
	// of a look that saw no page anew: what was answered, or what it means; percent-encoded
	DetailField = "Mingpao-Detail"
	// the page's address, percent-encoded, where it is no record's target; empty: unknown
	AddressField   = "Mingpao-Address"
	RetractedField = "Mingpao-Retracted"        // that it was taken back, as JSON, percent-encoded
	WitnessField   = "Mingpao-Witness"          // who saw it, as JSON, percent-encoded
	UnknownType    = "application/octet-stream" // of a page that came without a type
	SealField      = "Mingpao-Seal"             // an archive, a day, and the hash of all that it had taken in up to then
	RemovedField   = "Mingpao-Removed"          // the article that was removed for good at WARC-Date: pns/1772726401001
)

// isOurs tells a record that an export wrote. A word that none writes is no mark of one.
func (w record) isOurs() bool { return isSource(site.TimeSource(w.Field(TimeField))) }

// isMissing tells a record that says only that there was no page.
func (w record) isMissing() bool { return w.isOurs() && w.Field(SeenField) != "" }

// isRemoval tells a record that says only that an article was removed.
func (w record) isRemoval() bool { return w.Has(RemovedField) }

// isSeal tells a record that says only what an archive's seal is.
func (w record) isSeal() bool { return w.Has(SealField) }

// timeSource is what tells the time of a record: it does, whoever it says told it, unless it says whose word that is.
// It is believed when it says that nobody did.
func (w record) timeSource() site.TimeSource {
	switch {
	case w.behind != nil:
		return w.behind.Source
	case w.claims == string(site.TimeFile):
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

// unescaped undoes percent-encoding; what is not one stays as it is.
func unescaped(field string) string {
	if text, err := url.PathUnescape(field); err == nil {
		return text
	}
	return field
}

// head is the head of an answer that an archive of ours kept.
func (w record) head() string {
	if !w.isOurs() || !strings.HasPrefix(w.Field("Content-Type"), "application/http") {
		return ""
	}
	return headOf(w.Block)
}

// removal hands on that an article was removed for good elsewhere.
func (w record) removal() bool {
	edition, id, _ := strings.Cut(w.Field(RemovedField), "/")
	at, err := undo.ParseTime(w.Field("WARC-Date"))
	if !w.options.Missing {
		return w.passes("word of a removal")
	}
	if err != nil || !site.IsID(id) || site.EditionOf(edition).Code == "" {
		return w.fails(fmt.Errorf("%s is no article and its time", RemovedField))
	}
	reason := unescaped(w.Field(DetailField))
	if !isPrintable(reason) || utf8.RuneCountInString(reason) > longestReason {
		reason = "?"
	}
	return w.give(Page{Source: w.name, File: w.from(), Removed: &Removal{edition, id, reason}, Seen: at}, nil)
}

// seal hands on what an archive says of its seal.
func (w record) seal() bool {
	parts := strings.Split(w.Field(SealField), " ")
	if !w.options.Missing {
		return w.passes("word of a seal")
	}
	if len(parts) != 3 {
		return w.fails(fmt.Errorf("%s is no archive, day and hash", SealField))
	}
	return w.give(Page{Source: w.name, File: w.from(), Seal: &Seal{unescaped(parts[0]), parts[1], parts[2]}}, nil)
}

// longestReason is how many characters of the reason of a removal are read.
const longestReason = 1000

var missings = []string{"gone", "absent", "refused", "withheld"}

func isGone(status int) bool { return status == http.StatusNotFound || status == http.StatusGone }

// missing hands on that an article was not there.
func (w record) missing(what, detail string) bool {
	if !w.options.Missing {
		return w.passes("answer that a page is " + what)
	}
	if !slices.Contains(missings, what) {
		return w.fails(fmt.Errorf("%s %q is unknown to this version", SeenField, what))
	}
	p := Page{Source: w.name, File: w.from(), Missing: what, Detail: detail, Head: w.head()}
	p.URL = w.address()
	var err error
	p.Seen, p.SeenFrom, err = w.seen([]undo.Claim{{From: w.timeSource(), Text: w.Field("WARC-Date")}})
	return w.give(p, err)
}
