package export

import (
	"strings"

	"mingpao/cmd/mingpao/internal/terminal"
)

var cslFormat = Format{
	Name: "csl", Label: "CSL-JSON", MediaType: "application/vnd.citationstyles.csl+json", Ending: ".json",
	Help:  "references as CSL-JSON, for Zotero and pandoc",
	Cites: true, open: cslEntries.to,
}

// cslEntries are items in one array, which is all that citation managers take.
var cslEntries = entries{cite: Citation.CSL, before: "[\n", between: ",\n", after: "\n]\n"}

type cslItem struct {
	ID        string    `json:"id"`
	Type      string    `json:"type"`
	Title     string    `json:"title"`
	Author    []cslName `json:"author,omitempty"`
	Container string    `json:"container-title"`
	Publisher string    `json:"publisher"`
	Section   string    `json:"section,omitempty"`
	Issued    *cslDate  `json:"issued,omitempty"`
	Accessed  *cslDate  `json:"accessed,omitempty"`
	URL       string    `json:"URL,omitempty"`
	Language  string    `json:"language,omitempty"`
	Keyword   string    `json:"keyword,omitempty"`
	Note      string    `json:"note,omitempty"`
}

type cslName struct {
	Literal string `json:"literal"`
}

type cslDate struct {
	Parts [][3]int `json:"date-parts"`
}

func cslDay(stamp string) *cslDate {
	t, ok := day(stamp)
	if !ok {
		return nil
	}
	return &cslDate{[][3]int{{t.Year(), int(t.Month()), t.Day()}}}
}

// CSL is a citation as an item of CSL-JSON.
func (c Citation) CSL() string {
	item := cslItem{
		ID: c.key(), Type: "article-newspaper", Title: terminal.OneLine(c.Title), Container: "明報", Publisher: "明報",
		Section: terminal.OneLine(c.Section), URL: terminal.OneLine(c.URL), Language: terminal.OneLine(c.Language),
		Issued: cslDay(c.Published), Accessed: cslDay(c.Retrieved),
		Keyword: terminal.OneLine(strings.Join(c.Keywords, ", ")), Note: c.Note(),
	}
	for _, a := range c.Authors {
		item.Author = append(item.Author, cslName{terminal.OneLine(a)})
	}
	var b strings.Builder
	_ = JSON(&b, item, "") // a struct of texts and numbers always can be
	return strings.TrimSuffix(b.String(), "\n")
}
