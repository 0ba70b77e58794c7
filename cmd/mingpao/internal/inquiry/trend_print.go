package inquiry

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"mingpao/cmd/mingpao/internal/charts"
	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/health"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
)

// CSV writes a row a point. What is not known has no value.
func (c *Counted) CSV(w io.Writer) error {
	names := []string{"term", c.By, "articles", "hits", "of_" + c.of(), "value", "read", "partly", "not_read"}
	t := newTable(w, false, names)
	for i, term := range c.Terms {
		for j, s := range c.Spans {
			p, value := c.Points[i][j], ""
			if v, known := c.Value(i, j); known {
				value = strconv.FormatFloat(v, 'f', -1, 64)
			}
			hits := ""
			if c.Hits {
				hits = strconv.Itoa(p.Hits)
			}
			t.row(term.Text, s.Name, strconv.Itoa(p.Articles), hits, strconv.Itoa(s.Of), value, strconv.Itoa(s.Coverage.Read),
				strconv.Itoa(s.Coverage.Partly), strconv.Itoa(s.Coverage.NotRead))
		}
	}
	return t.end()
}

// of is what a share is taken of.
func (c *Counted) of() string {
	if c.Per != "" {
		return c.Per
	}
	return Per[0]
}

// JSON writes a line a point. What is not known has the value null.
func (c *Counted) JSON(w io.Writer) error {
	for i, term := range c.Terms {
		for j, s := range c.Spans {
			p := c.Points[i][j]
			line := map[string]any{"term": term.Text, c.By: s.Name, "articles": p.Articles, "of_" + c.of(): s.Of,
				"value": nil, "coverage": s.Coverage}
			if v, known := c.Value(i, j); known {
				line["value"] = v
			}
			if c.Hits {
				line["hits"] = p.Hits
			}
			if err := export.JSON(w, line, ""); err != nil {
				return err
			}
		}
	}
	return nil
}

// SVG writes the curves as a file.
func (c *Counted) SVG(w io.Writer) error {
	curves := c.Curves(func(term, span int) charts.Value {
		s := c.Spans[span]
		return charts.Value{Says: s.Name + ": " + c.Cell(term, span) + " " + known(words.English, s.Coverage)}
	})
	text, err := curves.SVG()
	if err == nil {
		_, err = io.WriteString(w, text)
	}
	return err
}

// Curves are the points to draw, with what each says in words and where it leads.
func (c *Counted) Curves(says func(term, span int) charts.Value) charts.Curves {
	all := charts.Curves{Joined: c.IsTime()}
	var names []string
	for _, s := range c.Spans {
		all.Places = append(all.Places, terminal.Line(s.Name))
	}
	for i, term := range c.Terms {
		curve := charts.Curve{Name: terminal.Line(term.Text)}
		names = append(names, curve.Name)
		for j, s := range c.Spans {
			p := says(i, j)
			v, known := c.Value(i, j)
			p.Value, p.IsUnknown, p.IsPartly, p.Says = v, !known, !s.Coverage.IsWhole(), terminal.Line(p.Says)
			curve.Points = append(curve.Points, p)
		}
		all.Curves = append(all.Curves, curve)
	}
	all.Title = strings.Join(names, ", ")
	return all
}

// cells a table may take for a name and for a value.
const (
	nameCells  = 26
	valueCells = 10
)

// Text writes a table for people, in so many columns: one term has bars beside it. Spans of which nothing is known are
// one line where they follow one another.
func (c *Counted) Text(w io.Writer, columns int) error {
	var b strings.Builder
	wide := c.widest()
	in := words.To(w)
	b.WriteString(terminal.Pad(in.Text(c.By), wide))
	for _, term := range c.Terms {
		name := terminal.Cut(terminal.Line(term.Text), valueCells)
		b.WriteString("  " + padLeft(name, valueCells))
	}
	b.WriteString("  " + in.Text("known of days and sections") + "\n")
	most := c.most()
	for j := 0; j < len(c.Spans); j++ {
		end := c.unknownFrom(j)
		line := c.row(in, j, wide, columns, most)
		if end > j+1 {
			line = in.Sprintf("%s – %s: not read", terminal.Line(c.Spans[j].Name), terminal.Line(c.Spans[end-1].Name))
			j = end - 1
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// unknownFrom is where the spans end of which nothing is known, from one on.
func (c *Counted) unknownFrom(j int) int {
	for ; j < len(c.Spans); j++ {
		if !c.IsTime() || !c.Spans[j].Coverage.IsNone() {
			break
		}
	}
	return j
}

// row is a span's line, most the largest value.
func (c *Counted) row(in words.Speech, j, wide, columns int, most float64) string {
	line := terminal.Pad(terminal.Cut(terminal.Line(c.Spans[j].Name), wide), wide)
	for i := range c.Terms {
		line += fmt.Sprintf("  %*s", valueCells, c.Cell(i, j))
	}
	line += "  " + terminal.Pad(known(in, c.Spans[j].Coverage), knownCells)
	room := columns - wide - valueCells - knownCells - 6
	if len(c.Terms) == 1 && most > 0 && room > 0 {
		v, _ := c.Value(0, j)
		line += "  " + strings.Repeat("█", int(math.Ceil(v/most*float64(room))))
	}
	return line
}

// knownCells is the room for how much is known of a span.
const knownCells = 16

// widest is the room that the spans' names take.
func (c *Counted) widest() int {
	wide := len(c.By)
	for _, s := range c.Spans {
		wide = max(wide, min(nameCells, terminal.Cells(terminal.Line(s.Name))))
	}
	return wide
}

func (c *Counted) most() (most float64) {
	for j := range c.Spans {
		v, _ := c.Value(0, j)
		most = max(most, v)
	}
	return most
}

// Cell is a value, – where it is not known.
func (c *Counted) Cell(term, span int) string {
	v, isKnown := c.Value(term, span)
	switch {
	case !isKnown:
		return "–"
	case c.Per == "":
		return strconv.Itoa(int(v))
	}
	return strconv.FormatFloat(v, 'f', 2, 64)
}

// known says how much is known of a span.
func known(in words.Speech, c health.Coverage) string {
	switch all := c.Read + c.Partly + c.NotRead; {
	case all == 0:
		return ""
	case c.IsNone():
		return in.Text("not read")
	case c.IsWhole():
		return in.Text("read")
	case c.Read == 0:
		return in.Text("partly")
	default:
		return in.Sprintf("%d of %d read", c.Read, all)
	}
}

// padLeft fills a text up to so many cells from the left.
func padLeft(text string, cells int) string {
	return strings.Repeat(" ", max(0, cells-terminal.Cells(text))) + text
}
