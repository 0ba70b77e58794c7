package cli

import (
	"encoding/csv"
	"strings"

	"github.com/spf13/pflag"
)

// Many adds a flag that may be given more than once.
func Many(flags *pflag.FlagSet, into *[]string, name, usage string) {
	flags.Var((*many)(into), name, usage)
}

// many is pflag's array of strings, which makes a writer to say that it is empty: of all flags of all commands, at
// every start.
type many []string

func (w *many) Set(word string) error {
	*w = append(*w, word)
	return nil
}

func (*many) Type() string { return "stringArray" }

func (w *many) String() string {
	if len(*w) == 0 {
		return "[]"
	}
	var b strings.Builder
	row := csv.NewWriter(&b)
	_ = row.Write(*w) // a Builder takes everything
	row.Flush()
	return "[" + strings.TrimSuffix(b.String(), "\n") + "]"
}
