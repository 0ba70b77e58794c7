package extraction

import (
	"errors"
	"io"

	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/intake"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract"
	"mingpao/extract/told"
	"mingpao/scraper/lists"
)

// listed is what a list names, as a crawl reads it.
type listed struct {
	lines []listLine
	note  string // what was not understood
}

// listLine is an entry of a list.
type listLine struct {
	Source string `json:"source"`
	URL    string `json:"url"`
	Title  string `json:"title"`
	Time   string `json:"time"`
}

// listOf reads what is no article as a list: a feed by what it is, a section's page where its address was given. It is
// nil for what is no list, with the error that there was.
func listOf(i intake.Input, page extract.Page, no error) (*listed, error) {
	read := lists.ReaderOf(page.Body)
	if why, ok := errors.AsType[*extract.NotArticle](no); ok && i.Address && why.Reason == extract.SectionList {
		read = lists.Day
	}
	if read == nil || !i.Alone && !i.Address {
		return nil, no
	}
	found, err := read(i.Source, page.Body)
	if err != nil && len(found.Parts) == 0 {
		return nil, told.Errorf("a list of articles: %w", err)
	}
	l := &listed{note: found.Odd}
	for _, e := range found.Entries {
		l.lines = append(l.lines, listLine{i.Source, e.Ref.URL(), e.Title, e.Time})
	}
	for _, part := range found.Parts {
		l.lines = append(l.lines, listLine{Source: i.Source, URL: part})
	}
	if found.Cut {
		return l, errors.New("a list whose end is missing")
	}
	return l, nil
}

// writeList writes what a list names, each on a line.
func (p *printer) writeList(l *listed) error {
	for _, line := range l.lines {
		var err error
		if p.format == "" || p.format == "json" || p.format == "jsonl" {
			err = export.JSON(p.w, line, "")
		} else {
			_, err = io.WriteString(p.w, terminal.Plain(line.Time+"\t"+line.Title+"\t"+line.URL)+"\n")
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// listsOf counts lists for the summary, where there are any.
func listsOf(n int) words.Counted {
	if n == 0 {
		return words.Counted{}
	}
	return words.Numbered(", %d list|, %d lists", n)
}
