package export

import (
	"strings"

	"mingpao/cmd/mingpao/internal/terminal"
)

var risFormat = Format{
	Name: "ris", Label: "RIS", MediaType: "application/x-research-info-systems; charset=utf-8", Ending: ".ris",
	Help:  "references for EndNote, Zotero and their like",
	Cites: true, open: risEntries.to,
}

var risEntries = entries{cite: Citation.RIS, between: "\r\n"}

// RIS is a citation as a reference of a newspaper's article. Its lines end as the format says.
func (c Citation) RIS() string {
	var b strings.Builder
	line := func(tag, value string) {
		if value != "" || tag == "ER" {
			b.WriteString(tag + "  - " + terminal.OneLine(value) + "\r\n")
		}
	}
	line("TY", "NEWS")
	line("ID", c.key())
	for _, a := range c.Authors {
		line("AU", strings.ReplaceAll(a, ",", "，")) // a comma would split the name
	}
	line("TI", c.Title)
	line("T2", "明報")
	line("SE", c.Section)
	if t, ok := day(c.Published); ok {
		line("PY", t.Format("2006"))
		line("DA", t.Format("2006/01/02/"))
	}
	line("UR", c.URL)
	if t, ok := day(c.Retrieved); ok {
		line("Y2", t.Format("2006/01/02/"))
	}
	line("LA", c.Language)
	for _, k := range c.Keywords {
		line("KW", k)
	}
	line("N1", c.Note())
	line("ER", "")
	return b.String()
}
