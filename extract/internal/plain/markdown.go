package plain

import (
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extensionast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"mingpao/extract/internal/chars"
)

// Marks of Markdown: a link's address, a heading.
var (
	markdownLink    = chars.Compiled(`\]\((\.\.|/|#|https?:|javascript:|<)`)
	markdownHeading = chars.Compiled(`^#{1,4} \S`)
	markdownTag     = chars.Compiled(`</?[a-zA-Z][^>]*>|<!--.*?-->`)
)

// brokenAddress is the end of a link around several blocks, which is not one by the rules of Markdown.
var brokenAddress = chars.Compiled(`\n\n\]\((?:\\.|\([^()\n]*\)|[^()\n\\"]|"[^"\n]*")*\)|(?m:^\[\n\n)`)

func isMarkdown(lines []string) bool {
	return countLines(lines, markdownLink().MatchString) >= minMarks ||
		countLines(lines, markdownHeading().MatchString) >= minMarks
}

// markdownLines are the lines of a Markdown text, an empty one between blocks. What is emphasised, linked or a picture
// is its words alone.
func markdownLines(lines []string) ([]string, error) {
	if items := countLines(lines, indentedItem().MatchString); items >= minMarks &&
		items > countLines(lines, func(l string) bool { return strings.HasPrefix(l, "* ") }) {
		lines = withLiteralStars(lines)
	}
	source := brokenAddress().ReplaceAllString(strings.Join(lines, "\n"), "\n\n")
	w := &markdownWriter{source: []byte(source)}
	parser := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough)).Parser()
	err := ast.Walk(parser.Parse(text.NewReader(w.source)), w.visit)
	w.end()
	return w.lines, err
}

// indentedItem is an item as Python's html2text sets it; a star at the start of a line is the page's then.
var indentedItem = chars.Compiled(`^  \* \S`)

// literalMark is what would begin an item.
var literalMark = chars.Compiled(`^(\d*)([-+*.]) `)

func withLiteralStars(lines []string) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		if out[i] = l; literalMark().MatchString(l) {
			out[i] = literalMark().ReplaceAllString(l, `$1\$2 `)
		}
	}
	return out
}

// markdownWriter writes the lines of a Markdown text.
type markdownWriter struct {
	source []byte
	lines  []string
	line   strings.Builder
}

func (w *markdownWriter) end() {
	w.lines = append(w.lines, w.line.String(), "")
	w.line.Reset()
}

func (w *markdownWriter) visit(n ast.Node, entering bool) (ast.WalkStatus, error) {
	switch n := n.(type) {
	case *ast.Image:
		return ast.WalkSkipChildren, nil
	case *ast.Text:
		if entering {
			w.text(n)
		}
	case *ast.String:
		if entering {
			w.line.Write(n.Value)
		}
	case *ast.AutoLink:
		if entering {
			w.line.Write(n.Label(w.source))
		}
	case *ast.HTMLBlock, *ast.CodeBlock, *ast.FencedCodeBlock:
		if entering {
			w.raw(n)
		}
	case *extensionast.TableCell:
		if !entering {
			w.line.WriteByte('\t')
		}
	default:
		if n.Type() == ast.TypeBlock && (entering || n.Kind() != ast.KindDocument) {
			w.end()
		}
	}
	return ast.WalkContinue, nil
}

// text writes the words of a node. Emphasis beside an ideograph and a full-width mark is none by the rules of Markdown,
// though its writer meant it.
func (w *markdownWriter) text(n *ast.Text) {
	value := n.Segment.Value(w.source)
	if !n.IsRaw() {
		value = []byte(strings.ReplaceAll(string(value), "**", ""))
		value = util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(value)))
	}
	w.line.Write(value)
	switch {
	case n.HardLineBreak():
		w.line.WriteByte('\n')
	case n.SoftLineBreak():
		w.line.WriteByte(' ')
	}
}

// raw writes the lines of a block as they are, without tags.
func (w *markdownWriter) raw(n ast.Node) {
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		w.line.WriteString(markdownTag().ReplaceAllString(string(line.Value(w.source)), ""))
	}
	w.end()
}
