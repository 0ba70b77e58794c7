package cli

import (
	"slices"
	"testing"

	"github.com/spf13/pflag"
)

// TestMany: such a flag is to cobra, and to whoever prints it, what pflag's own array is.
func TestMany(t *testing.T) {
	for _, args := range [][]string{nil, {"--section", "觀點"}, {"--section=a,b", `--section=say "c"`, "--section", ""}} {
		var ours, theirs []string
		f, own := pflag.NewFlagSet("ours", 0), pflag.NewFlagSet("theirs", 0)
		Many(f, &ours, "section", "of this `NAME`")
		own.StringArrayVar(&theirs, "section", nil, "of this `NAME`")
		if f.Parse(args) != nil || own.Parse(args) != nil || !slices.Equal(ours, theirs) {
			t.Errorf("%q: %q, want %q", args, ours, theirs)
		}
		a, b := f.Lookup("section"), own.Lookup("section")
		if a.Value.String() != b.Value.String() || a.Value.Type() != b.Value.Type() || a.DefValue != b.DefValue {
			t.Errorf("%q: %s %s, want %s %s", args, a.Value.Type(), a.Value, b.Value.Type(), b.Value)
		}
	}
}
