package main

import (
	"slices"
	"strings"
	"testing"

	"mingpao/cmd/mingpao/internal/cli"
)

func TestWithNegations(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"search 颱風 -停課", "search 颱風 -- -停課"},
		{"search -停課 颱風 --from -7d --json", "search 颱風 --from -7d --json -- -停課"},
		{"search 颱風 --json -停課", "search 颱風 --json -- -停課"},
		{"search 颱風 -- -停課", "search 颱風 -- -停課"},
		{"search -h", "search -h"},
		{"search 颱風 -n 5", "search 颱風 -n 5"},
		{"search -n5 颱風 -nato", "search -n5 颱風 -- -nato"},
		{"list --from -7d", "list --from -7d"},
		{"export -o -", "export -o -"},
	} {
		got := cli.WithNegations(newRoot(streams{}), strings.Fields(c.in))
		if !slices.Equal(got, strings.Fields(c.want)) {
			t.Errorf("%s: %q, want %s", c.in, got, c.want)
		}
	}
}
