package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"mingpao/extract"
)

var formats = []string{"json", "jsonl", "text", "markdown"}

// printer writes results in one format. Where that depends on there being several, the first waits for the second.
type printer struct {
	w       io.Writer
	format  string
	several bool
	printed int
	held    *result
}

func newPrinter(w io.Writer, flags extractFlags) *printer {
	if flags.explain {
		return &printer{w: w, format: "explain"}
	}
	return &printer{w: w, format: flags.format, several: flags.format != ""}
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

// failure takes an article's place in JSON lines.
type failure struct {
	Source string `json:"source"`
	Error  string `json:"error"`
}

func (p *printer) write(r result) error {
	switch {
	case p.format == "explain":
		return p.explain(r)
	case r.err != nil && p.format == "jsonl":
		return writeJSON(p.w, failure{r.source, r.err.Error()}, "")
	case r.err != nil:
		return nil
	}
	p.printed++
	switch p.format {
	case "jsonl":
		return writeJSON(p.w, sourced{r.source, r.article}, "")
	case "json":
		return writeJSON(p.w, sourced{r.source, r.article}, "  ")
	}
	if p.printed > 1 {
		if _, err := io.WriteString(p.w, "\n---\n\n"); err != nil {
			return err
		}
	}
	text := articleText
	if p.format == "markdown" {
		text = articleMarkdown
	}
	_, err := io.WriteString(p.w, text(r.article))
	return err
}

func writeJSON(w io.Writer, v any, indent string) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", indent)
	return enc.Encode(v)
}

// explain prints kind, rule and text of every block, in columns.
func (p *printer) explain(r result) error {
	var b strings.Builder
	if p.several {
		fmt.Fprintf(&b, "== %s\n", plain(r.source))
	}
	if r.article != nil {
		fmt.Fprintf(&b, "%-9s  %-18s  %s\n", "title", r.article.Layout, plain(r.article.Title))
	}
	for _, s := range r.signed {
		fmt.Fprintf(&b, "%-9s  %-18s  %s\n", s.Kind, s.Rule, plain(s.Text))
	}
	_, err := io.WriteString(p.w, b.String())
	return err
}

// articleText is an article for reading: headline, one line about it, the text.
func articleText(a *extract.Article) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n\n%s\n", plain(a.Title), plain(aboutLine(a)), plain(a.Body))
	if a.AuthorNote != "" {
		fmt.Fprintf(&b, "\n%s\n", plain(a.AuthorNote))
	}
	if a.Access == extract.Excerpt {
		b.WriteString("\n[excerpt: the page gives only the opening of a paid article]\n")
	}
	return b.String()
}

// aboutLine joins what stands around a headline: date, section, column, authors.
func aboutLine(a *extract.Article) string {
	parts := []string{readableTime(a.Published), a.Section, a.Column, strings.Join(a.Authors, "、")}
	var kept []string
	for _, s := range parts {
		if s != "" {
			kept = append(kept, s)
		}
	}
	return strings.Join(kept, " · ")
}

// readableTime is 2025-12-03 19:49 of 2025-12-03T19:49:00+08:00.
func readableTime(published string) string {
	if date, clock, ok := strings.Cut(published, "T"); ok {
		return date + " " + clock[:min(5, len(clock))]
	}
	return published
}

// articleMarkdown is an article as Markdown, without front matter.
func articleMarkdown(a *extract.Article) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n", markdownText(a.Title), markdownText(aboutLine(a)))
	for i, block := range a.Blocks {
		text := markdownText(block.Text)
		switch block.Kind {
		case extract.Heading:
			text = "## " + text
		case extract.Item:
			text = "- " + text
		case extract.Row:
			text = "| " + strings.ReplaceAll(text, "\t", " | ") + " |"
		}
		gap := "\n"
		if i > 0 && block.Kind == a.Blocks[i-1].Kind && (block.Kind == extract.Item || block.Kind == extract.Row) {
			gap = ""
		}
		b.WriteString(gap + text + "\n")
		if block.Kind == extract.Row && gap != "" {
			b.WriteString("|" + strings.Repeat(" --- |", strings.Count(block.Text, "\t")+1) + "\n")
		}
	}
	for _, i := range a.Images {
		fmt.Fprintf(&b, "\n![%s](<%s>)\n", markdownText(i.Caption), i.URL)
	}
	if a.AuthorNote != "" {
		fmt.Fprintf(&b, "\n*%s*\n", markdownText(strings.ReplaceAll(a.AuthorNote, "\n", " ")))
	}
	if a.URL != "" {
		fmt.Fprintf(&b, "\n<%s>\n", a.URL)
	}
	return b.String()
}

// markdownText escapes what Markdown would act on.
func markdownText(s string) string {
	s = plain(s)
	var b strings.Builder
	for i, r := range s {
		special := strings.ContainsRune("\\`*_[]<>|", r) || i == 0 && strings.ContainsRune("#+-=~", r)
		if special {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return escapeNumbering(b.String())
}

// escapeNumbering keeps 1. at the start of a paragraph from becoming a list.
func escapeNumbering(s string) string {
	digits := strings.TrimLeft(s, "0123456789")
	if digits != s && (strings.HasPrefix(digits, ".") || strings.HasPrefix(digits, ")")) {
		return s[:len(s)-len(digits)] + "\\" + digits
	}
	return s
}
