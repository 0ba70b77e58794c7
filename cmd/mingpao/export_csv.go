package main

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"mingpao/store"
)

// csvFile is a table for spreadsheets: a byte order mark, so that Excel reads Chinese, and no cell that it would calculate.
type csvFile struct{ w *csv.Writer }

func newCSV(w io.Writer) (exporter, error) {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return nil, err
	}
	c := csvFile{csv.NewWriter(w)}
	c.w.UseCRLF = true
	return c, c.w.Write([]string{"id", "edition", "section", "section_code", "published", "title", "authors", "column", "access", "keywords", "url", "body", "revision", "first_seen", "gone"})
}

func (c csvFile) add(a *store.Article) error {
	row := []string{a.ID, a.Edition, a.Section, a.SectionCode, a.Published, a.Title, strings.Join(a.Authors, "、"), a.Column, string(a.Access),
		strings.Join(a.Keywords, "、"), a.URL, a.Body, strconv.Itoa(a.Revision), a.FirstSeen, a.Gone}
	for i := range row {
		row[i] = guarded(plain(row[i]))
	}
	return c.w.Write(row)
}

func (c csvFile) end() error {
	c.w.Flush()
	return c.w.Error()
}

// guarded keeps a spreadsheet from taking a text for a formula: it begins with an apostrophe then.
func guarded(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return strings.ContainsRune("=+-@\t\r\n＝＋－＠", r) }) == 0 {
		return "'" + s
	}
	return s
}
