package answer

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"mingpao/cmd/mingpao/internal/diff"
	"mingpao/cmd/mingpao/internal/health"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/store/catalog"
	"mingpao/store/search"
)

// Bytes is a size as people read it.
func (v *View) Bytes(n int64) string {
	if n < 1<<20 {
		return v.T("kilobytes", (n+1023)>>10)
	}
	return v.T("megabytes", grouped(int((n+1<<20-1)>>20)))
}

// Status is the exit status of a run in words.
func (v *View) Status(r health.Run) string {
	switch {
	case r.Ended == "":
		return v.T("run-open")
	case r.Status == 0, r.Status == 3, r.Status == 6, r.Status == 130:
		return v.T("run-status-" + strconv.Itoa(r.Status))
	}
	return v.T("run-status-1")
}

// Source is the state of a feed or list in words.
func (v *View) Source(state string) string { return v.T("source-" + state) }

// SourceOf is the section that a feed or list is of; "" where it is of more than one.
func (v *View) SourceOf(name string) string {
	_, section, _ := strings.Cut(name, " ")
	if label := v.SectionLabels([]string{section})[0]; label != section {
		return label
	}
	return ""
}

// Ever is a time, or a dash where there was none.
func (v *View) Ever(stamp string) string {
	if stamp == "" {
		return "—"
	}
	return v.Short(stamp)
}

// CanShow reports whether a picture is the paper's own and comes over https.
func (v *View) CanShow(address string) bool { return CanShow(address) }

// CanShow reports whether a picture is the paper's own and comes over https.
func CanShow(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Scheme == "https" && u.Host == u.Hostname() && site.Owns(address)
}

// IsWeb reports whether an address may be a link.
func (v *View) IsWeb(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != ""
}

// Readable is an address with its Chinese as characters.
func (v *View) Readable(address string) string {
	if plain, err := url.PathUnescape(address); err == nil && utf8.ValidString(plain) {
		return plain
	}
	return address
}

// AnyToShow reports whether pictures could be loaded if the reader wanted.
func (v *View) AnyToShow(images []extract.Image) bool {
	return slices.ContainsFunc(images, func(i extract.Image) bool { return CanShow(i.URL) })
}

// setTogether keeps a mark that ends a phrase with what is before it, where a space parts them.
var setTogether = strings.NewReplacer(func() (pairs []string) {
	for _, mark := range "，。、；：？！」』）》〉】〕…" {
		pairs = append(pairs, " "+string(mark), "\u00a0"+string(mark))
	}
	return pairs
}()...)

// Set is a text as it is set: no line begins with a mark that ends a phrase.
func (v *View) Set(text string) string { return setTogether.Replace(text) }

// leadSize is the number of characters of a text that are shown below its headline: four lines of the first story's.
const leadSize = 120

// Lead is the beginning of an article's text, in one line.
func (v *View) Lead(h catalog.Headline) string {
	size := leadSize
	if h.Language == "en" {
		size += size / 5 // Latin letters are half as wide, but no more is at hand
	}
	text := v.Set(strings.Join(strings.Fields(terminal.Plain(h.Lead)), " "))
	_, end := search.Expression{}.Around(text, 0, size)
	if end < len(text) {
		return BrokenOff(text[:end])
	}
	return text
}

// BrokenOff is the beginning of a text with an ellipsis, which follows no comma and nothing that opens.
func BrokenOff(text string) string {
	return strings.TrimRight(text, "，、；：,;: （「『《〈【〔(“‘") + "…"
}

// Article is the address of an article's page.
func (v *View) Article(edition, id string) string { return v.Link("/a/" + edition + "/" + id) }

// SectionName is the name of a section, as printed above its articles.
func (v *View) SectionName(edition, code, name string) string {
	if name != "" {
		return name
	}
	if label := site.SectionOf(edition, code).Label; label != "" {
		return label
	}
	return v.T("no-section")
}

// Within is the lang attribute of a text in a language.
func (v *View) Within(language string) string {
	if language == "" || language == "zh-Hant" {
		return "zh-Hant-HK"
	}
	return language
}

// Kind is a kind of change in the reader's language.
func (v *View) Kind(k diff.Kind) string { return v.T("change-" + string(k)) }

// Went reports whether a part of a comparison is in the older version only.
func (v *View) Went(s diff.Span) bool { return s.Op == diff.Gone }

// Came reports whether it is in the newer version only.
func (v *View) Came(s diff.Span) bool { return s.Op == diff.Come }

// Row says what became of a paragraph as a whole.
func (v *View) Row(r diff.Row) string { return v.Speech.Row(r) }

// AccessNote says what the mark means.
func (v *View) AccessNote(a extract.Access) string {
	if v.Access(a) == "" {
		return ""
	}
	return v.T("note-" + string(a))
}

// Opening marks a version that is not known to be whole.
func (v *View) Opening(of catalog.Version) string { return v.Speech.Opening(of) }

// Access is the mark of an article that is not known to be whole.
func (v *View) Access(a extract.Access) string { return v.Speech.Access(a) }
