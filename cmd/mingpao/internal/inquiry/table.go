package inquiry

import (
	"encoding/csv"
	"io"

	"mingpao/cmd/mingpao/internal/terminal"
)

// table is rows for programs, with commas or tabs between, below a line that names them.
type table struct{ *csv.Writer }

// newTable begins one with its names.
func newTable(w io.Writer, tabs bool, names []string) table {
	t := table{csv.NewWriter(w)}
	if tabs {
		t.Comma = '\t'
	}
	t.row(names...)
	return t
}

// row adds a row. Flush keeps the error.
func (t table) row(values ...string) {
	for i := range values {
		values[i] = terminal.Line(values[i])
	}
	_ = t.Write(values)
}

func (t table) end() error {
	t.Flush()
	return t.Error()
}
