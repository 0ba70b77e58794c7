package inquiry

import (
	"context"
	"fmt"
	"io"
	"strconv"

	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/store/catalog"
	"mingpao/store/corpus"
)

// MaxWindow is how far from a hit something may stand and be beside it.
const MaxWindow = 100

// Collocates asks what stands beside a term.
type Collocates struct {
	Term   Term
	Window int // characters on each side
	Often  int // what stands beside it less often is left out
	Limit  int // lines; 0: no limit
}

// Ask counts beside the term, and in all texts that the filter admits.
func (c Collocates) Ask(ctx context.Context, a *catalog.Catalog, f catalog.Filter,
	sound func(corpus.Texts) corpus.Texts) ([]corpus.Collocate, error) {
	q := catalog.Query{Expression: c.Term.Expression, Filter: f}
	beside, err := corpus.NewBeside(corpus.Words(q.Expression), sound(a.AllTexts(ctx, q)), c.Window)
	if err != nil || beside.Hits == 0 {
		return nil, err
	}
	if err := beside.Among(sound(a.AllTexts(ctx, catalog.Query{Filter: f})), c.Often); err != nil {
		return nil, err
	}
	all := beside.Ranked()
	if c.Limit > 0 {
		all = all[:min(c.Limit, len(all))]
	}
	return all, nil
}

// CollocatesCSV writes them for programs.
func CollocatesCSV(w io.Writer, all []corpus.Collocate) error {
	t := newTable(w, false, []string{"collocate", "beside", "elsewhere", "log_likelihood", "log_ratio"})
	for _, c := range all {
		t.row(c.Text, strconv.Itoa(c.Beside), strconv.Itoa(c.Elsewhere), strconv.FormatFloat(c.Likelihood, 'f', 4, 64),
			strconv.FormatFloat(c.Ratio, 'f', 4, 64))
	}
	return t.end()
}

// CollocatesJSON writes a line each.
func CollocatesJSON(w io.Writer, all []corpus.Collocate) error {
	for _, c := range all {
		if err := export.JSON(w, c, ""); err != nil {
			return err
		}
	}
	return nil
}

// collocateCells is the room for one.
const collocateCells = 16

// CollocatesText writes them for people.
func CollocatesText(w io.Writer, all []corpus.Collocate) error {
	in := words.To(w)
	_, err := fmt.Fprintf(w, "%-*s %s %s %s %s\n", collocateCells, "", padLeft(in.Text("beside"), 8),
		padLeft(in.Text("elsewhere"), 10), padLeft(in.Text("log-likelihood"), 15), padLeft(in.Text("log ratio"), 10))
	for _, c := range all {
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(w, "%s %8d %10d %15.2f %10.2f\n", terminal.Pad(terminal.Plain(c.Text), collocateCells), c.Beside,
			c.Elsewhere, c.Likelihood, c.Ratio)
	}
	return err
}
