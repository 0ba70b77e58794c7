package export

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/store/catalog"
)

var csvFormat = Format{
	Name: "csv", Label: "CSV", MediaType: "text/csv; charset=utf-8", Ending: ".csv",
	Help: "a table for spreadsheets; --plain: for programs",
	open: newCSV,
}

// csvFile is a table. For spreadsheets it begins with a byte order mark, so that Excel reads Chinese, ids stand as
// text (1.77E+12 is none), and nothing is a formula. Plain is for programs.
type csvFile struct {
	w     *csv.Writer
	plain bool
}

var csvColumns = []string{"id", "edition", "section", "section_code", "date", "time", "title", "authors", "column",
	"access", "language", "keywords",
	"url", "body", "revision", "first_seen", "last_seen", "gone", "witness"}

func newCSV(w io.Writer, o Options) (Writer, error) {
	c := csvFile{csv.NewWriter(w), o.Plain}
	if !o.Plain {
		if _, err := io.WriteString(w, "\ufeff"); err != nil {
			return nil, err
		}
		c.w.UseCRLF = true
	}
	return c, c.w.Write(csvColumns)
}

func (c csvFile) Add(a *catalog.Article) error {
	date, clock := dateAndTime(a.Published)
	row := []string{a.Edition, a.Section, a.SectionCode, date, clock, a.Title, joined(a.Authors), a.Column,
		string(a.Access),
		a.Language, joined(a.Keywords), a.URL, a.Body, strconv.Itoa(a.Revision),
		sheetTime(a.FirstSeen), sheetTime(a.LastSeen), sheetTime(a.Gone), witnessed(a)}
	for i := range row {
		row[i] = terminal.Plain(row[i])
		if !c.plain {
			row[i] = guarded(row[i])
		}
	}
	return c.w.Write(append([]string{c.id(a.ID)}, row...))
}

// witnessed is whose word an article's times are, and whose that it is gone where that is another's.
func witnessed(a *catalog.Article) string {
	text := words.English.Witness(a.Witness)
	if a.Gone != "" && a.GoneBy != a.Witness {
		text += "; gone: " + words.English.Witness(a.GoneBy)
	}
	return text
}

// id is an id that stays one in a spreadsheet: a formula that gives a text is the one form that Excel keeps when it
// opens a file.
func (c csvFile) id(id string) string {
	id = terminal.Plain(id)
	switch {
	case c.plain || id == "":
		return id
	case strings.Trim(id, "0123456789") != "":
		return guarded(id)
	}
	return `="` + id + `"`
}

func (c csvFile) Close() error {
	c.w.Flush()
	return c.w.Error()
}

// dateAndTime splits 2025-12-03T19:49:00+08:00 into two that a spreadsheet knows: 2025-12-03 and 19:49. The time is
// that of Hong Kong; it is "" where the page prints none.
func dateAndTime(published string) (date, clock string) {
	date, clock, _ = strings.Cut(published, "T")
	if runes := []rune(clock); len(runes) > len("19:49") {
		clock = string(runes[:len("19:49")])
	}
	return date, clock
}

// sheetTime is a time of the archive as a spreadsheet knows it: 2025-12-03 19:49:00, in Hong Kong.
func sheetTime(stamp string) string {
	return strings.Replace(strings.TrimSuffix(stamp, "+08:00"), "T", " ", 1)
}

// guarded keeps a spreadsheet from taking a text for a formula: it begins with an apostrophe then.
func guarded(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return strings.ContainsRune("=+-@\t\r\n＝＋－＠", r) }) == 0 {
		return "'" + s
	}
	return s
}
