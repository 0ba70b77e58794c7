package export

import (
	"fmt"
	"strings"

	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract"
	"mingpao/store/catalog"
)

// AccessNote says on a text that it is not the whole article, or may not be; "" on a whole one.
func AccessNote(a extract.Access) string {
	switch a {
	case extract.Excerpt:
		return "[excerpt: the page gives only the opening of a paid article]"
	case extract.Unknown:
		return "[perhaps not whole: the text that was read does not show the article's end]"
	}
	return ""
}

// marked is a headline with the mark of an article that is not known to be whole.
func marked(a *extract.Article) string {
	if mark := words.Chinese.Access(a.Access); mark != "" {
		return a.Title + "〔" + mark + "〕"
	}
	return a.Title
}

// Text is an article for reading: headline, one line about it, the text.
func Text(a *extract.Article) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n\n%s\n", terminal.Plain(a.Title), terminal.Plain(About(a)), terminal.Plain(a.Body))
	if a.AuthorNote != "" {
		fmt.Fprintf(&b, "\n%s\n", terminal.Plain(a.AuthorNote))
	}
	if note := AccessNote(a.Access); note != "" {
		b.WriteString("\n" + note + "\n")
	}
	return b.String()
}

// About joins what is around a headline: date, section, column, authors.
func About(a *extract.Article) string {
	var kept []string
	for _, s := range []string{ReadableTime(a.Published), a.Section, a.Column, joined(a.Authors)} {
		if s != "" {
			kept = append(kept, s)
		}
	}
	return strings.Join(kept, " · ")
}

// goneBy is whose word it is that an article is gone; "" of one that is not.
func goneBy(a *catalog.Article) string {
	if a.Gone == "" {
		return ""
	}
	return words.Chinese.Witness(a.GoneBy)
}

// ReadableTime is 2025-12-03 19:49 of 2025-12-03T19:49:00+08:00.
func ReadableTime(published string) string {
	if date, clock := dateAndTime(published); clock != "" {
		return date + " " + clock
	}
	return published
}
