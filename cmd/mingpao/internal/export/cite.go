package export

import (
	"fmt"
	"strings"
	"time"

	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/extract"
)

// Citation is an article as it is cited: a version of it, when that was seen, and the page that it stood on.
type Citation struct {
	extract.Article
	Revision  int
	Retrieved string // when this version was first seen; RFC 3339
	SHA256    string // of the page as served; "" if not known
}

// Styles are the names of the forms of a citation.
func Styles() []string { return []string{"plain", "bibtex", "ris", "csl"} }

// Cite is a citation in a style.
func (c Citation) Cite(style string) string {
	switch style {
	case "bibtex":
		return c.BibTeX()
	case "ris":
		return c.RIS()
	case "csl":
		return c.CSL() + "\n"
	}
	return c.Plain() + "\n"
}

// Plain is a citation for a footnote: in Chinese for a Chinese article, in English for an English one.
func (c Citation) Plain() string {
	if c.Language == "en" {
		return c.plainEnglish()
	}
	var parts []string
	if len(c.Authors) > 0 {
		parts = append(parts, joined(c.Authors))
	}
	parts = append(parts, "〈"+c.Title+"〉", "《明報》"+chineseDate(c.Published))
	if c.Section != "" {
		parts = append(parts, c.Section)
	}
	if c.URL != "" {
		parts = append(parts, c.URL)
	}
	if c.Retrieved != "" {
		parts = append(parts, chineseDate(c.Retrieved)+"擷取")
	}
	return terminal.OneLine(strings.Join(parts, "，") + c.proof("（", "）") + "。")
}

func (c Citation) plainEnglish() string {
	var b strings.Builder
	if len(c.Authors) > 0 {
		b.WriteString(strings.Join(c.Authors, ", ") + ". ")
	}
	fmt.Fprintf(&b, "“%s.” Ming Pao, %s.", strings.TrimRight(c.Title, "."), englishDate(c.Published))
	if c.URL != "" {
		fmt.Fprintf(&b, " %s.", c.URL)
	}
	if c.Retrieved != "" {
		fmt.Fprintf(&b, " Retrieved %s%s.", englishDate(c.Retrieved), c.proof(" (", ")"))
	}
	return terminal.OneLine(b.String())
}

// proof says which page was read, so that another copy of it can be told from a changed one.
func (c Citation) proof(left, right string) string {
	if c.SHA256 == "" {
		return ""
	}
	return left + "SHA-256 " + c.SHA256 + right
}

// key is the article's name in a bibliography.
func (c Citation) key() string {
	if c.ID == "" {
		return "mingpao"
	}
	return "mingpao-" + fileName(c.Edition) + "-" + fileName(c.ID)
}

// note says what the fields of citation managers have no place for.
func (c Citation) note() string {
	var notes []string
	if c.Revision > 0 {
		notes = append(notes, fmt.Sprintf("revision %d", c.Revision))
	}
	if c.SHA256 != "" {
		notes = append(notes, "SHA-256 of the page: "+c.SHA256)
	}
	if c.Access == extract.Excerpt {
		notes = append(notes, "excerpt only")
	}
	return strings.Join(notes, "; ")
}

// day is the day of a time of the archive; false where there is none.
func day(stamp string) (time.Time, bool) {
	date, _ := dateAndTime(stamp)
	t, err := time.Parse(time.DateOnly, date)
	return t, err == nil
}

func chineseDate(stamp string) string {
	t, ok := day(stamp)
	if !ok {
		return ""
	}
	return fmt.Sprintf("%d年%d月%d日", t.Year(), t.Month(), t.Day())
}

func englishDate(stamp string) string {
	t, ok := day(stamp)
	if !ok {
		return "n.d."
	}
	return t.Format("2 January 2006")
}
