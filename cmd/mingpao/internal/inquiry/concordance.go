package inquiry

import (
	"fmt"
	"io"
	"iter"
	"regexp"
	"strings"

	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/store/catalog"
	"mingpao/store/corpus"
)

// Concordance asks for every place of a term, in its context.
type Concordance struct {
	Term    Term
	Pattern *regexp.Regexp // looked for in what the term finds; nil: the term itself
	Width   int            // characters on each side
	Sort    string         // one of Sorts
	Limit   int            // lines; 0: no limit
	Random  int            // so many lines drawn by lot; 0: all
	Seed    int64
	Style   terminal.Style
}

// The bounds of what one may ask for.
const (
	MaxWidth  = 200
	MaxRandom = 100_000 // which are held in memory
)

// Lines yields the lines of texts in the order that is asked for. By day they come as they are read, and nothing is
// held; a sample is held, and of other orders the keys.
func (c Concordance) Lines(texts corpus.Texts) iter.Seq2[corpus.Line, error] {
	find := corpus.Words(c.Term.Expression)
	if c.Pattern != nil {
		find = corpus.Pattern(c.Pattern)
	}
	lines := corpus.Lines(find.Hits(texts), c.Width)
	if c.Random > 0 {
		lines = corpus.Drawn(lines, c.Random, c.Seed)
	}
	if c.Sort != byDay {
		lines = sorted(lines, c.Sort)
	}
	return limited(lines, c.Limit)
}

func limited(lines iter.Seq2[corpus.Line, error], limit int) iter.Seq2[corpus.Line, error] {
	if limit == 0 {
		return lines
	}
	return func(yield func(corpus.Line, error) bool) {
		n := 0
		for line, err := range lines {
			if err == nil {
				n++
			}
			if !yield(line, err) || n == limit {
				return
			}
		}
	}
}

// Formats are how lines can be printed.
var Formats = []string{"plain", "csv", "tsv", "json"}

// Print writes lines in a format, and returns how many there were.
func (c Concordance) Print(w io.Writer, format string, lines iter.Seq2[corpus.Line, error]) (n int, err error) {
	p := c.printer(w, format)
	for line, err := range lines {
		if err != nil {
			return n, err
		}
		n++
		if err := p.line(line); err != nil {
			return n, err
		}
	}
	return n, p.end()
}

// printer prints lines.
type printer struct {
	line func(corpus.Line) error
	end  func() error
}

// lineNames are the names of a line's fields.
var lineNames = []string{"day", "edition", "section", "section_code", "authors", "id", "sha256", "where", "left",
	"hit", "right"}

func (c Concordance) printer(w io.Writer, format string) printer {
	done := func() error { return nil }
	switch format {
	case "json":
		return printer{func(l corpus.Line) error { return export.JSON(w, l, "") }, done}
	case "csv", "tsv":
		t := newTable(w, format == "tsv", lineNames)
		return printer{func(l corpus.Line) error {
			t.row(l.Day, l.Edition, l.Section, l.SectionCode, strings.Join(l.Authors, "、"), l.ID, l.SHA256, l.Where, l.Left,
				l.Hit, l.Right)
			return t.Error()
		}, t.end}
	}
	return c.plain(w)
}

// The cells that fields take which stand below one another.
const (
	idCells   = 13
	hashCells = 12 // tell pages apart, and lead to one
)

// plain prints for people: what was found stands below one another.
func (c Concordance) plain(w io.Writer) printer {
	wide, begun := 2*c.Width, false
	return printer{func(l corpus.Line) error {
		if !begun {
			begun = true
			in := words.To(w)
			_, err := fmt.Fprintf(w, "%s %s %-*s  %s  %s\n", terminal.Pad(in.Text("day"), 10),
				terminal.Pad(in.Text("id"), idCells),
				hashCells, "sha256", padLeft(in.Text("left"), wide), in.Text("hit, right, section, authors"))
			if err != nil {
				return err
			}
		}
		left := terminal.Plain(l.Left)
		_, err := fmt.Fprintf(w, "%s %-*s %-*s  %s%s  %s%s  %s\n", terminal.Pad(l.Day, 10), idCells, l.ID, hashCells,
			l.SHA256[:min(hashCells, len(l.SHA256))], strings.Repeat(" ", max(0, wide-terminal.Cells(left))), left,
			c.Style.Mark(terminal.Hit, terminal.Plain(l.Hit)), terminal.Plain(l.Right),
			terminal.Line(strings.TrimSpace(l.Section+"  "+strings.Join(l.Authors, "、"))))
		return err
	}, func() error { return nil }}
}

// Query is what finds the articles, the oldest first.
func (c Concordance) Query(f catalog.Filter) catalog.Query {
	f.OldestFirst = true
	return catalog.Query{Expression: c.Term.Expression, Filter: f}
}
