package export

import (
	"fmt"
	"strings"

	"mingpao/cmd/mingpao/internal/terminal"
)

var bibtexFormat = Format{
	Name: "bibtex", Label: "BibTeX", MediaType: "application/x-bibtex; charset=utf-8", Ending: ".bib",
	Help:  "a bibliography for LaTeX (biblatex and BibTeX)",
	Cites: true, open: bibtexEntries.to,
}

var bibtexEntries = entries{cite: Citation.BibTeX, between: "\n"}

// BibTeX is a citation as an entry of a bibliography.
func (c Citation) BibTeX() string {
	var b strings.Builder
	fmt.Fprintf(&b, "@article{%s,\n", c.key())
	field := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "  %s = {%s},\n", name, value)
		}
	}
	var authors []string
	for _, a := range c.Authors {
		authors = append(authors, "{"+texText(a)+"}") // a Chinese name has no parts to take apart
	}
	field("author", strings.Join(authors, " and "))
	field("title", "{"+texText(c.Title)+"}")
	field("journal", "明報")
	field("entrysubtype", "newspaper") // without it only the month of an article is printed
	if t, ok := day(c.Published); ok {
		field("date", t.Format("2006-01-02"))
		field("year", t.Format("2006"))
		fmt.Fprintf(&b, "  month = %s,\n", strings.ToLower(t.Format("Jan"))) // a macro of every style
	}
	field("url", texURL(c.URL))
	if t, ok := day(c.Retrieved); ok {
		field("urldate", t.Format("2006-01-02"))
	}
	field("langid", map[string]string{"zh-Hant": "chinese-traditional", "zh-Hans": "chinese-simplified",
		"en": "english"}[c.Language])
	field("keywords", texText(strings.Join(c.Keywords, ", ")))
	note := c.Note()
	if c.Section != "" {
		note = strings.Trim(c.Section+"; "+note, "; ")
	}
	field("note", texText(note))
	b.WriteString("}\n")
	return b.String()
}

// texText escapes what TeX would act on.
func texText(s string) string {
	return strings.NewReplacer(`\`, `\textbackslash{}`, "{", `\{`, "}", `\}`, "%", `\%`, "&", `\&`, "#", `\#`, "$", `\$`,
		"_", `\_`,
		"~", `\textasciitilde{}`, "^", `\textasciicircum{}`).Replace(terminal.OneLine(s))
}

// texURL is an address that cannot end its field.
func texURL(s string) string {
	return strings.NewReplacer("{", "%7B", "}", "%7D", `\`, "%5C", " ", "%20").Replace(terminal.OneLine(s))
}
