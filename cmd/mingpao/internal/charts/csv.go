package charts

import (
	"encoding/csv"
	"io"
	"strconv"

	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/store/catalog"
)

// DaysCSV writes counts of days for programs.
func DaysCSV(w io.Writer, days []catalog.DayCount) error {
	c := csv.NewWriter(w)
	_ = c.Write([]string{"day", "edition", "section_code", "section", "articles"}) // Flush keeps the error
	for _, d := range days {
		_ = c.Write([]string{terminal.Plain(d.Day), terminal.Plain(d.Edition), terminal.Plain(d.SectionCode),
			terminal.Plain(d.Section),
			strconv.Itoa(d.Articles)})
	}
	c.Flush()
	return c.Error()
}

// NamesCSV writes counts of names, or of periods, for programs.
func NamesCSV(w io.Writer, by string, rows []catalog.NameCount) error {
	c := csv.NewWriter(w)
	_ = c.Write([]string{by, "articles", "first", "last"}) // Flush keeps the error
	for _, r := range rows {
		_ = c.Write([]string{terminal.Plain(r.Name), strconv.Itoa(r.Articles), terminal.Plain(r.First),
			terminal.Plain(r.Last)})
	}
	c.Flush()
	return c.Error()
}
