package export

import (
	"cmp"
	"fmt"
	"net/url"
	"strings"

	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/extract"
)

var markdownFormat = Format{Name: "markdown", Label: "Markdown", MediaType: "text/markdown; charset=utf-8",
	Ending: ".md", Help: "a folder with a file an article", Folder: true}

// fileName is a name that leads nowhere else.
func fileName(s string) string {
	name := strings.Map(func(r rune) rune {
		if isNameRune(r) {
			return r
		}
		return -1
	}, s)
	return cmp.Or(name, "unknown")
}

// isNameRune tells what every file system and every bibliography takes in a name.
func isNameRune(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '-'
}

// Markdown is an article as Markdown, without front matter.
func Markdown(a *extract.Article) string {
	return MarkdownTitle(a) + MarkdownBelow(a, nil)
}

// MarkdownTitle is its headline.
func MarkdownTitle(a *extract.Article) string { return "# " + markdownText(a.Title) + "\n\n" }

// MarkdownBelow is what stands below its headline, with files beside it for some addresses of its images.
func MarkdownBelow(a *extract.Article, beside map[string]string) string {
	var b strings.Builder
	b.WriteString(markdownText(About(a)) + "\n")
	blocks := Printed(a.Blocks)
	for i, block := range blocks {
		text := markdownBlock(block)
		gap := "\n"
		if i > 0 && block.Kind == blocks[i-1].Kind && (block.Kind == extract.Item || block.Kind == extract.Row) {
			gap = ""
		}
		b.WriteString(gap + text + "\n")
		if block.Kind == extract.Row && gap != "" {
			b.WriteString("|" + strings.Repeat(" --- |", strings.Count(block.Text, "\t")+1) + "\n")
		}
	}
	for _, i := range a.Images {
		b.WriteString("\n" + markdownImage(i, beside[i.URL]) + "\n")
	}
	if a.AuthorNote != "" {
		fmt.Fprintf(&b, "\n*%s*\n", markdownText(strings.ReplaceAll(a.AuthorNote, "\n", " ")))
	}
	if note := AccessNote(a.Access); note != "" {
		fmt.Fprintf(&b, "\n*%s*\n", markdownText(note))
	}
	if isWebAddress(a.URL) {
		fmt.Fprintf(&b, "\n<%s>\n", markdownURL(a.URL))
	}
	return b.String()
}

func markdownImage(i extract.Image, beside string) string {
	if beside != "" {
		if strings.ContainsAny(beside, " ()") {
			beside = "<" + beside + ">"
		}
		return fmt.Sprintf("![%s](%s)", markdownText(i.Caption), beside)
	}
	if !isWebAddress(i.URL) {
		return markdownText(i.Caption)
	}
	return fmt.Sprintf("![%s](<%s>)", markdownText(i.Caption), markdownURL(i.URL))
}

func markdownBlock(block extract.Block) string {
	text := markdownText(block.Text)
	switch block.Kind {
	case extract.Heading:
		return "## " + text
	case extract.Item:
		return "- " + text
	case extract.Row:
		return "| " + strings.ReplaceAll(text, "\t", " | ") + " |"
	}
	return text
}

// markdownText escapes what Markdown would act on, and Hugo, whose short codes begin with two braces.
func markdownText(s string) string {
	var b strings.Builder
	for i, r := range strings.TrimLeft(strings.ReplaceAll(terminal.Plain(s), "\n", " "), " \t") {
		special := strings.ContainsRune("\\`*_[]<>|&~{", r) || i == 0 && strings.ContainsRune("#+-=", r)
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

// markdownURL is an address that ends where it ends: nothing in it closes the brackets around it.
func markdownURL(s string) string {
	return strings.NewReplacer("<", "%3C", ">", "%3E", " ", "%20", "\n", "%0A", "\t", "%09", "\\",
		"%5C").Replace(terminal.Plain(s))
}

// isWebAddress tells whether an address may be linked to.
func isWebAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}
