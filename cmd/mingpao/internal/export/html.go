package export

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"mingpao/cmd/mingpao/internal/export/markup"
	"mingpao/extract"
)

// blocksHTML are blocks as HTML that is XML, too, with what stands within them, behind so many: nothing of the page's
// markup passes through.
func blocksHTML(blocks []extract.Block, within map[int]string) string {
	var b strings.Builder
	from := 0
	for _, at := range slices.Sorted(maps.Keys(within)) {
		b.WriteString(stretchHTML(blocks[from:at]) + within[at])
		from = at
	}
	b.WriteString(stretchHTML(blocks[from:]))
	return b.String()
}

func stretchHTML(blocks []extract.Block) string {
	var b strings.Builder
	var open extract.Kind
	for _, block := range Printed(blocks) {
		if block.Kind != open {
			b.WriteString(closing(open) + opening(block.Kind))
			open = block.Kind
		}
		b.WriteString(blockHTML(block))
	}
	b.WriteString(closing(open))
	return b.String()
}

// notesHTML are what stands below an article's text.
func notesHTML(a *extract.Article) string {
	var b strings.Builder
	switch a.Access {
	case extract.Excerpt:
		b.WriteString("<p class=\"note\">〔節錄：網頁只載付費文章的開首〕</p>\n")
	case extract.Unknown:
		b.WriteString("<p class=\"note\">〔未知是否全文：讀自文字檔，檔中看不到文章結尾〕</p>\n")
	}
	if a.AuthorNote != "" {
		fmt.Fprintf(&b, "<p class=\"note\">%s</p>\n", markup.Escaped(a.AuthorNote))
	}
	for n, i := range a.Images {
		said := func(other extract.Image) bool { return other.Caption == i.Caption }
		if i.Caption != "" && !slices.ContainsFunc(a.Images[:n], said) { // a strip of pictures has one, each time
			fmt.Fprintf(&b, "<p class=\"caption\">圖：%s</p>\n", markup.Escaped(i.Caption))
		}
	}
	return b.String()
}

// Printed are blocks as the paper prints them: sub-headings in a row are one, of several lines. Its markup says of each
// line no more than that it is a heading, and the record keeps what it says.
func Printed(blocks []extract.Block) []extract.Block {
	var all []extract.Block
	for _, b := range blocks {
		if n := len(all); n > 0 && b.Kind == extract.Heading && all[n-1].Kind == extract.Heading {
			all[n-1].Text += "\n" + b.Text
			continue
		}
		all = append(all, b)
	}
	return all
}

func opening(k extract.Kind) string {
	return map[extract.Kind]string{extract.Item: "<ul>\n", extract.Row: "<table>\n"}[k]
}

func closing(k extract.Kind) string {
	return map[extract.Kind]string{extract.Item: "</ul>\n", extract.Row: "</table>\n"}[k]
}

func blockHTML(block extract.Block) string {
	switch text := markup.Escaped(block.Text); block.Kind {
	case extract.Heading:
		return "<h3>" + strings.ReplaceAll(text, "\n", "<br/>") + "</h3>\n"
	case extract.Item:
		return "<li>" + text + "</li>\n"
	case extract.Row:
		return "<tr><td>" + strings.ReplaceAll(text, "\t", "</td><td>") + "</td></tr>\n"
	default:
		return "<p>" + text + "</p>\n"
	}
}
