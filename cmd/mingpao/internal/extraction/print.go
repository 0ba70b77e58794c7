package extraction

import (
	"errors"
	"fmt"
	"io"

	"mingpao/cmd/mingpao/internal/display"
	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/extract"
)

// Formats are the formats that articles are printed in.
var Formats = []string{"json", "jsonl", "text", "markdown"}

// printer writes results in one format. Where that depends on there being several, the first waits for the second.
type printer struct {
	w       io.Writer
	cells   int // of a line, where blocks are explained to a person; 0 is no limit
	format  string
	several bool
	printed int
	held    *result
}

func (e Extraction) printer() *printer {
	if e.Explain {
		return &printer{w: e.Out, cells: terminal.Width(e.Out), format: "explain"}
	}
	return &printer{w: e.Out, format: e.Format, several: e.Format != ""}
}

// print writes a result, or holds it until there is another.
func (p *printer) print(r result) error {
	if p.several {
		return p.write(r)
	}
	if p.held == nil {
		p.held = &r
		return nil
	}
	p.several = true
	if p.format == "" {
		p.format = "jsonl"
	}
	return errors.Join(p.write(*p.held), p.write(r))
}

// end writes a result that was the only one.
func (p *printer) end() error {
	if p.held == nil || p.several {
		return nil
	}
	if p.format == "" {
		p.format = "json"
	}
	return p.write(*p.held)
}

// sourced is an article as extract prints it.
type sourced struct {
	Source string `json:"source"`
	*extract.Article
}

// failure is a page that holds no article, in the lines of Errors.
type failure struct {
	Source string `json:"source"`
	Error  string `json:"error"`
}

func (p *printer) write(r result) error {
	if r.list != nil {
		if err := p.writeList(r.list); err != nil || r.err == nil {
			return err
		}
	}
	switch {
	case p.format == "explain":
		if p.several {
			if _, err := fmt.Fprintf(p.w, "== %s\n", terminal.Plain(r.source)); err != nil {
				return err
			}
		}
		return display.Blocks(p.w, p.cells, r.article, r.signed)
	case r.article == nil:
		return nil
	}
	p.printed++
	switch p.format {
	case "jsonl":
		return export.JSON(p.w, sourced{r.source, r.article}, "")
	case "json":
		return export.JSON(p.w, sourced{r.source, r.article}, "  ")
	}
	if p.printed > 1 {
		if _, err := io.WriteString(p.w, "\n---\n\n"); err != nil {
			return err
		}
	}
	text := export.Text
	if p.format == "markdown" {
		text = export.Markdown
	}
	_, err := io.WriteString(p.w, text(r.article))
	return err
}
